import type { Finding } from '../../src/domain/finding.js';
import type { Span } from '../../src/domain/span.js';
import type { Case } from './cases.js';

/** What became of one sentence. */
export interface Judged {
  readonly expected: boolean;
  readonly flagged: boolean;
  /** Expected, and some finding touches a mark. */
  readonly hit: boolean;
  readonly classRight: boolean;
  /** Overlap by union of a mark and its best finding is half or more. */
  readonly spanRight: boolean;
  readonly complaint: string | undefined;
  readonly shown: string;
}

const prefix = 'dehumanizing/';

/**
 * A sentence counts as flagged when the check finds dehumanizing language; as hit when a finding touches what is marked.
 * Wishes of death are threats, and count for nothing here.
 */
export function judge({ text, expected: marked }: Case, found: readonly Finding[]): Judged {
  const expected = marked.filter(({ kind }) => kind !== 'death_wish');
  const findings = found.filter(({ attribute }) => attribute === 'DEHUMANIZATION');
  const best = expected.map(({ span, kind }) => {
    const near = findings.toSorted((a, b) => overlap(b.span, span) - overlap(a.span, span))[0];
    const iou = near ? overlap(near.span, span) : 0;
    return { iou, right: near?.rule === prefix + kind };
  });
  const hit = best.some(({ iou }) => iou > 0);
  const flagged = findings.length > 0;
  const classRight = best.some(({ iou, right }) => iou > 0 && right);
  const spanRight = best.some(({ iou }) => iou >= 0.5);
  const wanted = expected.map(({ span, kind }) => `${kind} [${text.slice(span.start, span.end)}]`).join(', ');
  const got = findings
    .map(({ rule, span }) => `${rule.slice(prefix.length)} [${text.slice(span.start, span.end)}]`)
    .join(', ');
  return {
    expected: expected.length > 0,
    flagged,
    hit,
    classRight,
    spanRight,
    complaint:
      expected.length === 0
        ? flagged
          ? 'FALSE'
          : undefined
        : !hit
          ? 'MISSED'
          : !classRight
            ? 'CLASS'
            : !spanRight
              ? 'SPAN'
              : undefined,
    shown: `${text}\t${wanted} → ${got}`,
  };
}

/** Intersection over union, 0 … 1. */
export function overlap(a: Span, b: Span): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared <= 0 ? 0 : shared / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}

/** Precision and recall over sentences; class and span over those that are hit. */
export function summary(all: readonly Judged[]): Record<string, number> {
  const hits = all.filter(({ hit }) => hit);
  const falsely = all.filter(({ expected, flagged }) => !expected && flagged).length;
  const missed = all.filter(({ expected, hit }) => expected && !hit).length;
  const precision = hits.length / (hits.length + falsely);
  const recall = hits.length / (hits.length + missed);
  return {
    precision,
    recall,
    F1: (2 * precision * recall) / (precision + recall),
    'class right, of hits': hits.filter(({ classRight }) => classRight).length / hits.length,
    'span IoU >= .5, of hits': hits.filter(({ spanRight }) => spanRight).length / hits.length,
    'look-alikes flagged': falsely / all.filter(({ expected }) => !expected).length,
  };
}
