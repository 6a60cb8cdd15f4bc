/**
 * Spherical k-means (Dhillon and Modha 2001): parts vectors into classes by their angle to the classes' means. The
 * same vectors and seed always give the same classes.
 * @param vectors rows of `width` numbers, one after the other, each of length one
 * @param early how many of the first rows the seeds are drawn from
 * @returns the class of each row, 0 … classes - 1
 */
export function clusters(
  vectors: Float32Array,
  width: number,
  classes: number,
  { rounds, early, random }: { rounds: number; early: number; random: () => number },
): Int32Array {
  const count = vectors.length / width;
  const means = new Float32Array(classes * width);
  for (let k = 0; k < classes; k++) {
    const row = Math.floor(random() * Math.min(count, early));
    means.set(vectors.subarray(row * width, (row + 1) * width), k * width);
  }
  const classOf = new Int32Array(count);
  for (let round = 0; round < rounds; round++) {
    for (let row = 0; row < count; row++) classOf[row] = nearest(vectors, row * width, means, width);
    means.fill(0);
    for (let row = 0; row < count; row++)
      for (let d = 0; d < width; d++) means[classOf[row]! * width + d]! += vectors[row * width + d]!;
    for (let k = 0; k < classes; k++) normalize(means.subarray(k * width, (k + 1) * width));
  }
  return classOf;
}

function nearest(vectors: Float32Array, from: number, means: Float32Array, width: number): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0, at = 0; at < means.length; k++, at += width) {
    let product = 0;
    for (let d = 0; d < width; d++) product += means[at + d]! * vectors[from + d]!;
    if (product > most) [best, most] = [k, product];
  }
  return best;
}

/** Makes the vector's length one, in place. */
export function normalize(vector: Float32Array): void {
  let squared = 0;
  for (const value of vector) squared += value * value;
  const length = Math.sqrt(squared) || 1;
  for (let d = 0; d < vector.length; d++) vector[d]! /= length;
}
