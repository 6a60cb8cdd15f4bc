import { boundary, excess, reserveSymbols, type Symbols } from '../../text/automaton.js';
import { kind, kinds } from '../../text/characters.js';
import type { View } from '../../text/view.js';
import type { Matcher, Pattern } from './compile.js';
import type { Hit, Innocent } from './hit.js';
import { mayMask } from './masked.js';

let symbols: Symbols | undefined;

/** Words that are glued to profane ones without a blank. */
const before = new Set([
  'you',
  'the',
  'big',
  'fat',
  'dumb',
  'stupid',
  'total',
  'fuckin',
  'your',
  'xx',
  'x',
  'xxx',
]);
const after = new Set([
  'you',
  'off',
  'this',
  'that',
  'face',
  'head',
  'hole',
  'lol',
  'bag',
  'wit',
  'boy',
  'x',
  'xx',
  'xxx',
]);
const longestGlue = 6;

/** Reads the letters as they stand: every other character parts words. Linear. Returns its symbols, and whether a boundary holds signs that may hide letters. */
export function readPlain(
  view: View,
  units: Uint16Array,
  raw: string,
  matcher: Matcher,
  hits: Hit[],
  innocents: Innocent[],
): { plain: Symbols; signs: boolean } {
  const { text } = view;
  symbols = reserveSymbols(symbols, text.length + 1);
  const signs = collect(units, text.length, symbols);
  const { automaton, patterns } = matcher;
  const { next, found, firstFound } = automaton;
  const { symbol, start, end, length } = symbols;
  let tokenEnd = 0; // of the token that the last hit lay in
  let state = 0;
  for (let at = 0; at < length; at++) {
    state = next[state * 27 + symbol[at]!]!;
    if (state >= firstFound) {
      for (const number of found[state - firstFound]!) {
        const more = excess(automaton, number, symbols, at);
        if (more < 0) continue;
        const pattern = patterns[number]!;
        const first = at - automaton.runs[number]!.length + 1;
        const [from, to] = [start[first]!, end[at]!];
        if (pattern.is === 'exception') {
          if ((pattern.openLeft || startsWord(text, from)) && (pattern.openRight || endsWord(text, to)))
            innocents.push({ start: from, end: to, entry: pattern.entry });
          continue;
        }
        if (more > 0 && !stretched(pattern, symbols, first, at, more)) continue;
        if (!inPlace(pattern, view, raw, from, to)) continue;
        if (pattern.mode === 'phrase' && wideGap(symbols, first, at)) continue;
        const last = hits.at(-1);
        // A second hit in the same token: the first one covers it already, but this one may be the graver.
        if (last && from >= last.start && to <= tokenEnd) {
          hits.push({ start: last.start, end: last.end, from, to, pattern, manner: 'plain' });
          continue;
        }
        const token = wholeToken(text, from, to);
        tokenEnd = token.end;
        hits.push({ ...token, from, to, pattern, manner: pattern.is === 'respelling' ? 'respelt' : 'plain' });
      }
    }
  }
  return { plain: symbols, signs };
}

function collect(units: Uint16Array, size: number, into: Symbols): boolean {
  const { symbol, start, end, count } = into;
  let length = 0;
  let last = -1;
  let from = 0;
  let signs = false;
  for (let at = 0; at < size; at++) {
    const letter = units[at]! - 0x61;
    const here = letter >>> 0 < 26 ? letter : boundary;
    if (here === last) continue;
    if (last >= 0) {
      if (last === boundary && mayMask(units, from, at)) signs = true;
      symbol[length] = last;
      start[length] = from;
      end[length] = at;
      count[length++] = at - from;
    }
    last = here;
    from = at;
  }
  if (last >= 0) {
    if (last === boundary && mayMask(units, from, size)) signs = true;
    symbol[length] = last;
    start[length] = from;
    end[length] = size;
    count[length++] = size - from;
  }
  into.length = length;
  return signs;
}

/**
 * Whether repeated letters still mean the word. A single doubled letter makes other short words (`annals`), so there
 * it takes three in a row or most letters doubled.
 */
