import { logistic } from '../../src/checks/dehumanizing/weights.js';
import { random } from '../bench/texts.js';

/** A comparison as it trains: its evidence, whether it is one, and how much it counts. */
export interface Lesson {
  readonly keys: Int32Array;
  readonly holds: boolean;
  readonly weight: number;
  /** Of a text of others: evidence that only such lessons have must have been seen several times. */
  readonly foreign?: true;
}

export interface Settings {
  /** Evidence of foreign lessons that was seen less often than this is left out. */
  readonly fewest: number;
  readonly epochs: number;
  readonly rate: number;
  /** Ridge penalty on each step. */
  readonly ridge: number;
  /** Share of the evidence that a step does not see, so that no piece of it is trusted alone (Srivastava et al. 2014). */
  readonly unseen: number;
  readonly seed: number;
}

export const usual: Settings = {
  fewest: 2,
  epochs: 25,
  rate: 0.3,
  ridge: 5e-3,
  unseen: 0.4,
  seed: 1,
};

/** The mean of the weights of several trainings, each in an order of its own: what the order did to them evens out. */
export function learn(lessons: readonly Lesson[], settings: Settings = usual): Map<number, number> {
  const mean = new Map<number, number>();
  for (let turn = 0; turn < turns; turn++)
    for (const [key, weight] of learnOnce(lessons, { ...settings, seed: settings.seed + turn }))
      mean.set(key, (mean.get(key) ?? 0) + weight / turns);
  return mean;
}
const turns = 7;

/** Logistic regression by AdaGrad (Duchi, Hazan, Singer 2011) with a ridge penalty. The same lessons give the same weights. */
function learnOnce(lessons: readonly Lesson[], settings: Settings): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { keys, foreign } of lessons)
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + (foreign ? 1 : settings.fewest));
  const index = new Map<number, number>();
  for (const [key, count] of counts) if (count >= settings.fewest) index.set(key, index.size);
  const rows = lessons.map(({ keys }) =>
    Int32Array.from([...keys].flatMap((key) => (index.has(key) ? [index.get(key)!] : []))),
  );
  const weights = new Float64Array(index.size);
  const squares = new Float64Array(index.size);
  const next = random(settings.seed);
  const order = lessons.map((_, at) => at);
  for (let epoch = 0; epoch < settings.epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(next() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    for (const at of order) {
      const row = rows[at]!.filter(() => next() >= settings.unseen);
      const { holds, weight } = lessons[at]!;
      let sum = 0;
      for (const k of row) sum += weights[k]!;
      const error = (logistic(sum) - Number(holds)) * weight;
      for (const k of row) {
        const step = error + settings.ridge * weights[k]!;
        squares[k]! += step * step;
        weights[k]! -= (settings.rate * step) / Math.sqrt(0.01 + squares[k]!);
      }
    }
  }
  return new Map([...index].map(([key, k]) => [key, weights[k]!]));
}

/** Sum of the weights of the evidence. */
export function sumOf(weights: ReadonlyMap<number, number>, keys: Int32Array): number {
  let sum = 0;
  for (const key of keys) sum += weights.get(key) ?? 0;
  return sum;
}

/** Slope and offset that make scores of unseen lessons fit how often they hold (Platt 1999), by gradient descent. */
export function calibrate(sums: readonly { sum: number; holds: boolean; weight: number }[]): {
  slope: number;
  offset: number;
} {
  let slope = 1;
  let offset = 0;
  const total = sums.reduce((all, { weight }) => all + weight, 0);
  for (let round = 0; round < 3000; round++) {
    let [ofSlope, ofOffset] = [0, 0];
    for (const { sum, holds, weight } of sums) {
      const error = (logistic(slope * sum + offset) - Number(holds)) * weight;
      ofSlope += error * sum;
      ofOffset += error;
    }
    slope -= (0.05 * ofSlope) / total;
    offset -= (0.5 * ofOffset) / total;
  }
  return { slope, offset };
}
