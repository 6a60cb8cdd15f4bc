import type { Knots } from '../domain/bridge.js';

/** One comment on both scales, 0..1 each. */
export interface Both {
  readonly local: number;
  readonly perspective: number;
}

/** The fewest rows that a map is fitted on: below, its upper end is chance. */
export const fewestRows = 100;
/** Shares of comments at which the scales are matched: evenly, and finer where thresholds stand, in the highest tenth. */
const shares = [
  ...Array.from({ length: 45 }, (_, k) => k / 50),
  ...Array.from({ length: 40 }, (_, k) => 0.9 + k * 0.002),
  ...Array.from({ length: 40 }, (_, k) => 0.98 + k * 0.0005),
  1,
];

/**
 * A monotone map from our scale to Perspective's that keeps volumes: as many comments reach a threshold after it as reach
 * it on Perspective's own scores (equipercentile linking: Kolen and Brennan 2014, "Test Equating, Scaling, and Linking").
 * It says nothing of which comments they are.
 *
 * @throws RangeError with fewer than {@link fewestRows} rows
 */
export function fitMap(rows: readonly Both[]): Knots {
  if (rows.length < fewestRows)
    throw new RangeError(`a map needs at least ${fewestRows} rows, not ${rows.length}`);
  const local = rows.map((row) => row.local).sort((a, b) => a - b);
  const perspective = rows.map((row) => row.perspective).sort((a, b) => a - b);
  const knots: [number, number][] = [[0, 0]];
  for (const share of shares) {
    const [x, y] = [quantile(local, share), quantile(perspective, share)];
    const [lastX, lastY] = knots.at(-1)!;
    // Of scores that many share, the highest share counts: as many as reach it must reach its image.
    if (x <= lastX) knots[knots.length - 1] = [lastX, knots.length === 1 ? 0 : Math.max(lastY, y)];
    else knots.push([x, Math.max(lastY, y)]);
  }
  if (knots.at(-1)![0] < 1) knots.push([1, 1]);
  return knots.map(([x, y]): [number, number] => [round(x), round(y)]).filter(isFirstOf);
}

/** What the share of the sorted numbers lies below, between neighbours in proportion. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

const round = (value: number): number => Math.round(value * 1e5) / 1e5;
const isFirstOf = ([x]: [number, number], at: number, all: readonly [number, number][]): boolean =>
  at === 0 || x > all[at - 1]![0];