export function stretched(
  pattern: Pattern,
  { count, symbol }: Symbols,
  first: number,
  last: number,
  more: number,
): boolean {
  if (pattern.mode === 'stem' && pattern.text.length > 3) return true;
  if (pattern.byContext && pattern.text.length < 4) return false; // noob
  let letters = 0;
  for (let at = first; at <= last; at++) {
    if (symbol[at]! === boundary) continue;
    letters++;
    if (count[at]! > 2) return true;
  }
  return more >= letters - 1;
}

/** The blank within a phrase is short and on one line. */
function wideGap({ symbol, count }: Symbols, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if (symbol[at]! === boundary && count[at]! > 2) return true;
  return false;
}

const isLetter = (text: string, at: number): boolean => (kinds[text.charCodeAt(at)]! & kind.letter) !== 0;
const isDigit = (text: string, at: number): boolean => (kinds[text.charCodeAt(at)]! & kind.digit) !== 0;

/** No letter before, and no digits that hang on one: `123ass` starts a word, `cl4ss` does not. */
function startsWord(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && at - before < 6 && isDigit(text, before)) before--;
  return before < 0 || !isLetter(text, before);
}

function endsWord(text: string, at: number): boolean {
  let next = at;
  while (next < text.length && next - at < 6 && isDigit(text, next)) next++;
  return next >= text.length || !isLetter(text, next);
}

function inPlace(pattern: Pattern, view: View, raw: string, from: number, to: number): boolean {
  if (pattern.mode === 'stem') return true;
  const { text } = view;
  const left = startsWord(text, from);
  if (pattern.mode === 'start') return left || camel(view, raw, from) || gluedBefore(text, from);
  const right = endsWord(text, to);
  if (left && right) return true;
  if (pattern.is === 'respelling' || pattern.mode === 'phrase') return false;
  if ((left || camel(view, raw, from)) && (right || camel(view, raw, to))) return true;
  return glued(text, from, to, pattern);
}

/** Whether a capital follows a small letter there: `#TotalTitsAgain`. */
function camel(view: View, raw: string, at: number): boolean {
  if (at <= 0 || at >= view.text.length) return false;
  const here = raw.charCodeAt(view.toRaw({ start: at, end: at + 1 }).start);
  const last = raw.charCodeAt(view.toRaw({ start: at - 1, end: at }).start);
  return here >= 0x41 && here <= 0x5a && last >= 0x61 && last <= 0x7a;
}

/** Whether what else stands in the word are short words that people glue on: `titsyou`, `xxtitsxx`. */
function glued(text: string, from: number, to: number, pattern: Pattern): boolean {
  if (pattern.text.length < 4 || pattern.byContext) return false;
  let end = to;
  while (end < text.length && end - to <= longestGlue && isLetter(text, end)) end++;
  return (end === to || after.has(text.slice(to, end))) && gluedBefore(text, from);
}

function gluedBefore(text: string, from: number): boolean {
  let start = from;
  while (start > 0 && from - start <= longestGlue && isLetter(text, start - 1)) start--;
  return start === from || before.has(text.slice(start, from));
}

const joins = (text: string, at: number): boolean =>
  at < text.length && (kinds[text.charCodeAt(at)]! & kind.word) !== 0;

/** The letters, digits and underscores around, with the hash sign of a hashtag; underscores at the ends are markup. */
export function wholeToken(text: string, from: number, to: number): { start: number; end: number } {
  let start = from;
  while (start > 0 && joins(text, start - 1)) start--;
  let end = to;
  while (end < text.length && joins(text, end)) end++;
  if (text.charCodeAt(end) === 0x24 && !joins(text, end + 1)) end++; // a dollar sign for the plural
  while (start < from && text.charCodeAt(start) === 0x5f) start++;
  while (end > to && text.charCodeAt(end - 1) === 0x5f) end--;
  if (start > 0 && text.charCodeAt(start - 1) === 0x23) start--;
  return { start, end };
}
