import type { Calibration } from '../../src/checks/toxicity/models/calibration.js';

/** One held-out text: what the model said, what is so (0..1), and how much it counts. */
export interface Seen {
  readonly logit: number;
  readonly target: number;
  readonly weight: number;
}

const knots = 24;
/** Each knot stands for at least this share of the weight. */
const smallest = 1 / 60;

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955), thinned to at most {@link knots} knots and
 * made to rise everywhere. Each pool is drawn towards the mean of all by the weight of `prior` texts, so that a few
 * positives at the top do not become certainty.
 */
export function isotonic(seen: readonly Seen[], prior = 4): Calibration {
  const sorted = [...seen].sort((a, b) => a.logit - b.logit);
  const all = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const mean = sorted.reduce((sum, { weight, target }) => sum + weight * target, 0) / all;
  const unit = all / sorted.length;
  const pools: { weight: number; logits: number; targets: number }[] = [];
  for (const { logit, target, weight } of sorted) {
    let pool = { weight, logits: logit * weight, targets: target * weight };
    for (let last = pools.at(-1); last; last = pools.at(-1)) {
      const falls = last.targets / last.weight >= pool.targets / pool.weight;
      if (!falls && last.weight >= smallest * all) break;
      pool = {
        weight: last.weight + pool.weight,
        logits: last.logits + pool.logits,
        targets: last.targets + pool.targets,
      };
      pools.pop();
    }
    pools.push(pool);
  }
  const step = Math.max(1, (pools.length - 1) / (knots - 1));
  const logits: number[] = [];
  const scores: number[] = [];
  for (let k = 0; k < pools.length - 0.5; k += step) {
    const { weight, logits: sum, targets } = pools[Math.round(k)]!;
    const logit = round(sum / weight);
    const score = round((targets + mean * unit * prior) / (weight + unit * prior));
    if (logits.length > 0 && logit <= logits.at(-1)!) continue;
    logits.push(logit);
    scores.push(Math.min(0.9999, Math.max(score, (scores.at(-1) ?? 0) + 1e-5)));
  }
  if (logits.length < 2) throw new Error('calibration: too few held-out rows');
  return { logits, scores };
}

const round = (value: number): number => Math.round(value * 1e5) / 1e5;
