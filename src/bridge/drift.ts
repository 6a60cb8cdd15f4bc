import { sampleCorrelation, sampleRankCorrelation } from 'simple-statistics';
import type { ScoreMap, ScorePair } from '../domain/bridge.js';
import { type Attribute, attributes } from '../domain/finding.js';
import { mapScores } from './score-map.js';
import { type Volume, volumes } from './volumes.js';

/** How our scores and Perspective's differ on comments that both have seen. */
export interface Drift {
  /** Comments that both scored. */
  readonly pairs: number;
  /** ISO 8601, of the oldest and the newest; absent without pairs. */
  readonly from?: string;
  readonly to?: string;
  /** Version of the map that our scores went through; absent: none. */
  readonly map?: number;
  readonly attributes: readonly AttributeDrift[];
}

export interface AttributeDrift {
  readonly attribute: Attribute;
  readonly pairs: number;
  readonly volumes: readonly Volume[];
  /** Pearson's and Spearman's, -1..1; absent where one side never changes. */
  readonly correlation?: number;
  readonly rankCorrelation?: number;
  /** Mean of |ours - theirs|. */
  readonly meanDifference: number;
  /** The largest disagreements, by the request's id as the log has it. No text is kept. */
  readonly largest: readonly { readonly id: string; readonly local: number; readonly perspective: number }[];
}

const mostLargest = 10;
/** Two pairs always lie on a line. */
const fewestForCorrelation = 3;

/** @param map our scores go through it first, as they do in answers */
export function driftOf(pairs: readonly ScorePair[], map?: ScoreMap): Drift {
  const times = pairs.map(({ at }) => at).sort();
  return {
    pairs: pairs.length,
    ...(times.length > 0 && { from: times[0]!, to: times.at(-1)! }),
    ...(map && { map: map.version }),
    attributes: attributes.flatMap((attribute) => {
      const rows = pairs.flatMap(({ id, local, perspective }) => {
        const ours = (map ? mapScores(map, local) : local)[attribute];
        const theirs = perspective[attribute];
        return ours === undefined || theirs === undefined ? [] : [{ id, local: ours, perspective: theirs }];
      });
      return rows.length === 0 ? [] : [ofAttribute(attribute, rows)];
    }),
  };
}

function ofAttribute(
  attribute: Attribute,
  rows: readonly { readonly id: string; readonly local: number; readonly perspective: number }[],
): AttributeDrift {
  const ours = rows.map(({ local }) => local);
  const theirs = rows.map(({ perspective }) => perspective);
  const tells = rows.length >= fewestForCorrelation && new Set(ours).size > 1 && new Set(theirs).size > 1;
  const apart = (row: (typeof rows)[number]): number => Math.abs(row.local - row.perspective);
  return {
    attribute,
    pairs: rows.length,
    volumes: volumes(rows),
    ...(tells && {
      correlation: round(sampleCorrelation(ours, theirs)),
      rankCorrelation: round(sampleRankCorrelation(ours, theirs)),
    }),
    meanDifference: round(rows.reduce((sum, row) => sum + apart(row), 0) / rows.length),
    largest: [...rows]
      .sort((a, b) => apart(b) - apart(a) || (a.id < b.id ? -1 : 1))
      .slice(0, mostLargest)
      .map(({ id, local, perspective }) => ({ id, local: round(local), perspective: round(perspective) })),
  };
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
