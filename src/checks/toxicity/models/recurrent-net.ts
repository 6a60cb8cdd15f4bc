import { noWord, windows } from './conv-net.js';
import { type Kernel, roomOf } from './kernel.js';
import { stateScale } from './loops.js';
import { NetFile, putRows, type WordTable } from './net-file.js';
import { padded, WordGifts, windowWords } from './word-gifts.js';

/** How large a recurrent net is. */
export interface RecurrentShape {
  /** Words, the special ids counted. */
  readonly words: number;
  readonly dimensions: number;
  /** Units a direction. */
  readonly hidden: number;
  /** Heads of attention. */
  readonly attention: number;
  readonly dense: number;
  readonly heads: number;
}

/** One direction: rows of the reset, update and new gate, as PyTorch has them. */
interface Direction {
  /** 3 × hidden × dimensions. */
  readonly input: Float32Array;
  /** 3 × hidden × hidden. */
  readonly state: Float32Array;
  readonly inputBiases: Float32Array;
  readonly stateBiases: Float32Array;
}

export interface RecurrentNumbers {
  readonly shape: RecurrentShape;
  readonly table: WordTable;
  /** Forwards, backwards. */
  readonly directions: readonly [Direction, Direction];
  /** attention × (2 × hidden). */
  readonly attention: Float32Array;
  /** dense × ((1 + attention) × 2 × hidden). */
  readonly dense: Float32Array;
  readonly denseBiases: Float32Array;
  /** heads × dense. */
  readonly out: Float32Array;
  readonly outBiases: Float32Array;
}

/** How many bytes a net of this shape has in its file. */
export function recurrentBytes({
  words,
  dimensions,
  hidden,
  attention,
  dense,
  heads,
}: RecurrentShape): number {
  const direction = 3 * hidden * (dimensions + hidden + 2);
  const features = 2 * hidden * (1 + attention);
  const numbers =
    words + 2 * direction + attention * 2 * hidden + dense * (features + 1) + heads * (dense + 1);
  return numbers * 4 + words * dimensions;
}

/** Reads the file that tools/train/nets/train.py writes: scales, directions, attention, dense, out, table. */
export function readRecurrent(bytes: Uint8Array, shape: RecurrentShape): RecurrentNumbers {
  const { words, dimensions, hidden, attention, dense, heads } = shape;
  const file = new NetFile(bytes);
  const scales = file.floats(words);
  const direction = (): Direction => ({
    input: file.floats(3 * hidden * dimensions),
    state: file.floats(3 * hidden * hidden),
    inputBiases: file.floats(3 * hidden),
    stateBiases: file.floats(3 * hidden),
  });
  return {
    shape,
    directions: [direction(), direction()],
    attention: file.floats(attention * 2 * hidden),
    dense: file.floats(dense * 2 * hidden * (1 + attention)),
    denseBiases: file.floats(dense),
    out: file.floats(heads * dense),
    outBiases: file.floats(heads),
    table: { dimensions, scales, numbers: file.bytes(words * dimensions) },
  };
}

/**
 * Logits of a text by head: gated recurrent units in both directions (Cho et al. 2014), the maximum over places beside
 * heads of attention (Bahdanau et al. 2015), a dense layer. The logits of a long text are the highest of its windows'.
 */
export class RecurrentNet {
  /** Logits of the text read last, by head. */
  readonly logits: Float64Array;
  readonly #shape: RecurrentShape;
  readonly #kernel: Kernel;
  readonly #gifts: WordGifts;
  readonly #at;
  /** Units a direction, padded. */
  readonly #wide: number;
  /** What one of the state's weights as a whole number stands for, by direction. */
  readonly #worths: readonly number[];

  /** Bytes of memory that a net of this shape takes of its kernel. */
  static room(shape: RecurrentShape): number {
    const wide = padded(shape.hidden, 16);
    const features = 2 * wide * (1 + shape.attention);
    const dense = padded(shape.dense, 4);
    return roomOf(
      6 * wide * padded(shape.dimensions, 4),
      6 * wide,
      ...WordGifts.room(6 * wide),
      3 * wide * wide,
      6 * wide,
      shape.attention * 2 * wide,
      shape.dense * features,
      shape.dense,
      shape.heads * dense,
      shape.heads,
      features,
      dense,
      shape.heads,
      windowWords * 2 * wide,
      wide,
      3 * wide,
      wide,
      windowWords,
    );
  }

