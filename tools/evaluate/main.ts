import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import { allChecks } from '../../src/checks/index.js';
import { localModel } from '../../src/checks/toxicity/models/local.js';
import { readWeights } from '../../src/checks/toxicity/models/weights.js';
import { createPipeline } from '../../src/pipeline/pipeline.js';
import { readPolicy } from '../../src/policy-file.js';
import { clean, isHeldOut, readRows } from '../train/prepare.js';
import { heads, sources } from '../train/sources.js';
import { targetsOf } from './labels.js';
import { type Line, type Scored, summarize } from './summary.js';

interface Options {
  readonly label?: string;
  readonly json: boolean;
  readonly heldOut: boolean;
  readonly policy: string;
}

const program = new Command('evaluate')
  .description(
    'Scores labelled texts through the whole pipeline and tells how well the scores part them.\n' +
      'Rows are {text, labels: {…}} or {text, toxic: 1, …}; tools/evaluate/labels.ts tells what label names mean.',
  )
  .argument('<files...>', 'JSONL files, gzipped or not')
  .option('--label <name>', 'look at this label alone; it stands for TOXICITY unless its name is a known one')
  .option('--held-out', "of the trainer's own sources, only rows that it never learns from", false)
  .option('--policy <file>', 'the policy that judges', 'seeds/policy.yml')
  .option('--json', 'print JSON instead of a table', false)
  .parse();

const { label, json, heldOut, policy } = program.opts<Options>();
for (const file of program.args) if (!existsSync(file)) program.error(`evaluate: there is no ${file}`);
const points = readWeights().meta.operatingPoints;
const pipeline = createPipeline({
  checks: allChecks(localModel()),
  policy: readPolicy(policy),
  deadlineMs: 60_000,
});

const lines: Line[] = [];
const judged: {
  source: string;
  rows: number;
  review: number;
  block: number;
  cleanRows: number;
  cleanHeld: number;
}[] = [];
for (const file of program.args) {
  const name = basename(file).replace(/(\.jsonl)?(\.gz)?$/, '');
  const source = sources.find((one) => one.name === name);
  const scored: Scored[] = [];
  const count = { source: name, rows: 0, review: 0, block: 0, cleanRows: 0, cleanHeld: 0 };
  for await (const row of readRows(file)) {
    if (heldOut && source && !isHeldOut(source, row.text, row.labels)) continue;
    const text = source ? clean(row.text) : row.text;
    const targets = targetsOf(name, row.labels, label);
    if (text.trim() === '' || Object.keys(targets).length === 0) continue;
    const verdict = await pipeline.moderate({ id: 'evaluate', revision: 1, text });
    const outcome = verdict.outcomes.find(({ check }) => check === 'toxicity');
    if (outcome?.status !== 'ran') throw new Error(`the toxicity check failed: ${outcome?.error}`);
    scored.push({ targets, scores: outcome.scores });
    count.rows++;
    if (verdict.action !== 'allow') count[verdict.action]++;
    if (targets.TOXICITY === 0) {
      count.cleanRows++;
      if (verdict.action !== 'allow') count.cleanHeld++;
    }
  }
  judged.push(count);
  for (const attribute of heads) {
    const line = summarize(name, attribute, scored, points[attribute] ?? 1);
    if (line) lines.push(line);
  }
}

const versions = pipeline.versions;
if (json) {
  process.stdout.write(
    `${JSON.stringify({ versions, policy: pipeline.policy, operatingPoints: points, lines, judged }, null, 2)}\n`,
  );
} else {
  const percent = (part: number, of: number): string => (of ? `${((100 * part) / of).toFixed(2)} %` : '');
  console.table(
    Object.fromEntries(
      lines.map(({ source, attribute, ...figures }) => [`${source} ${attribute}`, figures] as const),
    ),
  );
  console.table(
    judged.map(({ source, rows, review, block, cleanRows, cleanHeld }) => ({
      source,
      rows,
      review: percent(review, rows),
      block: percent(block, rows),
      'clean rows': cleanRows,
      'clean rows held': percent(cleanHeld, cleanRows),
    })),
  );
  process.stdout.write(`toxicity ${versions.toxicity}, policy ${pipeline.policy}\n`);
}
