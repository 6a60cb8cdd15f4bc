import { hashOf } from '../../text/words.js';
import { NearWords } from './near-words.js';

/** Ids with a meaning of their own; those of words follow. */
export const special = { none: 0, unknown: 1, group: 2 } as const;
const firstWord = 3;

/** Listed identity terms by form, folded. */
export interface IdentityList {
  readonly terms: ReadonlySet<string>;
  /** Terms of two words, and their second words. */
  readonly phrases: ReadonlySet<string>;
  readonly seconds: ReadonlySet<string>;
  /** Nouns that belong to a term before them. */
  readonly heads: ReadonlySet<string>;
}

export function identityList(identity: readonly string[], heads: readonly string[]): IdentityList {
  const phrases = identity.filter((term) => term.includes(' '));
  return {
    terms: new Set(identity.filter((term) => !term.includes(' '))),
    phrases: new Set(phrases),
    seconds: new Set(phrases.map((term) => term.split(' ')[1]!)),
    heads: new Set(heads),
  };
}

/**
 * The words that the nets know, by id. Looked up by the hash that a text's word brings along: open addressing with
 * linear probing (Knuth, The Art of Computer Programming 3, 6.4), at most half full.
 */
export class Vocabulary {
  /** How many ids there are, the special ones counted. */
  readonly size: number;
  readonly #words: readonly string[];
  readonly #slots: Int32Array;
  readonly #hashes: Int32Array;
  readonly #near: NearWords;

  /** @param words commonest first; ids follow their order */
  constructor(words: readonly string[]) {
    this.#words = words;
    this.size = firstWord + words.length;
    this.#near = new NearWords(words);
    const slots = 2 ** Math.ceil(Math.log2(words.length * 2 + 2));
    this.#slots = new Int32Array(slots).fill(-1);
    this.#hashes = new Int32Array(slots);
    for (let k = 0; k < words.length; k++) {
      const hash = hashOf(words[k]!);
      const slot = this.#slot(words[k]!, hash);
      this.#slots[slot] = k;
      this.#hashes[slot] = hash;
    }
  }

  /** Id of a word; 0 where it is not known. */
  lookUp(word: string, hash: number): number {
    const at = this.#slots[this.#slot(word, hash)]!;
    return at < 0 ? special.none : at + firstWord;
  }

  id(word: string): number {
    return this.lookUp(word, hashOf(word));
  }

  /** Id of the known word that an unknown spelling most likely stands for; 0 where none is near. */
  nearest(word: string): number {
    for (const respelled of respellings(word)) {
      const id = this.id(respelled);
      if (id > 0) return id;
    }
    const near = this.#near.find(word);
    return near < 0 ? special.none : near + firstWord;
  }

  #slot(word: string, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const at = this.#slots[slot]!;
      if (at < 0 || (this.#hashes[slot] === hash && this.#words[at] === word)) return slot;
    }
  }
}

const vowels = ['a', 'e', 'i', 'o', 'u'];

/** Spellings that a stretched or masked word may stand for, likeliest first. Bounded work. */
function* respellings(word: string): Generator<string> {
  if (word.length > 24) return;
  const squeezed = word.replace(/(.)\1{2,}/g, '$1$1');
  if (squeezed !== word) yield squeezed;
  const single = word.replace(/(.)\1+/g, '$1');
  if (single !== word) yield single;
  if (word.includes('*') && word.indexOf('*') === word.lastIndexOf('*'))
    for (const vowel of vowels) yield word.replace('*', vowel);
  if (word.endsWith('in')) yield `${word}g`;
  if (word.endsWith('z')) yield `${word.slice(0, -1)}s`;
  if (word.endsWith('s')) yield word.slice(0, -1);
}
