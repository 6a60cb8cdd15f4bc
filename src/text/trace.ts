import type { Cell } from '../domain/disguise.js';
import type { Span } from '../domain/span.js';
import { fold } from './fold.js';
import { isDigit, isLetter, leet } from './leet.js';

/**
 * How a stretch of a text was read: look-alikes and accents as plain letters, digits and signs among letters as the letters
 * that they stand for, what is invisible or parts single letters left out. Linear in the text.
 *
 * @param span in the original text; a pair that it would split is taken whole
 */
export function trace(raw: string, span: Span): Cell[] {
  const cells = readings(raw, span);
  const lettered = cells.some(({ read }) => hasLetter(read));
  if (!lettered) return cells.map(cellOf);
  return partless(cells.map((each, at) => ({ ...each, read: asLetter(cells, at) }))).map(cellOf);
}

interface Reading {
  readonly raw: string;
  readonly read: string;
}

/** Each character of the stretch with what stands for it in the folded view. */
function readings(raw: string, { start, end }: Span): Reading[] {
  const { text, toRaw } = fold(raw);
  const readBy = new Map<number, string>();
  for (let at = 0; at < text.length; at++) {
    const { start: from } = toRaw({ start: at, end: at + 1 });
    if (from >= end) break;
    if (from >= start) readBy.set(from, (readBy.get(from) ?? '') + text[at]!);
  }
  const found: Reading[] = [];
  for (let at = start; at < end; ) {
    const character = String.fromCodePoint(raw.codePointAt(at)!);
    found.push({ raw: character, read: readBy.get(at) ?? '' });
    at += character.length;
  }
  return found;
}

/** A digit or sign is read as a letter where letters stand on both sides of it, or at an end of the stretch beside one. */
function asLetter(cells: readonly Reading[], at: number): string {
  const { read } = cells[at]!;
  const letter = leet[read];
  if (letter === undefined) return read;
  const beside = (way: 1 | -1): string => cells[at + way]?.read ?? '';
  const fits = (other: string): boolean => other === '' || hasLetter(other) || leet[other] !== undefined;
  return fits(beside(1)) && fits(beside(-1)) ? letter : read;
}

/** Leaves out what parts single letters, `f u n`, and signs within a word, `fu.n`; a blank between words stays. */
function partless(cells: readonly Reading[]): Reading[] {
  const pieces: { from: number; to: number }[] = [];
  cells.forEach(({ read }, at) => {
    if (!hasLetter(read)) return;
    const last = pieces.at(-1);
    if (last && last.to === at) last.to = at + 1;
    else pieces.push({ from: at, to: at + 1 });
  });
  const left = new Set<number>();
  for (let k = 0; k + 1 < pieces.length; k++) {
    const [before, after] = [pieces[k]!, pieces[k + 1]!];
    const [shorter, longer] = [before, after].map(({ from, to }) => to - from).sort((a, b) => a - b) as [
      number,
      number,
    ];
    const gap = cells.slice(before.to, after.from);
    const blank = gap.some(({ read }) => /^\s$/.test(read));
    const hides = gap.some(({ read }) => read === '*');
    // `f u n` and `f u nk`, but not the last letter of one word and the first of the next.
    const spelt = shorter === 1 && longer <= 2 && gap.length === 1;
    if ((spelt || !blank) && !hides && gap.every(({ read }) => !isDigit(read.charCodeAt(0))))
      for (let at = before.to; at < after.from; at++) left.add(at);
  }
  return cells.map(({ raw, read }, at) => ({ raw, read: left.has(at) ? '' : read }));
}

const hasLetter = (read: string): boolean => read !== '' && isLetter(read.charCodeAt(0));

const cellOf = ({ raw, read }: Reading): Cell => ({
  raw,
  read,
  kind: read === '' ? 'removed' : read === raw.toLowerCase() ? 'kept' : 'changed',
});
