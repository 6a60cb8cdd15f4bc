import { wall } from '../../text/automaton.js';
import { kind, kinds } from '../../text/characters.js';
import { flag, type Letters } from '../../text/letters.js';
import type { View } from '../../text/view.js';
import type { Reading, Sight } from './hit.js';
import type { Pattern } from './pattern.js';

const isLetter = (text: string, at: number): boolean => (kinds[text.charCodeAt(at)]! & kind.letter) !== 0;
const isDigit = (text: string, at: number): boolean => (kinds[text.charCodeAt(at)]! & kind.digit) !== 0;
/** Whether a letter or digit stands there. */
export const joinsWord = (text: string, at: number): boolean => isLetter(text, at) || isDigit(text, at);
const joins = (text: string, at: number): boolean =>
  at >= 0 && at < text.length && (kinds[text.charCodeAt(at)]! & kind.word) !== 0;
/** Digits at a word's edge that are looked past. */
const mostDigits = 6;

/** No letter before, and no digits that hang on one: `123ass` starts a word, `cl4ss` does not. */
export function startsWord(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && at - before < mostDigits && isDigit(text, before)) before--;
  return before < 0 || !isLetter(text, before);
}

export function endsWord(text: string, at: number): boolean {
  let next = at;
  while (next < text.length && next - at < mostDigits && isDigit(text, next)) next++;
  return next >= text.length || !isLetter(text, next);
}

/** Whether a pattern that stands in one piece stands where its mode wants it. */
export function inPlace(pattern: Pattern, { text, view, raw }: Reading, from: number, to: number): boolean {
  if (pattern.mode === 'stem') return true;
  const left = startsWord(text, from);
  if (pattern.mode === 'start') return left || camel(view, raw, from) || gluedBefore(text, from);
  const right = endsWord(text, to);
  if (left && right) return true;
  if (pattern.mode === 'end') return right || camel(view, raw, to) || gluedAfter(text, to);
  if (pattern.is === 'respelling' || pattern.mode === 'phrase') return false;
  if ((left || camel(view, raw, from)) && (right || camel(view, raw, to))) return true;
  if (pattern.text.length < 4 || pattern.byContext) return false;
  return gluedAfter(text, to) && gluedBefore(text, from);
}

/** Whether a capital follows a small letter there: `#TotalTitsAgain`. */
export function camel(view: View, raw: string, at: number): boolean {
  if (at <= 0 || at >= view.text.length || inAddress(view.text, at)) return false;
  const here = raw.charCodeAt(view.toRaw({ start: at, end: at + 1 }).start);
  const last = raw.charCodeAt(view.toRaw({ start: at - 1, end: at }).start);
  return here >= 0x41 && here <= 0x5a && last >= 0x61 && last <= 0x7a;
}

/** Whether a slash stands before the token: capitals in web addresses mean nothing. */
function inAddress(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && at - start < farthest && joins(text, start - 1)) start--;
  return text.charCodeAt(start - 1) === 0x2f;
}

/** Words that are glued to profane ones without a blank: `titsyou`, `xxtitsxx`. */
const before = new Set('you the big fat dumb stupid total fuckin your my ur xx x xxx'.split(' '));
const after = new Set('you off this that face head hole lol bag wit boy ur x xx xxx'.split(' '));
const longestGlue = 6;

function gluedBefore(text: string, from: number): boolean {
  let start = from;
  while (start > 0 && from - start <= longestGlue && isLetter(text, start - 1)) start--;
  return start === from || before.has(text.slice(start, from));
}

function gluedAfter(text: string, to: number): boolean {
  let end = to;
  while (end < text.length && end - to <= longestGlue && isLetter(text, end)) end++;
  return end === to || after.has(text.slice(to, end));
}

/** Signs that go on a word when letters stand on both sides: `cl*sterfuck`, `fuckf@ce`. */
const glue = new Set([...'*#%@$€•■×^|'].map((sign) => sign.charCodeAt(0)));
const mostGlue = 3;
const star = 0x2a;

/** How many glue signs stand there in a row, at most three, with a letter or digit behind them; else 0. */
function glueFrom(text: string, at: number, step: 1 | -1): number {
  let count = 0;
  while (count < mostGlue && glue.has(text.charCodeAt(at + count * step))) count++;
  if (count === 0 && text[at] === '!' && isLetter(text, at - 1) && isLetter(text, at + 1)) return 1; // f!stfuck
  return count > 0 && joins(text, at + count * step) ? count : 0;
}

