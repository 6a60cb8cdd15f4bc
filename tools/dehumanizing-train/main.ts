/**
 * npm run train:dehumanizing [-- --benign <jsonl.gz …>]: learns how the dehumanizing check weighs evidence from the
 * sentences in tools/dehumanizing-cases/training and the check's examples.yml, reports how often what is scored so
 * holds in files that did not train it, and writes weights.tsv. The same sentences always give the same file. Held-out
 * sets are never read here.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { logistic } from '../../src/checks/dehumanizing/weights.js';
import { readBenign } from './benign.js';
import { extractor, type Named } from './extract.js';
import { unseenFigures } from './figures.js';
import { fingerprint } from './fingerprint.js';
import { calibrate, type Lesson, learn, sumOf } from './learn.js';
import { lessonsOf, readTraining } from './training.js';

const out = fileURLToPath(new URL('../../src/checks/dehumanizing/weights.tsv', import.meta.url));
const program = new Command('train:dehumanizing')
  .description('Learns how the dehumanizing check weighs evidence and writes weights.tsv.')
  .option('--benign <files...>', 'JSONL (.gz) of {text, labels.toxic}: comments that nobody found toxic')
  .parse();
const { benign = [] } = program.opts<{ benign?: string[] }>();

/** A comparison in a benign comment counts less than one in a sentence that was written to be labelled. */
const benignWeight = 0.5;
/** A comparison is a finding where it holds more likely than not. */
const threshold = 0.5;
const smallest = 0.02;
const bands = [0, 0.2, 0.4, 0.6, 0.8, 1];

const names = new Map<number, Named>();
const extract = extractor(names);
const taught = readTraining(extract);
const sets = [...new Set(taught.map(({ set }) => set))];
const bar = process.stderr.isTTY
  ? new SingleBar({ format: '{doing} [{bar}] {percentage} %', clearOnComplete: true })
  : undefined;
bar?.start(benign.length + sets.length + 1, 0, { doing: 'reading' });

function readTalk(file: string): Lesson[] {
  try {
    return readBenign(file)
      .flatMap((text) => extract(text))
      .map(({ keys }) => ({ keys, holds: false, weight: benignWeight, foreign: true }));
  } catch (error) {
    bar?.stop();
    return program.error(`train:dehumanizing: ${(error as Error).message}`);
  } finally {
    bar?.increment();
  }
}
const talk = benign.flatMap(readTalk);

/** Every sentence with its comparisons as weights that were learned without its file see them. */
const unseen = sets.flatMap((set) => {
  const weights = learn([...taught.filter((one) => one.set !== set).flatMap(lessonsOf), ...talk]);
  bar?.increment({ doing: 'calibrating' });
  return taught
    .filter((one) => one.set === set)
    .map((one) => ({
      one,
      lessons: lessonsOf(one).map(({ keys, holds, weight }) => ({
        sum: sumOf(weights, keys),
        holds,
        weight,
      })),
    }));
});
const comparisons = unseen.flatMap(({ lessons }) => lessons);
const { slope, offset } = calibrate(comparisons);
const scoreOf = (sum: number): number => logistic(slope * sum + offset);
const weights = learn([...taught.flatMap(lessonsOf), ...talk]);
bar?.increment({ doing: 'learning' });
bar?.stop();

console.log(
  `${taught.length} sentences in ${sets.length} files, ${talk.length} comparisons in benign comments`,
);
for (const [k, low] of bands.slice(0, -1).entries()) {
  const high = bands[k + 1]!;
  const within = comparisons.filter(({ sum }) => {
    const score = scoreOf(sum);
    return score >= low && (score < high || high === 1);
  });
  const total = within.reduce((all, { weight }) => all + weight, 0);
  const held = within.reduce((all, { weight, holds }) => all + (holds ? weight : 0), 0);
  console.log(
    `  score ${low} to ${high}: ${within.length} comparisons, ${((100 * held) / total).toFixed(0)} % hold`,
  );
}

for (const set of sets) {
  const sentences = unseen.filter(({ one }) => one.set === set);
  const told = [0.3, 0.4, threshold, 0.6].map((least) => {
    const { precision, recall } = unseenFigures(sentences, (sum) => scoreOf(sum) >= least);
    const f1 = (2 * precision * recall) / (precision + recall);
    return `${least}: P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${f1.toFixed(3)}`;
  });
  console.log(`  without ${set}, read on it from ${told.join(', ')}`);
}

const lines = [...weights]
  .filter(([, weight]) => Math.abs(weight) >= smallest)
  .map(([key, weight]) => {
    const { kind, seen, also } = names.get(key)!;
    return `${kind}\t${seen}\t${also}\t${weight.toFixed(3)}`;
  })
  .sort();
const head = `# Made by tools/dehumanizing-train; do not edit. Weights of evidence: kind, what is seen, also seen, weight.
# Trained on our own sentences (tools/dehumanizing-cases/training) and, as comments that nobody found toxic, on
# wiki_cat_large_gc (Apache-2.0), jigsaw_wiki (CC0; text CC BY-SA 3.0), civil_comments_toxic_spans (CC0) and
# wiki_toxicity_nonfuzzed (CC BY 4.0), where each was given. Of their texts it holds single words and pairs of
# neighbours that were seen at least twice beside a comparison, and nothing longer.
#slope\t${slope.toFixed(4)}
#offset\t${offset.toFixed(4)}
#threshold\t${threshold}
#evidence\t${fingerprint(taught)}
`;
writeFileSync(out, `${head}${lines.join('\n')}\n`);
console.log(`${lines.length} weights, slope ${slope.toFixed(3)}, offset ${offset.toFixed(3)}`);
