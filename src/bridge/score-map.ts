import type { Knots, ScoreMap } from '../domain/bridge.js';
import type { Attribute, Scores } from '../domain/finding.js';

/** A score on the other scale. Rising: what scored higher before never scores lower after. */
export function mappedScore(knots: Knots, score: number): number {
  let low = 0;
  let high = knots.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle]![0] <= score) low = middle;
    else high = middle;
  }
  const [[x0, y0], [x1, y1]] = [knots[low]!, knots[high]!];
  if (score <= x0 || x1 <= x0) return y0;
  if (score >= x1) return y1;
  return y0 + ((y1 - y0) * (score - x0)) / (x1 - x0);
}

/** Scores on Perspective's scale, for the attributes that the map knows; the others as they are. */
export function mapScores(map: ScoreMap, scores: Scores): Scores {
  const mapped: Partial<Record<Attribute, number>> = { ...scores };
  for (const name in scores) {
    const attribute = name as Attribute;
    const knots = map.knots[attribute];
    if (knots) mapped[attribute] = mappedScore(knots, scores[attribute]!);
  }
  return mapped;
}
