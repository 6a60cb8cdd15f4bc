/** Words as vectors of signed bytes, with a scale each. */
export interface WordTable {
  readonly dimensions: number;
  /** words × dimensions. */
  readonly numbers: Int8Array;
  readonly scales: Float32Array;
}

/** Reads the files that tools/train/nets/train.py writes: little-endian floats, then the words' bytes. */
export class NetFile {
  #at = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  floats(count: number): Float32Array {
    const from = this.#at;
    this.#at += count * 4;
    return new Float32Array(new Uint8Array(this.#bytes.subarray(from, this.#at)).buffer); // a copy: floats must lie aligned
  }

  bytes(count: number): Int8Array {
    const from = this.#at;
    this.#at += count;
    return new Int8Array(this.#bytes.buffer, this.#bytes.byteOffset + from, count);
  }
}

/** One row a line of `rows`, put down `width` apart; what is between stays 0. */
export function putRows(
  floats: Float32Array,
  at: number,
  rows: Float32Array,
  count: number,
  width: number,
): void {
  const size = rows.length / count;
  for (let row = 0; row < count; row++)
    floats.set(rows.subarray(row * size, (row + 1) * size), at + row * width);
}
