import type { Span } from '../../domain/span.js';

const letter = /^[\p{L}\p{N}@$]$/u;
/** What stands between the letters of a word that is written letter by letter. */
const joints = ' .-_*·|/\\,';
/** So many letters in a row, each alone, are one word; fewer may be initials. */
const fewest = 3;

/**
 * A span that begins or ends inside a word written letter by letter ("s.c.u.m") with the whole word in it. Linear in that
 * word's length.
 */
export function withWholeSpelled(raw: string, span: Span): Span {
  const left = runEnd(raw, span.start, -1);
  const right = runEnd(raw, span.end - 1, 1);
  return {
    start: countOf(span.start - left, span.start, raw) ? left : span.start,
    end: countOf(right - span.end + 1, span.end - 1, raw) ? right + 1 : span.end,
  };
}

const isLetter = (raw: string, at: number): boolean => at >= 0 && at < raw.length && letter.test(raw[at]!);
const isAlone = (raw: string, at: number): boolean =>
  isLetter(raw, at) && !isLetter(raw, at - 1) && !isLetter(raw, at + 1);

/** The last letter of the run of lone letters that goes on from here. */
function runEnd(raw: string, from: number, step: 1 | -1): number {
  let at = from;
  if (!isAlone(raw, at)) return at;
  while (joints.includes(raw[at + step] ?? '\n') && isAlone(raw, at + 2 * step)) at += 2 * step;
  return at;
}

/** Whether a run that goes on so far beyond the span is long enough, with what of it lies inside. */
function countOf(beyond: number, edge: number, raw: string): boolean {
  if (beyond <= 0) return false;
  const inside = Math.abs(runEnd(raw, edge, 1) - runEnd(raw, edge, -1)) / 2 + 1;
  return inside >= fewest;
}
