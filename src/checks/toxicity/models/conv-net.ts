import { type Kernel, roomOf } from './kernel.js';
import { NetFile, putRows, type WordTable } from './net-file.js';
import { padded, sharedWords, WordGifts, windowWords } from './word-gifts.js';

/** How large a convolutional net is. */
export interface ConvShape {
  /** Words, the special ids counted. */
  readonly words: number;
  readonly dimensions: number;
  /** Widths of the convolutions, in words. */
  readonly widths: readonly number[];
  /** Filters a width. */
  readonly filters: number;
  readonly dense: number;
  readonly heads: number;
}

/** A net's numbers. Its words are signed bytes with a scale each; the rest is small. */
export interface ConvNumbers {
  readonly shape: ConvShape;
  readonly table: WordTable;
  /** A width each: place × filter × dimension, and a bias a filter. */
  readonly layers: readonly { readonly weights: Float32Array; readonly biases: Float32Array }[];
  /** dense × (widths × filters). */
  readonly dense: Float32Array;
  readonly denseBiases: Float32Array;
  /** heads × dense. */
  readonly out: Float32Array;
  readonly outBiases: Float32Array;
}

const placesOf = ({ widths }: ConvShape): number => widths.reduce((all, width) => all + width, 0);

/** How many bytes a net of this shape has in its file. */
export function convBytes(shape: ConvShape): number {
  const { words, dimensions, widths, filters, dense, heads } = shape;
  const features = widths.length * filters;
  const numbers =
    words + placesOf(shape) * filters * dimensions + features + dense * (features + 1) + heads * (dense + 1);
  return numbers * 4 + words * dimensions;
}

/** Reads the file that tools/train/nets/train.py writes: scales, layers, dense, out, table. */
export function readConv(bytes: Uint8Array, shape: ConvShape): ConvNumbers {
  const { words, dimensions, widths, filters, dense, heads } = shape;
  const features = widths.length * filters;
  const file = new NetFile(bytes);
  const scales = file.floats(words);
  const layers = widths.map((width) => ({
    weights: file.floats(width * filters * dimensions),
    biases: file.floats(filters),
  }));
  return {
    shape,
    layers,
    dense: file.floats(dense * features),
    denseBiases: file.floats(dense),
    out: file.floats(heads * dense),
    outBiases: file.floats(heads),
    table: { dimensions, scales, numbers: file.bytes(words * dimensions) },
  };
}

/** Where a net's numbers lie in the kernel's memory. */
interface Addresses {
  readonly gifts: number;
  readonly giftBiases: number;
  readonly biases: number;
  readonly dense: number;
  readonly denseBiases: number;
  readonly out: number;
  readonly outBiases: number;
  readonly features: number;
  readonly places: number;
  readonly hidden: number;
  readonly logits: number;
}

/**
 * Logits of a text by head: one layer of convolutions over word vectors, the maximum over places, a dense layer
 * (Kim 2014, "Convolutional Neural Networks for Sentence Classification"). The logits of a long text are the highest of
 * its windows'.
 */
export class ConvNet {
  /** Logits of the text read last, by head. */
  readonly logits: Float64Array;
  readonly #numbers: ConvNumbers;
  readonly #kernel: Kernel;
  readonly #gifts: WordGifts;
  readonly #at: Addresses;
  /** Filters a width, padded. */
  readonly #filters: number;

  /** Bytes of memory that a net of this shape takes of its kernel. */
  static room(shape: ConvShape): number {
    const filters = padded(shape.filters, 16);
    const stride = placesOf(shape) * filters;
    const features = shape.widths.length * filters;
    const dense = padded(shape.dense, 4);
    return roomOf(
      stride * padded(shape.dimensions, 4),
      stride,
      ...WordGifts.room(stride),
      features,
      shape.dense * features,
      shape.dense,
      shape.heads * dense,
      shape.heads,
      features,
      features,
      dense,
      shape.heads,
    );
  }

