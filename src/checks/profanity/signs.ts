import { isDigit, isLetter, leet } from '../../text/leet.js';
import { flag, type Letters } from '../../text/letters.js';
import type { View } from '../../text/view.js';
import { isEveryday } from './everyday.js';
import type { Reading } from './hit.js';
import { endsWord } from './token.js';

export function hasLeet(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (leet[text[at]!] !== undefined) return true;
  return false;
}

export function lettersOnly(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isLetter(text.charCodeAt(at))) return false;
  return true;
}

const numbered = /^[a-z]+[0-9]+$/;
const longestCode = 20;

/** Digits at most half, two in three of a longer word, and not without a letter; `A55`, `AS5` and `K1K3` are codes. */
export function mostlyLetters({ text, view, raw }: Reading, from: number, to: number): boolean {
  let digits = 0;
  let letters = 0;
  let signs = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (isDigit(unit)) digits++;
    else if (isLetter(unit)) letters++;
    else if (leet[text[at]!] !== undefined) signs++;
  }
  if (letters === 0) return digits === 0;
  const code = digits > 1 && numbered.test(text.slice(from, Math.min(to, from + longestCode)));
  if (code && inCapitals(view, raw, from, to)) return false; // CVN75
  const length = digits + letters + signs;
  if (length > 4) return digits * 3 <= length * 2;
  if (digits * 2 > length) return false;
  if (digits === 0 || (digits * 2 < length && length === 4)) return true;
  return !inCapitals(view, raw, from, to);
}

function inCapitals(view: View, raw: string, from: number, to: number): boolean {
  const { start, end } = view.toRaw({ start: from, end: to });
  const written = raw.slice(start, end);
  return written === written.toUpperCase();
}

/** Whether the only sign is one that seldom is a letter, and what follows does not make it one: `(rap`, `(until`. */
export function weak(
  { flags, start }: Letters,
  text: string,
  first: number,
  last: number,
  to: number,
): boolean {
  let anyWeak = false;
  for (let at = first; at <= last; at++) {
    if (flags[at]! & flag.weak) anyWeak = true;
    else if (flags[at]! & flag.leet) return false;
  }
  if (!anyWeak) return false;
  return last - first < 3 || !endsWord(text, to) || isEveryday(text.slice(start[first]! + 1, to));
}
