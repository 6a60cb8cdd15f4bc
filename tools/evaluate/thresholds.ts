import type { Attribute } from '../../src/domain/finding.js';
import { round, type Scored } from './summary.js';

/** What a threshold on an attribute's score would do: shares of clean and of toxic texts at or over it. */
export interface ThresholdLine {
  readonly attribute: Attribute;
  readonly threshold: number;
  readonly clean: number;
  readonly toxic: number;
}

const thresholds = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98];

/** Each source counts the same. Clean: nobody found it toxic; toxic: at least half of the raters did. */
export function thresholdTable(
  sources: ReadonlyMap<string, readonly Scored[]>,
  attributes: readonly Attribute[],
): ThresholdLine[] {
  const share = (
    attribute: Attribute,
    threshold: number,
    isOfKind: (toxicity: number) => boolean,
  ): number => {
    const shares = [...sources.values()].flatMap((scored) => {
      const own = scored.filter(
        ({ targets }) => targets.TOXICITY !== undefined && isOfKind(targets.TOXICITY),
      );
      if (own.length === 0) return [];
      return [own.filter(({ scores }) => (scores[attribute] ?? 0) >= threshold).length / own.length];
    });
    return round(shares.reduce((sum, one) => sum + one, 0) / shares.length);
  };
  return attributes.flatMap((attribute) =>
    thresholds.map((threshold) => ({
      attribute,
      threshold,
      clean: share(attribute, threshold, (toxicity) => toxicity === 0),
      toxic: share(attribute, threshold, (toxicity) => toxicity >= 0.5),
    })),
  );
}
