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
export function withWholeSpelled(raw: string, { start, end }: Span): Span {
  return {
    start: spelledAround(raw, start)?.first ?? start,
    end: (spelledAround(raw, end - 1)?.last ?? end - 1) + 1,
  };
}

const isLetter = (raw: string, at: number): boolean => at >= 0 && at < raw.length && letter.test(raw[at]!);
const isAlone = (raw: string, at: number): boolean =>
  isLetter(raw, at) && !isLetter(raw, at - 1) && !isLetter(raw, at + 1);

/** The first and the last letter of the run of lone letters that one belongs to, if it is long enough for a word. */
function spelledAround(
  raw: string,
  at: number,
): { readonly first: number; readonly last: number } | undefined {
  const [first, last] = [runEnd(raw, at, -1), runEnd(raw, at, 1)];
  return (last - first) / 2 + 1 < fewest ? undefined : { first, last };
}

/** The last letter of the run of lone letters that goes on from here. */
function runEnd(raw: string, from: number, step: 1 | -1): number {
  let at = from;
  if (!isAlone(raw, at)) return at;
  while (joints.includes(raw[at + step] ?? '\n') && isAlone(raw, at + 2 * step)) at += 2 * step;
  return at;
}
