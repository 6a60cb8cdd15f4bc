/**
 * npm run train:dehumanizing [-- --benign <jsonl.gz …>]: learns how the dehumanizing check weighs evidence from the
 * sentences in tools/dehumanizing-cases/training and the check's examples.yml, reports how often what is scored so
 * holds in files that did not train it, and writes weights.tsv. The same sentences always give the same file. Held-out sets are never read here.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Command } from 'commander';
import { parse } from 'yaml';
import { logistic } from '../../src/checks/dehumanizing/weights.js';
import { type Case, type Row, readCase, readCaseFile } from '../dehumanizing-cases/cases.js';
import { overlap } from '../dehumanizing-cases/measure.js';
import { type Example, extractor, type Named } from './extract.js';
import { calibrate, type Lesson, learn, sumOf } from './learn.js';

const out = fileURLToPath(new URL('../../src/checks/dehumanizing/weights.tsv', import.meta.url));
const { benign = [] } = new Command('train:dehumanizing')
  .description('Learns how the dehumanizing check weighs evidence and writes weights.tsv.')
  .option('--benign <files...>', 'JSONL (.gz) of {text, labels.toxic}: comments that nobody found toxic')
  .parse()
  .opts<{ benign?: string[] }>();

interface Read {
  readonly set: string;
  readonly one: Case;
  readonly examples: readonly Example[];
}

const names = new Map<number, Named>();
const extract = extractor(names);
const folder = new URL('../dehumanizing-cases/training/', import.meta.url);
const sets = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .sort();
const read: Read[] = sets.flatMap((set) => {
  const { sentences, pairs } = readCaseFile(new URL(set, folder));
  const all = [...sentences, ...pairs.flatMap(({ flag, leave }) => [flag, leave])];
  return all.map((one) => ({ set, one, examples: extract(one.text) }));
});
/** The check's own examples; those with an article or a parent comment need them to be read. */
const examples = parse(
  readFileSync(new URL('../../src/checks/dehumanizing/examples.yml', import.meta.url), 'utf8'),
) as (Row & { article?: unknown; parent?: unknown })[];
for (const row of examples) {
  if (row.article || row.parent) continue;
  const one = readCase({
    text: row.text,
    finds: [row.finds ?? []].flat().map((rule) => rule.replace('dehumanizing/', '')),
  });
  read.push({ set: 'examples', one, examples: extract(one.text) });
}
sets.push('examples');
/** Wishes of death have a reader of their own. */
const ofClass = ({ expected }: Case): Case['expected'] =>
  expected.filter(({ kind }) => kind !== 'death_wish');

/** What a comparison teaches: one that stands where a mark is holds; what else is in a marked sentence tells less. */
function lesson({ one, examples }: Read): Lesson[] {
  const marked = ofClass(one);
  return examples.map(({ keys, span, class: named }) => {
    const mark = marked.find((expected) => overlap(expected.span, span) > 0);
    if (mark) return { keys, holds: true, weight: mark.kind === named ? 1 : 0.3 };
    return { keys, holds: false, weight: marked.length > 0 ? 0.3 : 1 };
  });
}
const benignWeight = 0.25;
const talk: Lesson[] = benign.flatMap((file) =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { text: string; labels: { toxic?: number; frac_toxic?: number } })
    .filter(({ labels }) => (labels.toxic ?? labels.frac_toxic) === 0)
    .flatMap(({ text }) => extract(text))
    .map(({ keys }) => ({ keys, holds: false, weight: benignWeight })),
);
console.log(
  `${read.length} sentences in ${sets.length} files, ${talk.length} comparisons in benign comments`,
);

const unseen: { sum: number; holds: boolean; weight: number }[] = [];
for (const set of sets) {
  const others = read.filter((row) => row.set !== set).flatMap(lesson);
  const weights = learn([...others, ...talk]);
  for (const row of read)
    if (row.set === set)
      for (const { keys, holds, weight } of lesson(row))
        unseen.push({ sum: sumOf(weights, keys), holds, weight });
}
const { slope, offset } = calibrate(unseen);
for (const [low, high] of [
  [0, 0.2],
  [0.2, 0.4],
  [0.4, 0.6],
  [0.6, 0.8],
  [0.8, 1.01],
] as const) {
  const within = unseen.filter(({ sum }) => {
    const score = logistic(slope * sum + offset);
    return score >= low && score < high;
  });
  const total = within.reduce((all, { weight }) => all + weight, 0);
  const held = within.reduce((all, { weight, holds }) => all + (holds ? weight : 0), 0);
  console.log(
    `  score ${low} to ${Math.min(1, high)}: ${within.length} comparisons, ${((100 * held) / total).toFixed(0)} % hold`,
  );
}

const weights = learn([...read.flatMap(lesson), ...talk]);
const smallest = 0.02;
const lines = [...weights]
  .filter(([, weight]) => Math.abs(weight) >= smallest)
  .map(([key, weight]) => {
    const { kind, seen, also } = names.get(key)!;
    return `${kind}\t${seen}\t${also}\t${weight.toFixed(3)}`;
  })
  .sort();
const head = [
  '# Made by tools/dehumanizing-train; do not edit. Weights of evidence: kind, what is seen, also seen, weight.',
  '# Trained on our own sentences (tools/dehumanizing-cases/training) and, as comments that nobody found toxic, on',
  '# wiki_cat_large_gc (Apache-2.0), jigsaw_wiki (CC0; text CC BY-SA 3.0), civil_comments_toxic_spans (CC0) and',
  '# wiki_toxicity_nonfuzzed (CC BY 4.0), where each was given. No text of theirs is here.',
  `#slope\t${slope.toFixed(4)}`,
  `#offset\t${offset.toFixed(4)}`,
  '#threshold\t0.38',
];
writeFileSync(out, `${[...head, ...lines].join('\n')}\n`);
console.log(`${lines.length} weights, slope ${slope.toFixed(3)}, offset ${offset.toFixed(3)}`);
