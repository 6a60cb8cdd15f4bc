import type { Symbols } from '../../text/automaton.js';
import { kind, kinds } from '../../text/characters.js';
import { leet, otherLeet } from './spelling.js';

/** What a symbol remembers. */
export const flag = { begins: 1, ends: 2, leet: 4, afterBlank: 8, afterBreak: 16, afterGap: 32 } as const;
export const odd = flag.afterGap | flag.leet;
/** Symbol of a place that nothing joins over. */
export const wall = 26;
const longestGap = 4;

/** ASCII and Latin-1 unit → letter number + 1 that it may stand for, or 0. */
const table = (rows: Readonly<Record<string, string>>): Uint8Array => {
  const letters = new Uint8Array(0x10000);
  for (let letter = 0; letter < 26; letter++) letters[0x61 + letter] = letter + 1;
  for (const [sign, letter] of Object.entries(rows))
    letters[sign.charCodeAt(0)] = letter.charCodeAt(0) - 0x60;
  return letters;
};
export const plainest = table(leet);
export const otherwise = table({ ...leet, ...otherLeet });

export const isLetter = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
export const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** Fills the symbols; says whether some sign could be read otherwise. */
export function collect(units: Uint16Array, size: number, into: Symbols, letters: Uint8Array): boolean {
  const { symbol, start, end, count, flags } = into;
  let length = 0;
  let ambiguous = false;
  let gap = longestGap + 1; // units since the last piece
  let blank = false;
  let line = false;
  let apostrophe = false;
  for (let at = 0; at < size; at++) {
    const unit = units[at]!;
    let letter = letters[unit]!;
    if (gap === 0 && isLetter(unit)) {
      // The usual case, made short: the next letter of a word.
      if (symbol[length - 1] === letter - 1) {
        end[length - 1] = at + 1;
        count[length - 1]! += 1;
      } else {
        symbol[length] = letter - 1;
        start[length] = at;
        end[length] = at + 1;
        count[length] = 1;
        flags[length++] = 0;
      }
      continue;
    }
    if (gap === 0 && unit === 0x20 && isLetter(units[at + 1]!)) {
      // The next most usual: one blank and the next word.
      flags[length - 1]! |= flag.ends;
      const next = units[at + 1]! - 0x61;
      if (symbol[length - 1] !== next || !single(flags[length - 1]!)) {
        at++;
        symbol[length] = next;
        start[length] = at;
        end[length] = at + 1;
        count[length] = 1;
        flags[length++] = flag.begins | flag.afterBlank | flag.afterGap;
        continue;
      }
    }
    let width = 1;
    if (letter !== 0 && !isLetter(unit)) {
      if (!stands(units, at, unit, letters)) letter = 0;
      else {
        if (unit === 0x7c && units[at + 1]! === 0x3c) {
          letter = 11; // |< is k
          width = 2;
        } else if (letters === plainest && (unit === 0x31 || unit === 0x21 || unit === 0x7c || unit === 0x36))
          ambiguous = true;
      }
    }
    if (letter === 0) {
      if (gap === 0 && length > 0) flags[length - 1]! |= flag.ends;
      if (gap === 0) {
        blank = false;
        line = false;
        apostrophe = false;
      }
      gap++;
      if (unit === 0x27 && gap === 1) apostrophe = true;
      if (kinds[unit]! & kind.blank) {
        blank = true;
        if (unit === 10) line = true;
      } else if (kinds[unit]! & kind.letter) gap = longestGap + 1; // a letter of another script
      continue;
    }
    if (gap > longestGap && length > 0 && symbol[length - 1] !== wall) {
      symbol[length] = wall;
      start[length] = at;
      end[length] = at;
      count[length] = 1;
      flags[length++] = 0;
    }
    const begins = gap > 0 && !(apostrophe && gap === 1);
    const sign = isLetter(unit) ? 0 : flag.leet;
    // Letters repeated over a gap are one only between pieces of one letter: "f u u c k", not "us shit".
    const again =
      length > 0 &&
      symbol[length - 1] === letter - 1 &&
      (gap === 0 || (gap <= longestGap && single(flags[length - 1]!) && alone(units, at, letters)));
    if (again) {
      end[length - 1] = at + width;
      count[length - 1]! += 1;
      flags[length - 1]! |= sign;
      if (gap === 0) flags[length - 1]! &= ~flag.ends;
    } else {
      symbol[length] = letter - 1;
      start[length] = at;
      end[length] = at + width;
      count[length] = 1;
      flags[length++] =
        sign |
        (begins ? flag.begins : 0) |
        (begins && blank ? flag.afterBlank : 0) |
        (begins && line ? flag.afterBreak : 0) |
        (gap > 0 ? flag.afterGap : 0);
    }
    gap = 0;
    at += width - 1;
  }
  if (gap === 0 && length > 0) flags[length - 1]! |= flag.ends;
  into.length = length;
  return ambiguous;
}

export const single = (flags: number): boolean =>
  (flags & (flag.begins | flag.ends)) === (flag.begins | flag.ends);
const alone = (units: Uint16Array, at: number, letters: Uint8Array): boolean =>
  letters[units[at + 1]!]! === 0;

const dotted = (unit: number): boolean => unit === 0x2e || unit === 0x2d || unit === 0x5f || unit === 0x2a;

/** Whether a digit or sign stands for a letter there. Signs that also end sentences need letters on both sides. */
function stands(units: Uint16Array, at: number, unit: number, letters: Uint8Array): boolean {
  if (isDigit(unit)) return true;
  const next = units[at + 1]!;
  const last = at > 0 ? units[at - 1]! : 0;
  const joinsNext = letters[next]! !== 0;
  const joinsLast = letters[last]! !== 0;
  // $ @, also where dots part the letters: $.H.1.T
  if (unit === 0x24 || unit === 0x40)
    return (
      joinsNext ||
      joinsLast ||
      (dotted(next) && letters[units[at + 2]!]! !== 0) ||
      (dotted(last) && at > 1 && letters[units[at - 2]!]! !== 0)
    );
  if (unit === 0x2b) return joinsLast && (isLetter(last) || last === 0x2b); // +
  if (unit === 0x7c && next === 0x3c) return true; // |<
  if (unit === 0x21) return joinsLast && isLetter(next); // !
  if (unit === 0x20ac || unit === 0xa3 || unit === 0xa2 || unit === 0xa5) return joinsNext && joinsLast;
  return joinsNext && joinsLast;
}
