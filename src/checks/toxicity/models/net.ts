/** How large a net is. */
export interface NetShape {
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
export interface NetNumbers {
  readonly shape: NetShape;
  /** words × dimensions. */
  readonly table: Int8Array;
  readonly scales: Float32Array;
  /** A width each: place × filter × dimension, and a bias a filter. */
  readonly layers: readonly { readonly weights: Float32Array; readonly biases: Float32Array }[];
  /** dense × (widths × filters). */
  readonly dense: Float32Array;
  readonly denseBiases: Float32Array;
  /** heads × dense. */
  readonly out: Float32Array;
  readonly outBiases: Float32Array;
}

/** How many bytes a net of this shape has in its file. */
export function netBytes({ words, dimensions, widths, filters, dense, heads }: NetShape): number {
  const places = widths.reduce((all, width) => all + width, 0);
  const features = widths.length * filters;
  const numbers =
    words + places * filters * dimensions + features + dense * (features + 1) + heads * (dense + 1);
  return numbers * 4 + words * dimensions;
}

/** Reads the file that tools/train/nets/train.py writes: scales, layers, dense, out, table; little-endian. */
export function readNet(bytes: Uint8Array, shape: NetShape): NetNumbers {
  const { words, dimensions, widths, filters, dense, heads } = shape;
  const features = widths.length * filters;
  let at = 0;
  const floats = (count: number): Float32Array => {
    const from = at;
    at += count * 4;
    return new Float32Array(new Uint8Array(bytes.subarray(from, at)).buffer); // a copy: floats must lie aligned
  };
  const scales = floats(words);
  const layers = widths.map((width) => ({
    weights: floats(width * filters * dimensions),
    biases: floats(filters),
  }));
  return {
    shape,
    scales,
    layers,
    dense: floats(dense * features),
    denseBiases: floats(dense),
    out: floats(heads * dense),
    outBiases: floats(heads),
    table: new Int8Array(bytes.buffer, bytes.byteOffset + at, words * dimensions),
  };
}

/** A text is read in windows of so many words, which share a few: the widest filter sees every run of words. */
const windowWords = 240;
/** Words kept with what they give to each place of each filter. The commonest (lowest ids) each have a slot of their own. */
const keptWords = 8192;
const ownSlots = 6144;
const slotOf = (id: number): number => (id < ownSlots ? id : ownSlots + (id % (keptWords - ownSlots)));

/**
 * Logits of a text by head: one layer of convolutions over word vectors, the maximum over places, a dense layer
 * (Kim 2014, "Convolutional Neural Networks for Sentence Classification").
 *
 * What a word gives to a place of a filter depends on the word alone: it is worked out once and kept, and reading is
 * additions. The logits of a long text are the highest of its windows'.
 */
export class ConvNet {
  /** Logits of the text read last, by head. */
  readonly logits: Float64Array;
  readonly #numbers: NetNumbers;
  /** Places × filters: how much a kept word takes. */
  readonly #stride: number;
  readonly #kept: Float32Array;
  readonly #keptIds = new Int32Array(keptWords).fill(-1);
  readonly #features: Float32Array;
  /** Where each feature's maximum stands: first word of its window within the text. */
  readonly #places: Int32Array;
  readonly #hidden: Float32Array;
  /** Where the words of a window stand among the kept. */
  readonly #at = new Int32Array(windowWords);
  /** What words give that collide with a kept word of the same window. */
  readonly #vector: Float32Array;
  readonly #sums: Float32Array;
  readonly #offsets: Int32Array;

  constructor(numbers: NetNumbers) {
    this.#numbers = numbers;
    const { widths, filters, dense, heads, dimensions } = numbers.shape;
    this.#stride = widths.reduce((all, width) => all + width, 0) * filters;
    this.#kept = new Float32Array((keptWords + windowWords) * this.#stride);
    this.#features = new Float32Array(widths.length * filters);
    this.#places = new Int32Array(widths.length * filters);
    this.#hidden = new Float32Array(dense);
    this.#vector = new Float32Array(dimensions);
    this.#sums = new Float32Array(filters);
    this.#offsets = new Int32Array(Math.max(...widths));
    this.logits = new Float64Array(heads);
  }

  /** Fills {@link logits} from the ids of a text's words. */
  score(ids: Int32Array, count: number): void {
    const { widths } = this.#numbers.shape;
    const shared = Math.max(...widths) - 1;
    this.logits.fill(Number.NEGATIVE_INFINITY);
    for (let from = 0; ; from += windowWords - shared) {
      this.#read(ids, from, Math.min(count, from + windowWords));
      this.#finish();
      if (from + windowWords >= count) return;
    }
  }