/** The letters, digits, underscores and signs around, with the sign of a hashtag or handle; underscores at the ends are markup. */
export function wholeToken(text: string, from: number, to: number): { start: number; end: number } {
  let start = from;
  for (let step = 1; step > 0; start -= step)
    step = start > 0 && joins(text, start - 1) ? 1 : glueFrom(text, start - 1, -1);
  let end = to;
  for (let step = 1; step > 0; end += step) step = joins(text, end) ? 1 : glueFrom(text, end, 1);
  if (text.charCodeAt(end) === 0x24) end++; // a dollar sign for the plural
  // Stars behind hide letters, unless stars before say that it is emphasis.
  if (text.charCodeAt(start - 1) !== star) while (text.charCodeAt(end) === star) end++;
  while (start < from && text.charCodeAt(start) === 0x5f) start++;
  while (end > to && text.charCodeAt(end - 1) === 0x5f) end--;
  const before = start > 0 ? text.charCodeAt(start - 1) : 0;
  if (before === 0x23 || before === 0x40) start--; // a hashtag, a handle
  return { start, end: endWith(text, end) };
}

/** Endings that hang on a word by a sign or two: `fuck-ing`, `shit's`. */
const hanging = new Set('s ed er ers es in ing y face head hole wit'.split(' '));
const hangers = /^[-.'_*~/|`+^\u{1f000}-\u{1ffff}]{1,2}/u;

function endWith(text: string, end: number): number {
  const hanger = hangers.exec(text.slice(end, end + 4));
  if (!hanger) return end;
  const from = end + hanger[0].length;
  let stop = from;
  while (stop - from < 5 && joins(text, stop)) stop++;
  return hanging.has(text.slice(from, stop)) ? stop : end;
}

/** Letters that a token is followed for on either side: longer ones are cut, so that reading stays linear. */
const farthest = 24;

/** Where the letters that stand alone before a spaced word begin, if there are several: one may be a word. */
function lettersBefore(
  { flags, start, end, symbol }: Pick<Letters, 'flags' | 'start' | 'end' | 'symbol'>,
  first: number,
  begin: number,
  blanks: boolean,
): number {
  let at = first;
  for (; at > 0 && first - at < 12; at--) {
    const before = at - 1;
    if (symbol[before] === wall || start[at]! - end[before]! > 3) break;
    if (flags[at]! & flag.afterBlank && !blanks) break;
    if ((flags[before]! & (flag.begins | flag.ends)) !== (flag.begins | flag.ends)) break;
  }
  if (symbol[at] === 0 || symbol[at] === 8) at++; // "such a f u c k": an a or i may be a word
  return first - at > 1 ? start[at]! : begin;
}

const opening = new Map([
  ['[', ']'],
  ['(', ')'],
]);

/** Whether blanks are among the gaps between letters that stand alone. */
export function blankBetween(flags: Uint16Array, first: number, last: number): boolean {
  for (let at = first; at <= last; at++)
    if (flags[at]! & flag.withinBlank || (at > first && flags[at]! & flag.afterBlank)) return true;
  return false;
}

/** The pieces that hold the word, whole; a word written letter by letter goes on while single letters do. */
export function tokenAround(
  { text, letters: { flags, start, end, symbol, length, headEnd, tailStart } }: Reading,
  { manner, from, to }: Sight,
  first: number,
  last: number,
): { start: number; end: number } {
  let [begin, stop] = [from, to];
  if (manner === 'spaced') {
    for (let next = last + 1; next < length && next - last < 12 && symbol[next] !== wall; next++) {
      const here = flags[next]!;
      if (start[next]! - stop > start[last]! - end[last - 1]!) break;
      if (here & flag.afterBlank && !blankBetween(flags, first, last)) break;
      const whole = (here & (flag.begins | flag.ends)) === (flag.begins | flag.ends);
      // "s h honestly": one run of h, of which the first part stands alone.
      if (!whole && !(here & flag.begins && here & flag.within && headEnd[next]! - start[next]! === 1)) break;
      stop = whole ? end[next]! : headEnd[next]!;
      if (!whole) break;
    }
    begin = lettersBefore({ flags, start, end, symbol }, first, begin, blankBetween(flags, first, last));
    if (opening.has(text[begin - 1]!) && opening.get(text[begin - 1]!) === text[stop])
      return { start: begin - 1, end: stop + 1 }; // [f][u][c][k]
    return { start: begin, end: stop };
  }
  if (from === start[first])
    for (let at = first; at > 0 && first - at < farthest && !(flags[at]! & flag.afterGap); at--) {
      if (symbol[at - 1] === wall) break;
      const within = flags[at - 1]! & flag.within;
      begin = within ? tailStart[at - 1]! : start[at - 1]!;
      if (within) break;
    }
  if (to === end[last])
    for (let at = last + 1; at < length && at - last < farthest; at++) {
      if (flags[at]! & flag.afterGap || symbol[at] === wall) break;
      const within = flags[at]! & flag.within;
      stop = within ? headEnd[at]! : end[at]!;
      if (within) break;
    }
  for (let k = 0; k < farthest && begin > 0 && joins(text, begin - 1); k++) begin--;
  for (let k = 0; k < farthest && joins(text, stop); k++) stop++;
  const before = begin > 0 ? text.charCodeAt(begin - 1) : 0;
  return { start: before === 0x23 || before === 0x40 ? begin - 1 : begin, end: stop };
}
