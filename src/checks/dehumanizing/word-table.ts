import { hashOf, type Word } from '../../text/words.js';

/**
 * What is known of some words, by the hash that a text's word brings along: a Map would work out its own. Open
 * addressing with linear probing (Knuth, The Art of Computer Programming 3, 6.4), at most half full.
 */
export class WordTable<Value> {
  readonly #words: string[];
  readonly #values: (Value | undefined)[];
  readonly #hashes: Int32Array;

  constructor(entries: ReadonlyMap<string, Value>) {
    const size = 2 ** Math.ceil(Math.log2(entries.size * 2 + 1));
    this.#words = new Array(size).fill('');
    this.#values = new Array(size).fill(undefined);
    this.#hashes = new Int32Array(size);
    for (const [text, value] of entries) {
      const hash = hashOf(text);
      const slot = this.#slot(text, hash);
      this.#words[slot] = text;
      this.#values[slot] = value;
      this.#hashes[slot] = hash;
    }
  }

  get({ text, hash }: Pick<Word, 'text' | 'hash'>): Value | undefined {
    return this.#values[this.#slot(text, hash)];
  }

  /** Where the word stands, or the empty place where it would. */
  #slot(text: string, hash: number): number {
    const mask = this.#hashes.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask)
      if (this.#values[slot] === undefined || (this.#hashes[slot] === hash && this.#words[slot] === text))
        return slot;
  }
}
