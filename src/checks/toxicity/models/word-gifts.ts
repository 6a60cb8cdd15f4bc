import type { Kernel } from './kernel.js';
import type { WordTable } from './net-file.js';

/** A text is read in windows of so many words, which share a few: the widest filter sees every run of words. */
export const windowWords = 240;
export const sharedWords = 4;
/** Words kept with what they give. The commonest (lowest ids) each have a slot of their own. */
const keptWords = 8192;
const ownSlots = 6144;
const slotOf = (id: number): number => (id < ownSlots ? id : ownSlots + (id % (keptWords - ownSlots)));

/**
 * What words give to a net's first layer depends on the word alone: it is worked out once and kept, so that reading a text
 * is additions. What is kept is a function of the word: the answer never depends on earlier texts.
 */
export class WordGifts {
  /** Address of the list of addresses, one a word of the window that was read last. */
  readonly kept: number;
  readonly #kernel: Kernel;
  readonly #table: WordTable;
  readonly #stride: number;
  readonly #rows: number;
  readonly #biases: number;
  readonly #vector: number;
  readonly #padded: number;
  readonly #from: number;
  readonly #ids = new Int32Array(keptWords).fill(-1);
  /** The window that last used a slot. */
  readonly #used = new Int32Array(keptWords);
  #window = 0;

  /** Numbers that it takes of the kernel's memory, stretch by stretch. */
  static room(stride: number): number[] {
    return [windowWords, 128, (keptWords + windowWords) * stride];
  }

  /**
   * @param stride numbers that a word gives: a multiple of 16
   * @param rows address of `stride` rows as long as a word's vector, padded to a multiple of 4
   * @param biases address of `stride` numbers
   */
  constructor(kernel: Kernel, table: WordTable, stride: number, rows: number, biases: number) {
    this.#kernel = kernel;
    this.#table = table;
    this.#stride = stride * 4;
    this.#rows = rows;
    this.#biases = biases;
    this.#padded = padded(table.dimensions, 4);
    this.kept = kernel.take(windowWords);
    this.#vector = kernel.take(128);
    this.#from = kernel.take((keptWords + windowWords) * stride);
  }

  /** Fills {@link kept} for the words from `from` to `to`. */
  read(ids: Int32Array, from: number, to: number): void {
    this.#window++;
    const list = this.kept >> 2;
    for (let k = 0; k < to - from; k++) this.#kernel.words[list + k] = this.#place(ids[from + k]!, k);
  }

  #place(id: number, k: number): number {
    const slot = slotOf(id);
    const at = this.#from + slot * this.#stride;
    if (this.#ids[slot] === id) {
      this.#used[slot] = this.#window;
      return at;
    }
    // A slot that another word of this window holds is left to it.
    if (this.#used[slot] === this.#window) {
      const own = this.#from + (keptWords + k) * this.#stride;
      this.#project(id, own);
      return own;
    }
    this.#ids[slot] = id;
    this.#used[slot] = this.#window;
    this.#project(id, at);
    return at;
  }

  #project(id: number, to: number): void {
    const { dimensions, numbers, scales } = this.#table;
    const { floats } = this.#kernel;
    const vector = this.#vector >> 2;
    for (let k = 0; k < dimensions; k++) floats[vector + k] = numbers[id * dimensions + k]! * scales[id]!;
    this.#kernel.dense(this.#vector, this.#rows, this.#biases, to, this.#padded, this.#stride >> 2, 0);
  }
}

/** The next multiple. */
export const padded = (count: number, to: number): number => Math.ceil(count / to) * to;