  constructor(numbers: ConvNumbers, kernel: Kernel) {
    const { shape, layers } = numbers;
    const { widths, filters, dense, heads, dimensions } = shape;
    this.#numbers = numbers;
    this.#kernel = kernel;
    this.#filters = padded(filters, 16);
    const wide = this.#filters;
    const stride = placesOf(shape) * wide;
    const size = padded(dimensions, 4);
    const features = widths.length * wide;
    this.#at = {
      gifts: kernel.take(stride * size),
      giftBiases: kernel.take(stride),
      biases: kernel.take(features),
      dense: kernel.take(dense * features),
      denseBiases: kernel.take(dense),
      out: kernel.take(heads * padded(dense, 4)),
      outBiases: kernel.take(heads),
      features: kernel.take(features),
      places: kernel.take(features),
      hidden: kernel.take(padded(dense, 4)),
      logits: kernel.take(heads),
    };
    const { floats } = kernel;
    const at = this.#at;
    let row = at.gifts >> 2;
    for (const [layer, width] of widths.entries()) {
      const { weights, biases } = layers[layer]!;
      for (let place = 0; place < width; place++, row += wide * size)
        putRows(
          floats,
          row,
          weights.subarray(place * filters * dimensions, (place + 1) * filters * dimensions),
          filters,
          size,
        );
      floats.set(biases, (at.biases >> 2) + layer * wide);
    }
    for (let h = 0; h < dense; h++)
      putRows(
        floats,
        (at.dense >> 2) + h * features,
        numbers.dense.subarray(h * widths.length * filters, (h + 1) * widths.length * filters),
        widths.length,
        wide,
      );
    floats.set(numbers.denseBiases, at.denseBiases >> 2);
    putRows(floats, at.out >> 2, numbers.out, heads, padded(dense, 4));
    floats.set(numbers.outBiases, at.outBiases >> 2);
    this.#gifts = new WordGifts(kernel, numbers.table, stride, at.gifts, at.giftBiases);
    this.logits = new Float64Array(heads);
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
      const { floats } = this.#kernel;
      for (let head = 0; head < this.logits.length; head++)
        this.logits[head] = Math.max(this.logits[head]!, floats[(this.#at.logits >> 2) + head]!);
    }
  }

  /**
   * What each word gave to the logits of some heads: gradient times input (Shrikumar et al. 2016), exact but for the bends of
   * the dense layer. One number a word, one list a head.
   */
  explain(ids: Int32Array, count: number, heads: readonly number[]): Float64Array[] {
    const shares = heads.map(() => new Float64Array(count));
    const { widths, filters } = this.#numbers.shape;
    const { floats, words } = this.#kernel;
    const wide = this.#filters;
    const list = this.#gifts.kept >> 2;
    for (const [from, to] of windows(count)) {
      this.#read(ids, from, to);
      this.#findPlaces(to - from);
      for (const [at, head] of heads.entries()) {
        const own = shares[at]!;
        const slopes = this.#slopes(head);
        let first = 0;
        for (const [layer, width] of widths.entries()) {
          for (let f = 0; f < filters; f++) {
            const feature = layer * wide + f;
            const slope = slopes[feature]!;
            if (slope === 0) continue;
            const start = words[(this.#at.places >> 2) + feature]! | 0;
            const end = Math.min(width, to - from - start);
            for (let place = Math.max(0, -start); place < end; place++)
              own[from + start + place]! +=
                slope * floats[(words[list + start + place]! >> 2) + (first + place) * wide + f]!;
          }
          first += width;
        }
      }
    }
    return shares;
  }

  #findPlaces(count: number): void {
    let first = 0;
    for (const [layer, width] of this.#numbers.shape.widths.entries()) {
      this.#kernel.places(
        this.#gifts.kept,
        count,
        first,
        width,
        this.#filters,
        this.#at.places + layer * this.#filters * 4,
      );
      first += width;
    }
  }

  /** How the head's logit moves with each feature of the window read last; 0 where a bend stands between. */
  #slopes(head: number): Float64Array {
    const { shape } = this.#numbers;
    const { floats } = this.#kernel;
    const at = this.#at;
    const features = shape.widths.length * this.#filters;
    const slopes = new Float64Array(features);
    for (let h = 0; h < shape.dense; h++) {
      if (floats[(at.hidden >> 2) + h]! <= 0) continue;
      const out = floats[(at.out >> 2) + head * padded(shape.dense, 4) + h]!;
      for (let k = 0; k < features; k++) slopes[k]! += out * floats[(at.dense >> 2) + h * features + k]!;
    }
    for (let k = 0; k < features; k++) if (floats[(at.features >> 2) + k]! <= 0) slopes[k] = 0;
    return slopes;
  }

  /** Features, hidden layer and logits of a window, in the kernel's memory. */
  #read(ids: Int32Array, from: number, to: number): void {
    const { widths, dense, heads } = this.#numbers.shape;
    const kernel = this.#kernel;
    const at = this.#at;
    const wide = this.#filters;
    this.#gifts.read(ids, from, to);
    let first = 0;
    for (const [layer, width] of widths.entries()) {
      const offset = layer * wide * 4;
      kernel.convolve(
        this.#gifts.kept,
        to - from,
        first,
        width,
        wide,
        at.biases + offset,
        at.features + offset,
      );
      first += width;
    }
    kernel.dense(at.features, at.dense, at.denseBiases, at.hidden, widths.length * wide, dense, 1);
    kernel.dense(at.hidden, at.out, at.outBiases, at.logits, padded(dense, 4), heads, 0);
  }
}

/** A text without a word is read as one word of nothing: so nets are trained. */
export const noWord = Int32Array.of(0);

/** Stretches of words in which a text is read. */
export function* windows(count: number): Generator<[from: number, to: number]> {
  for (let from = 0; ; from += windowWords - sharedWords) {
    yield [from, Math.min(count, from + windowWords)];
    if (from + windowWords >= count) return;
  }
}
