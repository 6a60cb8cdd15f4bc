import type { Attribute, Scores } from '../../src/domain/finding.js';
import { atPoint, auc, aucMargin, calibrationError, recallAt } from './metrics.js';

/** One text: what raters said and what the check said, 0..1 an attribute. */
export interface Scored {
  readonly targets: Scores;
  readonly scores: Scores;
  /** What the row tests, as in HateCheck-like sets. */
  readonly functionality?: string;
  /** Who the row is about. */
  readonly groups?: readonly string[];
}

/** How well an attribute's scores part a source's texts. */
export interface Line {
  readonly source: string;
  readonly attribute: Attribute;
  readonly rows: number;
  readonly positive: number;
  readonly auc: number;
  /** Half the width of its 95 % interval. */
  readonly aucMargin: number;
  /** From this score on the check reports a finding; the figures below are taken there. */
  readonly point: number;
  readonly precision: number;
  readonly recall: number;
  readonly falsePositiveRate: number;
  readonly balancedAccuracy: number;
  /** Where at most 1 in 100 negatives are found too. */
  readonly recallAt1: number;
  readonly calibrationError: number;
}

/** Nothing where the source does not speak of the attribute. A target of one half and more is positive. */
export function summarize(
  source: string,
  attribute: Attribute,
  scored: readonly Scored[],
  point: number,
): Line | undefined {
  const rows = scored.filter(({ targets }) => targets[attribute] !== undefined);
  if (rows.length === 0) return undefined;
  const scores = rows.map((row) => row.scores[attribute] ?? 0);
  const positive = rows.map((row) => row.targets[attribute]! >= 0.5);
  const { precision, recall, falsePositiveRate } = atPoint(scores, positive, point);
  const positives = positive.filter(Boolean).length;
  const area = auc(scores, positive);
  return {
    source,
    attribute,
    rows: rows.length,
    positive: positives,
    auc: round(area),
    aucMargin: round(aucMargin(area, positives, rows.length - positives)),
    point,
    precision: round(precision),
    recall: round(recall),
    falsePositiveRate: round(falsePositiveRate),
    balancedAccuracy: round((recall + 1 - falsePositiveRate) / 2),
    recallAt1: round(recallAt(scores, positive, 0.01)),
    calibrationError: round(calibrationError(scores, positive)),
  };
}

export const round = (value: number): number => Math.round(value * 1e4) / 1e4;
