/** A share with its 95 % interval. */
export interface Share {
  readonly n: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

const z = 1.959964;

/** Wilson's score interval (Wilson 1927, "Probable Inference, the Law of Succession, and Statistical Inference"). */
export function share(n: number, of: number): Share {
  if (of === 0) return { n, of, low: 0, high: 1 };
  const p = n / of;
  const scale = 1 + (z * z) / of;
  const middle = (p + (z * z) / (2 * of)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))) / scale;
  return { n, of, low: round(Math.max(0, middle - half)), high: round(Math.min(1, middle + half)) };
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
