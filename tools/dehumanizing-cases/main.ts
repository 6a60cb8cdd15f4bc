import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { dehumanizing } from '../../src/checks/dehumanizing/index.js';
import { Text } from '../../src/text/text.js';
import { readBenign } from '../dehumanizing-train/benign.js';
import { type Case, type CaseSet, readCaseFile, readCases, sets } from './cases.js';
import { type Judged, judge, summary } from './measure.js';

const check = dehumanizing();
const { signal } = new AbortController();

async function judged(one: Case): Promise<Judged> {
  const { findings } = await check.inspect(new Text(one.text), {}, signal);
  return judge(one, findings);
}

async function report(name: string, { sentences, pairs }: CaseSet, listing: boolean): Promise<void> {
  const results = await Promise.all(sentences.map(judged));
  const both = await Promise.all(
    pairs.map(async ({ flag, leave }) => ({ flag: await judged(flag), leave: await judged(leave) })),
  );
  const right = both.filter(({ flag, leave }) => flag.hit && !leave.flagged).length;
  const told = summary(results);
  console.log(`\n${name}: ${sentences.length} sentences, ${pairs.length} minimal pairs`);
  if (sentences.length > 0)
    for (const [what, value] of Object.entries(told)) console.log(`  ${what.padEnd(34)} ${value.toFixed(3)}`);
  if (pairs.length > 0)
    console.log(`  ${'minimal pairs, both sides right'.padEnd(34)} ${(right / pairs.length).toFixed(3)}`);
  if (!listing) return;
  for (const one of [...results, ...both.flatMap(({ flag, leave }) => [flag, leave])]) {
    if (one.complaint) console.log(`${one.complaint}\t${one.shown}`);
  }
}

/** How many comments of a file that nobody found toxic the check flags; with --misses, which spans of how many. */
async function falseAlarms(file: string, listing: boolean): Promise<void> {
  const texts = readBenign(file);
  let flagged = 0;
  const spans = new Map<string, number>();
  for (const text of texts) {
    const { findings } = await check.inspect(new Text(text), {}, signal);
    if (findings.length > 0) flagged += 1;
    for (const {
      span: { start, end },
    } of findings) {
      const span = text.slice(start, end).toLowerCase();
      spans.set(span, (spans.get(span) ?? 0) + 1);
    }
  }
  console.log(`\n${basename(file)}: ${texts.length} benign comments`);
  console.log(
    `  ${'flagged'.padEnd(34)} ${flagged}, ${((1e4 * flagged) / texts.length).toFixed(1)} of 10,000`,
  );
  if (!listing) return;
  for (const [span, count] of [...spans].sort((a, b) => b[1] - a[1])) console.log(`${count}\t${span}`);
}

const program = new Command('dehumanizing')
  .description(
    'How the dehumanizing check does on labelled sentences, of our sets or of the YAML files given. What it misses is listed for sets that train it and for files; the held-out ones are counted and not looked at.',
  )
  .argument('[files...]', 'case files; none and no --benign: our own sets')
  .option('--misses', 'list what it gets wrong', false)
  .option('--benign <files...>', 'JSONL (.gz): count what it flags of comments that nobody found toxic', [])
  .parse();
const { misses, benign } = program.opts<{ misses: boolean; benign: string[] }>();
const files = program.args;
try {
  for (const file of files) await report(file, readCaseFile(pathToFileURL(file)), misses);
  for (const file of benign) await falseAlarms(file, misses);
  if (files.length + benign.length === 0)
    for (const name of sets) await report(name, readCases(name), misses && name !== 'held-out');
} catch (error) {
  program.error(`dehumanizing: ${(error as Error).message}`);
}