  constructor(numbers: RecurrentNumbers, kernel: Kernel) {
    const { shape, directions } = numbers;
    const { hidden, attention, dense, heads, dimensions } = shape;
    const wide = padded(hidden, 16);
    const size = padded(dimensions, 4);
    const features = 2 * wide * (1 + attention);
    this.#shape = shape;
    this.#kernel = kernel;
    this.#wide = wide;
    this.logits = new Float64Array(heads);
    this.#worths = directions.map(({ state }) => worthOf(state, hidden));
    const at = {
      gifts: kernel.take(6 * wide * size),
      giftBiases: kernel.take(6 * wide),
      state: kernel.take(3 * wide * wide),
      stateBiases: kernel.take(6 * wide),
      attention: kernel.take(attention * 2 * wide),
      dense: kernel.take(dense * features),
      denseBiases: kernel.take(dense),
      out: kernel.take(heads * padded(dense, 4)),
      outBiases: kernel.take(heads),
      features: kernel.take(features),
      hidden: kernel.take(padded(dense, 4)),
      logits: kernel.take(heads),
      states: kernel.take(windowWords * 2 * wide),
      zeros: kernel.take(wide),
      sums: kernel.take(3 * wide),
      packed: kernel.take(wide),
      shares: kernel.take(windowWords),
    };
    this.#at = at;
    const { floats } = kernel;
    for (const [way, { input, state, inputBiases, stateBiases }] of directions.entries())
      for (let gate = 0; gate < 3; gate++) {
        const row = (way * 3 + gate) * wide;
        const part = (of: Float32Array): Float32Array =>
          of.subarray((gate * of.length) / 3, ((gate + 1) * of.length) / 3);
        putRows(floats, (at.gifts >> 2) + row * size, part(input), hidden, size);
        floats.set(part(inputBiases), (at.giftBiases >> 2) + row);
        floats.set(part(stateBiases), (at.stateBiases >> 2) + row);
        const rows = part(state);
        const worth = this.#worths[way]!;
        for (let to = 0; to < hidden; to++)
          for (let from = 0; from < hidden; from++) {
            const pair = (way * wide) / 2 + (from >> 1);
            const place = ((pair * 3 + gate) * wide + to) * 2 + (from & 1);
            kernel.shorts[(at.state >> 1) + place] = Math.round(rows[to * hidden + from]! / worth);
          }
      }
    putRows(floats, at.attention >> 2, numbers.attention, attention * 2, wide);
    putRows(floats, at.dense >> 2, numbers.dense, dense * 2 * (1 + attention), wide);
    floats.set(numbers.denseBiases, at.denseBiases >> 2);
    putRows(floats, at.out >> 2, numbers.out, heads, padded(dense, 4));
    floats.set(numbers.outBiases, at.outBiases >> 2);
    this.#gifts = new WordGifts(kernel, numbers.table, 6 * wide, at.gifts, at.giftBiases);
  }

  /** Fills {@link logits} from the ids of a text's words. */
  score(ids: Int32Array, count: number): void {
    if (count === 0) {
      this.score(noWord, 1);
      return;
    }
    this.logits.fill(Number.NEGATIVE_INFINITY);
    for (const [from, to] of windows(count)) {
      this.#read(ids, from, to);
      for (let head = 0; head < this.logits.length; head++)
        this.logits[head] = Math.max(this.logits[head]!, this.#kernel.floats[(this.#at.logits >> 2) + head]!);
    }
  }

  #read(ids: Int32Array, from: number, to: number): void {
    const { attention, dense, heads } = this.#shape;
    const kernel = this.#kernel;
    const at = this.#at;
    const wide = this.#wide;
    const count = to - from;
    this.#gifts.read(ids, from, to);
    for (const way of [0, 1])
      kernel.recur(
        this.#gifts.kept,
        count,
        way,
        way * 3 * wide * 4,
        wide,
        at.state + way * wide * 3 * wide * 2,
        this.#worths[way]!,
        at.stateBiases + way * 3 * wide * 4,
        at.states + way * wide * 4,
        2 * wide * 4,
        at.zeros,
        at.sums,
        at.packed,
      );
    kernel.pool(at.states, count, 2 * wide, at.attention, attention, at.features, at.shares);
    kernel.dense(at.features, at.dense, at.denseBiases, at.hidden, 2 * wide * (1 + attention), dense, 1);
    kernel.dense(at.hidden, at.out, at.outBiases, at.logits, padded(dense, 4), heads, 0);
  }
}

/** As fine as 16 bits allow, and so coarse that no sum of a row runs over 32 bits. */
function worthOf(state: Float32Array, hidden: number): number {
  let [largest, longest] = [1e-6, 1e-6];
  for (let row = 0; row < state.length; row += hidden) {
    let sum = 0;
    for (let k = 0; k < hidden; k++) {
      const size = Math.abs(state[row + k]!);
      sum += size;
      if (size > largest) largest = size;
    }
    if (sum > longest) longest = sum;
  }
  return Math.max(largest / 32_767, (longest * stateScale) / 2_147_000_000);
}
