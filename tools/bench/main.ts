// npm run bench [-- name …]: against ceilings, or as ratios against a peer taken in the same run.
import { cpus, loadavg } from 'node:os';
import { analyzeBench } from './analyze.js';
import { checksBench } from './checks.js';
import { hostileBench } from './hostile.js';
import { intakeBench } from './intake.js';
import { listBench } from './list.js';
import { profanityBench } from './profanity.js';
import { replayBench } from './replay.js';

const options = ['--families', '--misses'];
const wants = (option: string): boolean => process.argv.includes(option);
const benches = {
  analyze: analyzeBench,
  checks: checksBench,
  hostile: hostileBench,
  intake: intakeBench,
  list: () => listBench(),
  profanity: () => profanityBench({ families: wants('--families'), misses: wants('--misses') }),
  replay: () => replayBench(),
} as const;
type Bench = keyof typeof benches;
/** Fills gigabytes of memory for minutes: only when named. */
const large: ReadonlySet<Bench> = new Set(['list']);

const asked = process.argv.slice(2).filter((name) => !options.includes(name));
const unknown = asked.filter((name) => !(name in benches));
if (asked.includes('--help') || unknown.length > 0) {
  console.log(
    `npm run bench [-- ${Object.keys(benches).join(' | ')}]   all but list (some GiB of memory) when none is named; profanity: ${options.join(' ')}`,
  );
  process.exit(asked.includes('--help') ? 0 : 1);
}
console.log(`Node ${process.version}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(2)} at the start`);
const usual = (Object.keys(benches) as Bench[]).filter((name) => !large.has(name));
for (const name of asked.length > 0 ? (asked as Bench[]) : usual) await benches[name]();
