import type { Attribute } from '../../src/domain/finding.js';
import { auc } from './metrics.js';
import { round, type Scored } from './summary.js';

/** Rows of one functionality, and how many fall on the right side of the attribute's operating point. */
export interface FunctionalityLine {
  readonly source: string;
  readonly functionality: string;
  readonly rows: number;
  readonly accuracy: number;
}

export function byFunctionality(
  source: string,
  attribute: Attribute,
  scored: readonly Scored[],
  point: number,
): FunctionalityLine[] {
  const told = new Map<string, { rows: number; right: number }>();
  for (const { targets, scores, functionality } of scored) {
    const target = targets[attribute];
    if (functionality === undefined || target === undefined) continue;
    const one = told.get(functionality) ?? { rows: 0, right: 0 };
    one.rows++;
    if (target >= 0.5 === (scores[attribute] ?? 0) >= point) one.right++;
    told.set(functionality, one);
  }
  return [...told].map(([functionality, { rows, right }]) => ({
    source,
    functionality,
    rows,
    accuracy: round(right / rows),
  }));
}

/**
 * How equally an attribute is heard whoever is named (Borkan et al. 2019, "Nuanced Metrics for Measuring Unintended
 * Bias"): AUC among the rows about a group; of its negatives beside the others' positives (BPSN); of its positives beside
 * the others' negatives (BNSP).
 */
export interface GroupLine {
  readonly source: string;
  readonly attribute: Attribute;
  readonly group: string;
  readonly rows: number;
  readonly subgroup: number;
  readonly bpsn: number;
  readonly bnsp: number;
}

/** Groups with fewer rows of either kind say nothing. */
const fewest = 10;

export function byGroup(source: string, attribute: Attribute, scored: readonly Scored[]): GroupLine[] {
  const rows = scored
    .filter(({ targets, groups }) => targets[attribute] !== undefined && groups !== undefined)
    .map(({ targets, scores, groups }) => ({
      score: scores[attribute] ?? 0,
      positive: targets[attribute]! >= 0.5,
      groups: new Set(groups),
    }));
  const area = (of: typeof rows): number =>
    round(
      auc(
        of.map(({ score }) => score),
        of.map(({ positive }) => positive),
      ),
    );
  return [...new Set(rows.flatMap(({ groups }) => [...groups]))].sort().flatMap((group) => {
    const own = rows.filter(({ groups }) => groups.has(group));
    const others = rows.filter(({ groups }) => !groups.has(group));
    const positives = own.filter(({ positive }) => positive).length;
    if (positives < fewest || own.length - positives < fewest) return [];
    return [
      {
        source,
        attribute,
        group,
        rows: own.length,
        subgroup: area(own),
        bpsn: area([...own.filter((row) => !row.positive), ...others.filter((row) => row.positive)]),
        bnsp: area([...own.filter((row) => row.positive), ...others.filter((row) => !row.positive)]),
      },
    ];
  });
}
