import {
  FeatureReader,
  type FeatureShape,
  sightAdds,
  sightAddsSquared,
} from '../../src/checks/toxicity/features.js';
import type { Row } from './prepare.js';
import { heads } from './sources.js';

export interface Settings {
  readonly epochs: number;
  readonly rate: number;
  readonly seed: number;
}

export interface Learnt {
  /** `heads` weights a row, in the order of {@link heads}. */
  readonly weights: Float32Array;
  readonly biases: Float64Array;
}

/** The features of a text as the model weighs them: rows with values, squared values summing to one. */
export class Vectors {
  size = 0;
  rows = new Uint32Array(1 << 16);
  values = new Float32Array(1 << 16);
  readonly #reader: FeatureReader;
  readonly #sights: Uint8Array;
  #letters = new Uint32Array(1 << 12);

  constructor(readonly shape: FeatureShape) {
    this.#reader = new FeatureReader(shape);
    this.#sights = new Uint8Array(2 ** shape.bits);
  }

  read(folded: string): void {
    const reader = this.#reader;
    const sights = this.#sights;
    const { letterWeight, pairWeight } = this.shape;
    reader.read(folded);
    this.size = 0;
    let squared = 0;
    for (let i = 0; i < reader.count; i++) {
      const row = reader.word(i);
      const before = sights[row]!;
      if (before < 255) sights[row] = before + 1;
      const adds = sightAdds[before]!;
      if (this.#letters.length < reader.letterRows(i))
        this.#letters = new Uint32Array(reader.letterRows(i) * 2);
      const letters = reader.letters(i, this.#letters);
      this.#room(letters + 3);
      this.#add(row, adds);
      for (let n = 0; n < letters; n++) this.#add(this.#letters[n]!, adds * letterWeight);
      if (i > 0) this.#add(reader.pair(i), adds * pairWeight);
      if (i > 1) this.#add(reader.skip(i), adds * pairWeight);
      const square = 1 + letters * letterWeight ** 2 + Math.min(i, 2) * pairWeight ** 2;
      squared += square * sightAddsSquared[before]!;
    }
    for (let i = 0; i < reader.count; i++) sights[reader.word(i)] = 0;
    const scale = squared > 0 ? 1 / Math.sqrt(squared) : 0;
    for (let n = 0; n < this.size; n++) this.values[n]! *= scale;
  }

  #add(row: number, value: number): void {
    this.rows[this.size] = row;
    this.values[this.size++] = value;
  }

  #room(more: number): void {
    if (this.size + more <= this.rows.length) return;
    const [rows, values] = [this.rows, this.values];
    this.rows = new Uint32Array((this.size + more) * 2);
    this.values = new Float32Array((this.size + more) * 2);
    this.rows.set(rows);
    this.values.set(values);
  }
}

/**
 * Logistic regression by AdaGrad (Duchi, Hazan, Singer 2011): one row at a time, in a seeded order, each head masked
 * where the row's source does not speak of it. The same rows and settings always give the same weights.
 *
 * @param onProgress told after every thousand rows; may wait, and may throw to stop
 */
export async function learn(
  training: readonly Row[],
  shape: FeatureShape,
  { epochs, rate, seed }: Settings,
  onProgress: (rowsDone: number) => Promise<void>,
): Promise<Learnt> {
  const count = heads.length;
  const weights = new Float32Array(2 ** shape.bits * count);
  const squares = new Float32Array(weights.length).fill(1e-6);
  const biases = new Float64Array(count);
  const biasSquares = new Float64Array(count).fill(1e-6);
  const folding = new Vectors(shape);
  const plain = new Vectors({ ...shape, identity: [], heads: [] });
  const boosts = heads.map((head) => positiveBoost(training, head));
  const order = Uint32Array.from(training, (_, k) => k);
  const random = mulberry32(seed);
  const sums = new Float64Array(count);
  const slopes = new Float64Array(count);
  let done = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const row = training[at]!;
      const vectors = row.unfolded ? plain : folding;
      vectors.read(row.folded);
      const { rows, values, size } = vectors;
      sums.set(biases);
      for (let n = 0; n < size; n++) {
        const value = values[n]!;
        const from = rows[n]! * count;
        for (let k = 0; k < count; k++) sums[k]! += weights[from + k]! * value;
      }
      for (let k = 0; k < count; k++) {
        const target = row.targets[heads[k]!];
        slopes[k] = 0;
        if (target === undefined) continue;
        const weight = row.source.weight * (1 + (boosts[k]! - 1) * target);
        const slope = weight * (1 / (1 + Math.exp(-sums[k]!)) - target);
        if (Math.abs(slope) < negligible) continue;
        slopes[k] = slope;
        biasSquares[k]! += slope * slope;
        biases[k]! -= (rate * slope) / Math.sqrt(biasSquares[k]!);
      }
      for (let k = 0; k < count; k++) {
        const headSlope = slopes[k]!;
        if (headSlope === 0) continue;
        for (let n = 0; n < size; n++) {
          const at = rows[n]! * count + k;
          const slope = headSlope * values[n]!;
          const square = squares[at]! + slope * slope;
          squares[at] = square;
          weights[at]! -= (rate * slope) / Math.sqrt(square);
        }
      }
      if (++done % 1000 === 0) await onProgress(done);
    }
  }
  return { weights, biases };
}

/** A row that is this nearly right teaches nothing worth the time. */
const negligible = 0.01;

/** Rare harm weighs more: its share of the weight is lifted towards a tenth, at most sixfold. */
function positiveBoost(training: readonly Row[], head: (typeof heads)[number]): number {
  let positive = 0;
  let all = 0;
  for (const { targets, source } of training) {
    const target = targets[head];
    if (target === undefined) continue;
    all += source.weight;
    positive += source.weight * target;
  }
  return positive === 0 ? 1 : Math.min(6, Math.max(1, (0.1 * all) / positive));
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at]!;
    order[at] = order[other]!;
    order[other] = kept;
  }
}

/** Tommy Ettinger's mulberry32: a small seeded generator, 0..1. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}
