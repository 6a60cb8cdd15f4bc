import { FeatureReader, type FeatureShape, sightAdds, sightAddsSquared } from '../features.js';

/** How many heads the model has. Fixed: the loops below are written out for six, which doubles their speed. */
export const headCount = 6;

/** A linear model's numbers: six weights a row, as signed bytes, and for each head what a byte is worth. */
export interface LinearWeights {
  readonly shape: FeatureShape;
  /** 2 ** bits rows of six bytes. */
  readonly rows: Int8Array;
  /** Logit of one unit of weight, by head. */
  readonly scales: readonly number[];
  readonly biases: readonly number[];
}

/** What each word of a text gave to the logits. Good until the model reads the next text. */
export interface Shares {
  readonly count: number;
  /** Word i and head k at i * 6 + k. They and the bias sum up to the logit. */
  readonly shares: Float64Array;
  /** Where the words stand in the folded text, half-open. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Two sums of bytes side by side in 32 bits: each lane holds up to {@link mostInLane} bytes without running over. */
const lanes = 0x00ff00ff;
const mostInLane = 256;
/** Added to a signed byte so that it can stand in a lane. */
const byteOffset = 128;

/** Words kept with the sum of their rows; a power of two. */
const slots = 1 << 13;
const keptLetters = 15;
/** A slot's spelling: number of letters + 1, then the letters. */
const spellingStride = keptLetters + 1;
/** A slot's numbers: six sums, then the squared length of the word's features. */
const sumStride = 8;
const squareAt = headCount;

/**
 * Logits of a text by head: the sum of its rows' weights over the length of its feature vector.
 *
 * A word always brings the same rows, so their sum is kept with its spelling and most words cost one look-up. What is
 * kept is a function of the spelling alone, compared letter by letter: the answer never depends on earlier texts.
 */
export class LinearModel {
  /** Logits of the text read last, by head. */
  readonly logits = new Float64Array(headCount);
  readonly #weights: LinearWeights;
  readonly #reader: FeatureReader;
  /** The rows with their weights packed: see {@link pack}. */
  readonly #packed: Int32Array;
  /** The last slot is for words too long to keep. */
  readonly #sums = new Float32Array((slots + 1) * sumStride);
  readonly #spellings = new Uint16Array((slots + 1) * spellingStride);
  /** How often the text has brought each row so far, at most 255. */
  readonly #sights: Uint8Array;
  #letterRows = new Uint32Array(1024);
  #shares = new Float64Array(1024);

  constructor(weights: LinearWeights) {
    this.#weights = weights;
    this.#reader = new FeatureReader(weights.shape);
    this.#packed = pack(weights.rows);
    this.#sights = new Uint8Array(2 ** weights.shape.bits);
  }

  /** Fills {@link logits}. Returns the number of words: 0 means that there was nothing to read. */
  score(folded: string): number {
    const reader = this.#reader;
    reader.read(folded);
    const { count } = reader;
    const { scales, biases, shape } = this.#weights;
    const { pairWeight } = shape;
    const { logits } = this;
    const packed = this.#packed;
    const sights = this.#sights;
    const sums = this.#sums;
    let squared = 0;
    let [a, b, c, d, e, f] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const row = reader.word(i);
      const before = sights[row]!;
      if (before < 255) sights[row] = before + 1;
      const adds = sightAdds[before]!;
      const at = this.#word(i);
      const pairs = Math.min(i, 2);
      if (pairs === 0) {
        a += sums[at]! * adds;
        b += sums[at + 1]! * adds;
        c += sums[at + 2]! * adds;
        d += sums[at + 3]! * adds;
        e += sums[at + 4]! * adds;
        f += sums[at + 5]! * adds;
      } else {
        let from = reader.pair(i) * 2;
        let [left, right] = [packed[from]!, packed[from + 1]!];
        let evens = left & lanes;
        let odds = (left >>> 8) & lanes;
        if (pairs === 2) {
          from = reader.skip(i) * 2;
          left = packed[from]!;
          right += packed[from + 1]!;
          evens += left & lanes;
          odds += (left >>> 8) & lanes;
        }
        const offset = pairs * byteOffset;
        const pairAdds = adds * pairWeight;
        a += sums[at]! * adds + ((evens & 0xffff) - offset) * pairAdds;
        b += sums[at + 1]! * adds + ((odds & 0xffff) - offset) * pairAdds;
        c += sums[at + 2]! * adds + ((evens >>> 16) - offset) * pairAdds;
        d += sums[at + 3]! * adds + ((odds >>> 16) - offset) * pairAdds;
        e += sums[at + 4]! * adds + ((right & 0xffff) - offset) * pairAdds;
        f += sums[at + 5]! * adds + ((right >>> 16) - offset) * pairAdds;
      }
      squared += (sums[at + squareAt]! + pairs * pairWeight * pairWeight) * sightAddsSquared[before]!;
    }
    for (let i = 0; i < count; i++) sights[reader.word(i)] = 0;
    const scale = squared > 0 ? 1 / Math.sqrt(squared) : 0;
    logits[0] = a * scale * scales[0]! + biases[0]!;
    logits[1] = b * scale * scales[1]! + biases[1]!;
    logits[2] = c * scale * scales[2]! + biases[2]!;
    logits[3] = d * scale * scales[3]! + biases[3]!;
    logits[4] = e * scale * scales[4]! + biases[4]!;
    logits[5] = f * scale * scales[5]! + biases[5]!;
    return count;
  }

