import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hashOf } from '../../text/words.js';

/** What kind of thing a word mostly names, and which words are used like it. Names of classes, not numbers. */
export interface Sense {
  /** WordNet's lexicographer file of its commonest sense (`noun.person`); empty where WordNet does not know it. */
  readonly kind: string;
  /** Its class among 300, and among 50, by the words that it stands beside in large collections of text. */
  readonly alike: string;
  readonly near: string;
  /** `hashOf` each of them. */
  readonly kindHash: number;
  readonly alikeHash: number;
  readonly nearHash: number;
}

/** Looks words up by their spelling. */
export interface Senses {
  of(word: string): Sense | undefined;
  /** Of all classes together. */
  readonly hash: string;
}

/**
 * Reads senses.txt: a line `kind alike near: word word …` a class, made by tools/senses. Lines with # are notes.
 * Kinds after Miller 1995, "WordNet: a lexical database for English"; classes after Pennington, Socher, Manning 2014,
 * "GloVe", by spherical k-means (Dhillon, Modha 2001).
 */
export function readSenses(source = readFileSync(new URL('./senses.txt', import.meta.url), 'utf8')): Senses {
  const senses = new Map<string, Sense>();
  for (const line of source.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const colon = line.indexOf(':');
    const [kind = '', alike = '', near = ''] = line.slice(0, colon).split(' ');
    const sense = named(`~${kind}`, `~${alike}`, `~~${near}`);
    for (const word of line.slice(colon + 2).split(' ')) senses.set(word, sense);
  }
  return {
    of: (word) => senses.get(word),
    hash: createHash('sha256').update(source).digest('hex').slice(0, 8),
  };
}

const named = (kind: string, alike: string, near: string): Sense => ({
  kind,
  alike,
  near,
  kindHash: hashOf(kind),
  alikeHash: hashOf(alike),
  nearHash: hashOf(near),
});
