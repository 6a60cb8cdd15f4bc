import { FeatureReader, type FeatureShape, sightAdds, sightAddsSquared } from '../features.js';

/** A linear model's numbers: `heads` weights a row, as signed bytes, and for each head what a byte is worth. */
export interface LinearWeights {
  readonly shape: FeatureShape;
  readonly heads: number;
  /** 2 ** bits rows of `heads` bytes. */
  readonly rows: Int8Array;
  /** Logit of one unit of weight, by head. */
  readonly scales: readonly number[];
  readonly biases: readonly number[];
}

/** Words kept with the sum of their rows. A power of two; English news text finds nine in ten of its words here. */
const slots = 1 << 13;
const keptLetters = 15;

/**
 * Logits of a text by head: the sum of its rows' weights over the length of its feature vector.
 *
 * A word always brings the same rows, so their sum is kept with its spelling and most words cost one look-up. What is
 * kept is a function of the spelling alone, compared letter by letter: the answer never depends on earlier texts.
 */
export class LinearModel {
  /** Logits of the text read last, by head. */
  readonly logits: Float64Array;
  readonly #weights: LinearWeights;
  readonly #reader: FeatureReader;
  /** By slot: `heads` sums, then the squared length of the word's features. One more slot for long words. */
  readonly #sums: Float32Array;
  readonly #stride: number;
  /** By slot: number of letters + 1, then the letters. */
  readonly #spellings = new Uint16Array((slots + 1) * (keptLetters + 1));
  /** How often the text has brought each row so far, at most 255. */
  readonly #sights: Uint8Array;
  #seen = new Uint32Array(8192);
  #letterRows = new Uint32Array(1024);
  #shares = new Float64Array(0);

  constructor(weights: LinearWeights) {
    this.#weights = weights;
    this.#reader = new FeatureReader(weights.shape);
    this.#stride = weights.heads + 1;
    this.#sums = new Float32Array((slots + 1) * this.#stride);
    this.#sights = new Uint8Array(2 ** weights.shape.bits);
    this.logits = new Float64Array(weights.heads);
  }

  /** Fills {@link logits}. Returns the number of words: 0 means that there was nothing to read. */
  score(folded: string): number {
    return this.#walk(folded, -1);
  }

  /**
   * What each word gave to one head's logit: exact, they and the bias sum up to it. A pair's weight goes half to each
   * of its words. The words' places in the folded text come with it. Good until the next call.
   */
  shares(
    folded: string,
    head: number,
  ): { count: number; shares: Float64Array; starts: Int32Array; ends: Int32Array } {
    const count = this.#walk(folded, head);
    const { starts, ends } = this.#reader;
    return { count, shares: this.#shares, starts, ends };
  }

  #walk(folded: string, head: number): number {
    const { rows, heads, scales, biases, shape } = this.#weights;
    const { logits } = this;
    const reader = this.#reader;
    const sights = this.#sights;
    const sums = this.#sums;
    reader.read(folded);
    const { count } = reader;
    if (this.#seen.length < count * 3) this.#seen = new Uint32Array(count * 6);
    if (head >= 0 && this.#shares.length < count) this.#shares = new Float64Array(count * 2);
    const seen = this.#seen;
    const shares = this.#shares;
    const squaredPair = shape.pairWeight ** 2;
    let sighted = 0;
    let squared = 0;
    logits.fill(0);
    for (let i = 0; i < count; i++) {
      const row = reader.word(i);
      const before = sights[row]!;
      const adds = sightAdds[before]!;
      if (before === 0) seen[sighted++] = row;
      if (before < 255) sights[row] = before + 1;
      const at = this.#word(i);
      for (let k = 0; k < heads; k++) logits[k]! += sums[at + k]! * adds;
      squared += sums[at + heads]! * sightAddsSquared[before]!;
      if (head >= 0) shares[i] = sums[at + head]! * adds;
      for (let apart = 1; apart <= 2 && apart <= i; apart++) {
        const pair = apart === 1 ? reader.pair(i) : reader.skip(i);
        const pairBefore = sights[pair]!;
        const pairAdds = sightAdds[pairBefore]! * shape.pairWeight;
        if (pairBefore === 0) seen[sighted++] = pair;
        if (pairBefore < 255) sights[pair] = pairBefore + 1;
        const pairAt = pair * heads;
        for (let k = 0; k < heads; k++) logits[k]! += rows[pairAt + k]! * pairAdds;
        squared += sightAddsSquared[pairBefore]! * squaredPair;
        if (head >= 0) {
          const half = (rows[pairAt + head]! * pairAdds) / 2;
          shares[i]! += half;
          shares[i - apart]! += half;
        }
      }
    }
    for (let k = 0; k < sighted; k++) sights[seen[k]!] = 0;
    const scale = squared > 0 ? 1 / Math.sqrt(squared) : 0;
    for (let k = 0; k < heads; k++) logits[k] = logits[k]! * scale * scales[k]! + biases[k]!;
    if (head >= 0) for (let i = 0; i < count; i++) shares[i]! *= scale * scales[head]!;
    return count;
  }

  /** Where the sums of word `i` stand, made if they are not kept. */
  #word(i: number): number {
    const { unitAt, units, hashes } = this.#reader;
    const spellings = this.#spellings;
    const from = unitAt[i]!;
    const size = unitAt[i + 1]! - from;
    const slot = size <= keptLetters ? (hashes[i]! ^ (hashes[i]! >>> 13)) & (slots - 1) : slots;
    const at = slot * (keptLetters + 1);
    if (slot < slots && spellings[at] === size + 1) {
      let k = 0;
      while (k < size && spellings[at + 1 + k] === units[from + k]) k++;
      if (k === size) return slot * this.#stride;
    }
    if (slot < slots) {
      spellings[at] = size + 1;
      for (let k = 0; k < size; k++) spellings[at + 1 + k] = units[from + k]!;
    }
    this.#sum(i, slot * this.#stride);
    return slot * this.#stride;
  }

  #sum(i: number, at: number): void {
    const { rows, heads, shape } = this.#weights;
    const reader = this.#reader;
    if (this.#letterRows.length < reader.letterRows(i))
      this.#letterRows = new Uint32Array(reader.letterRows(i) * 2);
    const found = reader.letters(i, this.#letterRows);
    const word = reader.word(i) * heads;
    for (let k = 0; k < heads; k++) {
      let letters = 0;
      for (let n = 0; n < found; n++) letters += rows[this.#letterRows[n]! * heads + k]!;
      this.#sums[at + k] = rows[word + k]! + letters * shape.letterWeight;
    }
    this.#sums[at + heads] = 1 + found * shape.letterWeight ** 2;
  }
}
