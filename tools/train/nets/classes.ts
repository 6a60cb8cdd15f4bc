import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const here = (name: string): URL => new URL(name, import.meta.url);
const checks = '../../../src/checks';
const lists = z.record(z.string(), z.array(z.string()).min(1));
const entries = z.array(
  z.looseObject({
    /** A phrase with settings of its own is an object: no plain word. */
    phrases: z.union([z.string(), z.array(z.unknown())]),
    category: z.string().optional(),
    class: z.string().optional(),
  }),
);

/** How near a word's vector must be to the mean of the identity list's (cosine) to count as a name of people. */
const nearGroup = 0.5;

/** Kinds of words by name, each with its words; a word may be of several. */
export function wordClasses(
  identity: readonly string[],
  vectors: Readonly<Record<string, readonly number[]>>,
  width: number,
): ReadonlyMap<string, ReadonlySet<string>> {
  const classes = new Map<string, Set<string>>();
  const add = (name: string, words: Iterable<string>): void => {
    const known = classes.get(name) ?? new Set();
    for (const word of words) known.add(word);
    classes.set(name, known);
  };
  for (const [name, words] of Object.entries(lists.parse(parse(readFileSync(here('classes.yml'), 'utf8')))))
    add(name, words);
  for (const file of ['slurs', 'sexual', 'bodily', 'religious', 'insults'])
    for (const { phrases, category } of entriesOf(`${checks}/profanity/${file}.yml`))
      add(category === 'slur' ? 'slur' : category === 'insult' ? 'insults' : 'swearing', single(phrases));
  for (const file of ['comparisons', 'imagery'])
    for (const { phrases } of entriesOf(`${checks}/dehumanizing/${file}.yml`))
      add('dehumanizing', single(phrases));
  add('group', groupLike(identity, vectors, width));
  return classes;
}

const entriesOf = (name: string) => entries.parse(parse(readFileSync(here(name), 'utf8')));

/** Phrases of one word, with their plurals. */
function* single(phrases: string | readonly unknown[]): Generator<string> {
  const all = typeof phrases === 'string' ? phrases.split(/,\s*/) : phrases;
  for (const phrase of all) {
    const word = String(phrase).trim().toLowerCase();
    if (!/^[a-z]+$/.test(word)) continue;
    yield word;
    yield /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
  }
}

/** Listed terms, and the words whose vectors stand as near to the list's plural names of peoples as its own do. */
function groupLike(
  identity: readonly string[],
  vectors: Readonly<Record<string, readonly number[]>>,
  width: number,
): string[] {
  const mean = new Float64Array(width);
  const names = identity.filter((term) => vectors[term] && /(?:ans|ese|ish|s)$/.test(term));
  for (const name of names) {
    const vector = vectors[name]!;
    const size = Math.hypot(...vector.slice(0, width));
    for (let k = 0; k < width; k++) mean[k]! += vector[k]! / size;
  }
  const size = Math.hypot(...mean);
  const near = Object.keys(vectors).filter((word) => {
    if (!/^[a-z]{4,}$/.test(word)) return false;
    const vector = vectors[word]!;
    let [dot, own] = [0, 0];
    for (let k = 0; k < width; k++) {
      dot += mean[k]! * vector[k]!;
      own += vector[k]! ** 2;
    }
    return dot / size / Math.sqrt(own) >= nearGroup;
  });
  return [...identity, ...near];
}