  /** What each word gave, exactly. A pair's weight goes half to each of its words. Reads the text once more. */
  shares(folded: string): Shares {
    const reader = this.#reader;
    reader.read(folded);
    const { count, starts, ends } = reader;
    const { rows, scales, shape } = this.#weights;
    const sights = this.#sights;
    if (this.#shares.length < count * headCount) this.#shares = new Float64Array(count * headCount * 2);
    const shares = this.#shares;
    let squared = 0;
    for (let i = 0; i < count; i++) {
      const row = reader.word(i);
      const before = sights[row]!;
      if (before < 255) sights[row] = before + 1;
      const at = this.#word(i);
      for (let k = 0; k < headCount; k++)
        shares[i * headCount + k] = this.#sums[at + k]! * sightAdds[before]!;
      let square = this.#sums[at + squareAt]!;
      for (let apart = 1; apart <= 2 && apart <= i; apart++) {
        const pair = apart === 1 ? reader.pair(i) : reader.skip(i);
        const half = (sightAdds[before]! * shape.pairWeight) / 2;
        for (let k = 0; k < headCount; k++) {
          const given = rows[pair * headCount + k]! * half;
          shares[i * headCount + k]! += given;
          shares[(i - apart) * headCount + k]! += given;
        }
        square += shape.pairWeight ** 2;
      }
      squared += square * sightAddsSquared[before]!;
    }
    for (let i = 0; i < count; i++) sights[reader.word(i)] = 0;
    const scale = squared > 0 ? 1 / Math.sqrt(squared) : 0;
    for (let k = 0; k < headCount; k++) {
      const each = scale * scales[k]!;
      for (let at = k; at < count * headCount; at += headCount) shares[at]! *= each;
    }
    return { count, shares, starts, ends };
  }

  /** Where the sums of word `i` stand, made if they are not kept. */
  #word(i: number): number {
    const { unitAt, units, hashes } = this.#reader;
    const spellings = this.#spellings;
    const from = unitAt[i]!;
    const size = unitAt[i + 1]! - from;
    if (size > keptLetters) {
      this.#sum(i, slots * sumStride);
      return slots * sumStride;
    }
    const hash = hashes[i]!;
    const slot = (hash ^ (hash >>> 13)) & (slots - 1);
    const at = slot * spellingStride;
    if (spellings[at] === size + 1) {
      let k = 0;
      while (k < size && spellings[at + 1 + k] === units[from + k]) k++;
      if (k === size) return slot * sumStride;
    }
    spellings[at] = size + 1;
    for (let k = 0; k < size; k++) spellings[at + 1 + k] = units[from + k]!;
    this.#sum(i, slot * sumStride);
    return slot * sumStride;
  }

  #sum(i: number, at: number): void {
    const { rows, shape } = this.#weights;
    const reader = this.#reader;
    const most = reader.letterRows(i);
    if (this.#letterRows.length < most) this.#letterRows = new Uint32Array(most * 2);
    const letterRows = this.#letterRows;
    const packed = this.#packed;
    const found = reader.letters(i, letterRows);
    let [a, b, c, d, e, f] = [0, 0, 0, 0, 0, 0];
    for (let from = 0; from < found; from += mostInLane) {
      const to = Math.min(found, from + mostInLane);
      let [evens, odds, right] = [0, 0, 0];
      for (let n = from; n < to; n++) {
        const at = letterRows[n]! * 2;
        const left = packed[at]!;
        evens = (evens + (left & lanes)) | 0;
        odds = (odds + ((left >>> 8) & lanes)) | 0;
        right = (right + packed[at + 1]!) | 0;
      }
      const offset = (to - from) * byteOffset;
      a += (evens & 0xffff) - offset;
      b += (odds & 0xffff) - offset;
      c += (evens >>> 16) - offset;
      d += (odds >>> 16) - offset;
      e += (right & 0xffff) - offset;
      f += (right >>> 16) - offset;
    }
    const word = reader.word(i) * headCount;
    const { letterWeight } = shape;
    const sums = this.#sums;
    sums[at] = rows[word]! + a * letterWeight;
    sums[at + 1] = rows[word + 1]! + b * letterWeight;
    sums[at + 2] = rows[word + 2]! + c * letterWeight;
    sums[at + 3] = rows[word + 3]! + d * letterWeight;
    sums[at + 4] = rows[word + 4]! + e * letterWeight;
    sums[at + 5] = rows[word + 5]! + f * letterWeight;
    sums[at + squareAt] = 1 + found * letterWeight * letterWeight;
  }
}

/**
 * Six weights of a row in two integers: bytes of heads 3 2 1 0, then lanes of heads 5 4. Two loads and a few additions
 * do then what six loads and six additions would (SIMD within a register: Lamport 1975, "Multiple Byte Processing").
 */
function pack(rows: Int8Array): Int32Array {
  const packed = new Int32Array((rows.length / headCount) * 2);
  for (let row = 0, at = 0; at < rows.length; row += 2, at += headCount) {
    const byte = (k: number): number => rows[at + k]! + byteOffset;
    packed[row] = byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
    packed[row + 1] = byte(4) | (byte(5) << 16);
  }
  return packed;
}