  /**
   * What each word gave to a head's logit: gradient times input (Shrikumar et al. 2016), exact but for the bends of the
   * dense layer. Adds to `shares`, one number a word.
   */
  explain(ids: Int32Array, count: number, head: number, shares: Float64Array): void {
    const { shape, dense, out } = this.#numbers;
    const { widths, filters } = shape;
    const shared = Math.max(...widths) - 1;
    for (let from = 0; ; from += windowWords - shared) {
      const to = Math.min(count, from + windowWords);
      this.#read(ids, from, to);
      this.#finish();
      let at = 0;
      for (const [layer, width] of widths.entries()) {
        for (let f = 0; f < filters; f++) {
          const feature = layer * filters + f;
          if (this.#features[feature]! <= 0) continue;
          let slope = 0;
          for (let h = 0; h < shape.dense; h++)
            if (this.#hidden[h]! > 0)
              slope += out[head * shape.dense + h]! * dense[h * widths.length * filters + feature]!;
          for (let place = 0; place < width; place++) {
            const word = this.#places[feature]! + place;
            if (word < 0 || word >= to - from) continue;
            shares[from + word]! += slope * this.#kept[this.#at[word]! + (at + place) * filters + f]!;
          }
        }
        at += width;
      }
      if (from + windowWords >= count) return;
    }
  }

  /** Features of a window: each filter's maximum over all places that hold a word of it. */
  #read(ids: Int32Array, from: number, to: number): void {
    const { shape, layers } = this.#numbers;
    const { widths, filters } = shape;
    const count = to - from;
    for (let k = 0; k < count; k++) this.#at[k] = this.#keep(ids, from, k);
    const features = this.#features;
    const places = this.#places;
    const kept = this.#kept;
    const sums = this.#sums;
    const offsets = this.#offsets;
    let firstPlace = 0;
    for (let layer = 0; layer < widths.length; layer++) {
      const width = widths[layer]!;
      const base = layer * filters;
      features.fill(Number.NEGATIVE_INFINITY, base, base + filters);
      for (let start = 1 - width; start < count; start++) {
        const from = Math.max(0, -start);
        const to = Math.min(width, count - start);
        for (let place = from; place < to; place++)
          offsets[place - from] = this.#at[start + place]! + (firstPlace + place) * filters;
        addUp(kept, offsets, to - from, sums);
        for (let f = 0; f < filters; f++)
          if (sums[f]! > features[base + f]!) {
            features[base + f] = sums[f]!;
            places[base + f] = start;
          }
      }
      const { biases } = layers[layer]!;
      for (let f = 0; f < filters; f++) {
        const sum = features[base + f]! + biases[f]!;
        features[base + f] = Math.max(sum, 0);
      }
      firstPlace += width;
    }
  }

  /** From features to logits; a higher logit of an earlier window stays. */
  #finish(): void {
    const { shape, dense, denseBiases, out, outBiases } = this.#numbers;
    const size = this.#features.length;
    for (let h = 0; h < shape.dense; h++) {
      let sum = denseBiases[h]!;
      for (let k = 0, at = h * size; k < size; k++) sum += dense[at + k]! * this.#features[k]!;
      this.#hidden[h] = Math.max(sum, 0);
    }
    for (let head = 0; head < shape.heads; head++) {
      let sum = outBiases[head]!;
      for (let h = 0, at = head * shape.dense; h < shape.dense; h++) sum += out[at + h]! * this.#hidden[h]!;
      if (sum > this.logits[head]!) this.logits[head] = sum;
    }
  }

  /** Where a word's gifts stand. A slot that another word of this window holds is left to it. */
  #keep(ids: Int32Array, from: number, k: number): number {
    const id = ids[from + k]!;
    const slot = slotOf(id);
    if (this.#keptIds[slot] === id) return slot * this.#stride;
    for (let before = 0; before < k; before++) if (ids[from + before] === id) return this.#at[before]!;
    let at = slot * this.#stride;
    for (let before = 0; before < k; before++)
      if (this.#at[before] === at) {
        at = (keptWords + k) * this.#stride;
        break;
      }
    if (at === slot * this.#stride) this.#keptIds[slot] = id;
    this.#project(id, at);
    return at;
  }

  #project(id: number, at: number): void {
    const { shape, table, scales, layers } = this.#numbers;
    const { dimensions, filters, widths } = shape;
    const vector = this.#vector;
    for (let k = 0; k < dimensions; k++) vector[k] = table[id * dimensions + k]! * scales[id]!;
    let to = at;
    for (const [layer, width] of widths.entries()) {
      const { weights } = layers[layer]!;
      for (let row = 0; row < width * filters; row++) {
        let sum = 0;
        for (let k = 0, from = row * dimensions; k < dimensions; k++) sum += weights[from + k]! * vector[k]!;
        this.#kept[to++] = sum;
      }
    }
  }
}

/** Sums of stretches of `kept`, element by element. Written out for two to five of them: one pass instead of several. */
function addUp(kept: Float32Array, offsets: Int32Array, count: number, sums: Float32Array): void {
  const [a, b, c, d, e] = [offsets[0]!, offsets[1]!, offsets[2]!, offsets[3]!, offsets[4]!];
  const size = sums.length;
  if (count === 1) for (let f = 0; f < size; f++) sums[f] = kept[a + f]!;
  else if (count === 2) for (let f = 0; f < size; f++) sums[f] = kept[a + f]! + kept[b + f]!;
  else if (count === 3) for (let f = 0; f < size; f++) sums[f] = kept[a + f]! + kept[b + f]! + kept[c + f]!;
  else if (count === 4)
    for (let f = 0; f < size; f++) sums[f] = kept[a + f]! + kept[b + f]! + kept[c + f]! + kept[d + f]!;
  else if (count === 5)
    for (let f = 0; f < size; f++)
      sums[f] = kept[a + f]! + kept[b + f]! + kept[c + f]! + kept[d + f]! + kept[e + f]!;
  else {
    sums.fill(0);
    for (let k = 0; k < count; k++) {
      const at = offsets[k]!;
      for (let f = 0; f < size; f++) sums[f]! += kept[at + f]!;
    }
  }
}
