import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { allChecks } from '../../src/checks/index.js';
import { localModel, type Variant, variants } from '../../src/checks/toxicity/models/local.js';
import { readWeights } from '../../src/checks/toxicity/models/weights.js';
import { createPipeline } from '../../src/pipeline/pipeline.js';
import { readPolicy } from '../../src/policy-file.js';
import { fairlySampled, heads } from '../train/sources.js';
import { figures, writeFigures } from './card.js';
import { byFunctionality, byGroup, type FunctionalityLine, type GroupLine } from './groups.js';
import { fileInputs, storedInputs } from './inputs.js';
import { auc } from './metrics.js';
import { type Line, type Scored, summarize } from './summary.js';
import { thresholdTable } from './thresholds.js';
import { TokenCount } from './tokens.js';

interface Options {
  readonly label?: string;
  readonly json: boolean;
  readonly heldOut: boolean;
  readonly policy: string;
  readonly model: Variant;
  readonly thresholds: boolean;
  readonly card?: string;
  readonly labels?: 'stored';
}

const program = new Command('evaluate')
  .description(
    'Scores labelled texts through the whole pipeline and tells how well the scores part them.\n' +
      'Rows are {text, labels: {…}} or {text, toxic: 1, …}; tools/evaluate/labels.ts tells what label names mean.',
  )
  .argument('[files...]', 'JSONL files, gzipped or not')
  .addOption(
    new Option(
      '--labels <where>',
      'also what moderators elsewhere said by comments:suggestscore, as it is stored',
    ).choices(['stored']),
  )
  .option('--label <name>', 'look at this label alone; it stands for TOXICITY unless its name is a known one')
  .option('--held-out', "of the trainer's own sources, only rows that it never learns from", false)
  .option('--policy <file>', 'the policy that judges', 'seeds/policy.yml')
  .addOption(
    new Option('--model <variant>', 'parts of the embedded model that are asked')
      .choices(variants)
      .default('full'),
  )
  .option(
    '--thresholds',
    'tell what each threshold on each attribute would hold of clean and toxic texts',
    false,
  )
  .option('--card <file>', 'write the figures between the marks of this Markdown file')
  .option('--json', 'print JSON instead of a table', false)
  .parse();

const { label, json, heldOut, policy, model, thresholds, card, labels } = program.opts<Options>();
for (const file of program.args) if (!existsSync(file)) program.error(`evaluate: there is no ${file}`);
if (program.args.length === 0 && !labels) program.error('evaluate: name a file, or --labels stored');
const inputs = fileInputs(program.args, { heldOut, ...(label !== undefined && { label }) });
if (labels)
  inputs.push(...(await storedInputs().catch((error: Error) => program.error(`evaluate: ${error.message}`))));
const { meta } = readWeights();
const points = model === 'fast' ? meta.fastOperatingPoints : meta.operatingPoints;
const embedded = localModel(model);
const pipeline = createPipeline({
  checks: allChecks(embedded),
  policy: readPolicy(policy),
  deadlineMs: 60_000,
});

const lines: Line[] = [];
const functionalities: FunctionalityLine[] = [];
const groups: GroupLine[] = [];
const all = new Map<string, Scored[]>();
const tokens: { source: string; texts: number; tokenAuc: number }[] = [];
const judged: {
  source: string;
  rows: number;
  review: number;
  block: number;
  cleanRows: number;
  cleanHeld: number;
  /** How well the verdict's priority puts toxic texts before the others. */
  priorityAuc?: number;
}[] = [];
for (const { name, rows } of inputs) {
  const scored: Scored[] = [];
  const marked = new TokenCount();
  const count = { source: name, rows: 0, review: 0, block: 0, cleanRows: 0, cleanHeld: 0 };
  const priorities: { priority: number; toxic: boolean }[] = [];
  for await (const { text, raw, targets, marked: offsets, ...about } of rows()) {
    const verdict = await pipeline.moderate({ id: 'evaluate', revision: 1, text });
    const outcome = verdict.outcomes.find(({ check }) => check === 'toxicity');
    if (outcome?.status !== 'ran') throw new Error(`the toxicity check failed: ${outcome?.error}`);
    scored.push({ targets, scores: outcome.scores, ...about });
    if (offsets) marked.add(embedded, raw, 'TOXICITY', offsets);
    if (targets.TOXICITY !== undefined)
      priorities.push({ priority: verdict.priority, toxic: targets.TOXICITY >= 0.5 });
    count.rows++;
    if (verdict.action !== 'allow') count[verdict.action]++;
    if (targets.TOXICITY === 0) {
      count.cleanRows++;
      if (verdict.action !== 'allow') count.cleanHeld++;
    }
  }
  const ordered = auc(
    priorities.map(({ priority }) => priority),
    priorities.map(({ toxic }) => toxic),
  );
  judged.push({
    ...count,
    ...(Number.isFinite(ordered) && { priorityAuc: Math.round(ordered * 1e4) / 1e4 }),
  });
  all.set(name, scored);
  if (marked.texts > 0) tokens.push({ source: name, texts: marked.texts, tokenAuc: marked.auc() });
  for (const attribute of heads) {
    const line = summarize(name, attribute, scored, points[attribute] ?? 1);
    if (line) lines.push(line);
    groups.push(...byGroup(name, attribute, scored));
  }
  const judgedBy =
    heads.find((head) => head === 'IDENTITY_ATTACK' && scored.some(({ targets }) => head in targets)) ??
    'TOXICITY';
  functionalities.push(...byFunctionality(name, judgedBy, scored, points[judgedBy] ?? 1));
}

const versions = pipeline.versions;
if (card) writeFigures(card, figures(meta.version, lines, heads, thresholdTable(fairly(all), heads)));
if (json) {
  process.stdout.write(
    `${JSON.stringify({ versions, policy: pipeline.policy, operatingPoints: points, lines, functionalities, groups, tokens, judged }, null, 2)}\n`,
  );
} else {
  const percent = (part: number, of: number): string => (of ? `${((100 * part) / of).toFixed(2)} %` : '');
  console.table(
    Object.fromEntries(
      lines.map(({ source, attribute, ...figures }) => [`${source} ${attribute}`, figures] as const),
    ),
  );
  if (functionalities.length > 0) console.table(functionalities);
  if (groups.length > 0) console.table(groups);
  if (tokens.length > 0) console.table(tokens);
  if (thresholds) console.table(thresholdTable(fairly(all), heads));
  console.table(
    judged.map(({ source, rows, review, block, cleanRows, cleanHeld, priorityAuc }) => ({
      source,
      rows,
      review: percent(review, rows),
      block: percent(block, rows),
      'clean rows': cleanRows,
      'clean rows held': percent(cleanHeld, cleanRows),
      'AUC of priority': priorityAuc ?? '',
    })),
  );
  process.stdout.write(`toxicity ${versions.toxicity}, policy ${pipeline.policy}\n`);
}

/** Where clean comments are ordinary ones: what thresholds hold elsewhere says little of a newsroom. */
function fairly(sources: ReadonlyMap<string, Scored[]>): ReadonlyMap<string, Scored[]> {
  const fair = [...sources].filter(([name]) => fairlySampled.has(name));
  return fair.length > 0 ? new Map(fair) : sources;
}
