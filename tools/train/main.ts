import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError } from 'commander';
import type { FeatureShape } from '../../src/checks/toxicity/features.js';
import { readMeta, weightsFolder } from '../../src/checks/toxicity/models/weights.js';
import { identityTerms } from './identity.js';
import { learn, type Settings } from './learn.js';
import { assemble, type TrainedNets, write } from './pack.js';
import { prepare } from './prepare.js';
import { heads } from './sources.js';

const whole = (value: string): number => {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('not a whole number');
  return Number(value);
};
const decimal = (value: string): number => {
  if (!Number.isFinite(Number(value))) throw new InvalidArgumentError('not a number');
  return Number(value);
};

interface Options {
  readonly data: string;
  readonly out: string;
  readonly net: string;
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
  readonly bits: number;
  readonly letters: number;
  readonly pairs: number;
  readonly fold: boolean;
}

const program = new Command('train')
  .description(
    'Trains the embedded toxicity model from labelled texts and writes weights.bin and meta.json.\n' +
      'The same data, settings and Decorum always give the same bytes. docs/MODEL_CARD.md tells the method.',
  )
  .requiredOption('--data <folder>', 'folder with the sources, one <name>.jsonl.gz each')
  .option('--out <folder>', 'where the weights go', fileURLToPath(weightsFolder))
  .option(
    '--net <folder>',
    'where tools/train/nets left conv.bin, recurrent.bin, their .json and vocabulary.txt',
    fileURLToPath(weightsFolder),
  )
  .option('--epochs <n>', 'how often every row is read', whole, 3)
  .option('--rate <x>', 'learning rate', decimal, 0.15)
  .option('--seed <n>', 'seed of the reading order', whole, 1)
  .option('--bits <n>', 'the weight table has 2^n rows', whole, 18)
  .option('--letters <x>', "weight of a run of letters beside a word's", decimal, 0.5)
  .option('--pairs <x>', "weight of a pair of words beside a word's", decimal, 0.7)
  .option('--no-fold', 'leave identity terms as they are (for comparison only)')
  .parse();

class Stopped extends Error {}
/** When Ctrl-C came. A terminal and tools/run.mjs both send it: only one that comes a second later is impatience. */
let stopping: number | undefined;
process.on('SIGINT', () => {
  if (stopping !== undefined && performance.now() - stopping > 1000) process.exit(130);
  stopping ??= performance.now();
});

try {
  await train(program.opts<Options>());
} catch (error) {
  const stopped = error instanceof Stopped;
  process.stderr.write(stopped ? 'Stopped: nothing was written.\n' : `train: ${(error as Error).message}\n`);
  process.exitCode = stopped ? 130 : 1;
}

async function train(options: Options): Promise<void> {
  const started = performance.now();
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const nets = readTrainedNets(resolve(options.net));
  const terms = identityTerms();
  const shape: FeatureShape = {
    bits: options.bits,
    letters: [2, 5],
    letterWeight: options.letters,
    pairWeight: options.pairs,
    identity: options.fold ? terms.identity : [],
    heads: options.fold ? terms.heads : [],
  };
  const settings: Settings = { epochs: options.epochs, rate: options.rate, seed: options.seed };
  const rows = await prepare(resolve(options.data), terms);
  say(`${rows.training.length} rows to train on, ${rows.development.length} held out`);

  const total = rows.training.length * settings.epochs;
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: 'training [{bar}] {percentage} % of {total} rows, {eta_formatted} left' })
    : undefined;
  bar?.start(total, 0);
  const learnt = await learn(rows.training, shape, settings, async (done) => {
    bar?.update(done);
    await new Promise(setImmediate); // lets Ctrl-C through
    if (stopping !== undefined) throw new Stopped();
  }).finally(() => bar?.stop());

  const packed = assemble(learnt, shape, settings, rows, nets);
  if (stopping !== undefined) throw new Stopped();
  write(packed, resolve(options.out));

  for (const head of heads)
    say(
      `${head.padEnd(16)} AUC ${Object.entries(packed.meta.metrics.auc[head] ?? {})
        .map(([source, value]) => `${source} ${value}`)
        .join(', ')}`,
    );
  say(`Version ${packed.meta.version} written in ${Math.round((performance.now() - started) / 1000)} s`);
}

/** The nets come from a training of their own; where that left no .json, the shipped meta.json tells their shapes. */
function readTrainedNets(folder: string): TrainedNets {
  const file = (name: string): Buffer => readFileSync(join(folder, name));
  const shapes = existsSync(join(folder, 'conv.json'))
    ? { ...JSON.parse(`${file('conv.json')}`) }
    : readMeta(pathToFileURL(`${folder}/`)).nets;
  const { words, dimensions } = shapes;
  const { widths, filters, dense } = shapes.conv ?? shapes;
  const {
    hidden,
    attention,
    dense: denseOfRecurrent,
  } = shapes.recurrent ?? JSON.parse(`${file('recurrent.json')}`);
  return {
    shapes: {
      words,
      dimensions,
      conv: { widths, filters, dense },
      recurrent: { hidden, attention, dense: denseOfRecurrent },
    },
    conv: file('conv.bin'),
    recurrent: file('recurrent.bin'),
    vocabulary: file('vocabulary.txt'),
    classes: file('word-classes.txt'),
  };
}
