/**
 * npm run dehumanizing [-- --misses]: how the dehumanizing check does on labelled sentences. What it misses is listed for
 * the sets that train it; the held-out ones are counted and not looked at.
 */
import { dehumanizing } from '../../src/checks/dehumanizing/index.js';
import { Text } from '../../src/text/text.js';
import { type Case, readCases, type SetName, sets } from './cases.js';
import { type Judged, judge, summary } from './measure.js';

const check = dehumanizing();
const { signal } = new AbortController();

async function judged(one: Case): Promise<Judged> {
  const { findings } = await check.inspect(new Text(one.text), {}, signal);
  return judge(one, findings);
}

async function report(name: SetName, listing: boolean): Promise<void> {
  const { sentences, pairs } = readCases(name);
  const results = await Promise.all(sentences.map(judged));
  const both = await Promise.all(
    pairs.map(async ({ flag, leave }) => ({ flag: await judged(flag), leave: await judged(leave) })),
  );
  const right = both.filter(({ flag, leave }) => flag.hit && !leave.flagged).length;
  const told = summary(results);
  console.log(`\n${name}: ${sentences.length} sentences, ${pairs.length} minimal pairs`);
  for (const [what, value] of Object.entries(told)) console.log(`  ${what.padEnd(34)} ${value.toFixed(3)}`);
  console.log(`  ${'minimal pairs, both sides right'.padEnd(34)} ${(right / pairs.length).toFixed(3)}`);
  if (!listing) return;
  for (const one of [...results, ...both.flatMap(({ flag, leave }) => [flag, leave])]) {
    if (one.complaint) console.log(`${one.complaint}\t${one.shown}`);
  }
}

const listing = process.argv.includes('--misses');
for (const name of sets) await report(name, listing && name !== 'held-out');
