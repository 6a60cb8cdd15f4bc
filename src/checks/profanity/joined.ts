import { excess, reserveSymbols, type Symbols } from '../../text/automaton.js';
import { kind, kinds } from '../../text/characters.js';
import type { View } from '../../text/view.js';
import type { Matcher, Pattern } from './compile.js';
import type { Hit, Innocent, Manner } from './hit.js';
import { leet, otherLeet } from './spelling.js';

/**
 * The joined reading: letters, and digits and signs that may stand for letters, as one stream over the gaps between
 * them. A run of such characters is a piece. It finds `sh1t` (one piece), `f u c k` (pieces of one), `fuc-king` and
 * `fu ck` (pieces that only together make the word). Linear.
 */
export function readJoined({ text }: View, matcher: Matcher, hits: Hit[], innocents: Innocent[]): void {
  symbols = reserveSymbols(symbols, text.length + 1);
  const ambiguous = collect(text, symbols, plainest);
  search(text, symbols, matcher, hits, innocents);
  if (!ambiguous) return;
  symbols.length = 0;
  collect(text, symbols, otherwise);
  search(text, symbols, matcher, hits, innocents);
}

let symbols: Symbols | undefined;

/** What a symbol remembers. */
const flag = { begins: 1, ends: 2, leet: 4, afterBlank: 8, afterBreak: 16, afterGap: 32 } as const;
const odd = flag.afterGap | flag.leet;
/** Symbol of a place that nothing joins over. */
const wall = 26;
const longestGap = 4;

/** ASCII and Latin-1 unit → letter number + 1 that it may stand for, or 0. */
const table = (rows: Readonly<Record<string, string>>): Uint8Array => {
  const letters = new Uint8Array(0x10000);
  for (let letter = 0; letter < 26; letter++) letters[0x61 + letter] = letter + 1;
  for (const [sign, letter] of Object.entries(rows))
    letters[sign.charCodeAt(0)] = letter.charCodeAt(0) - 0x60;
  return letters;
};
const plainest = table(leet);
const otherwise = table({ ...leet, ...otherLeet });

const isLetter = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** Fills the symbols; says whether some sign could be read otherwise. */
function collect(text: string, into: Symbols, letters: Uint8Array): boolean {
  const { symbol, start, end, count, flags } = into;
  let length = 0;
  let ambiguous = false;
  let gap = longestGap + 1; // units since the last piece
  let blank = false;
  let line = false;
  let apostrophe = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    let letter = letters[unit]!;
    let width = 1;
    if (letter !== 0 && !isLetter(unit)) {
      if (!stands(text, at, unit, letters)) letter = 0;
      else {
        if (unit === 0x7c && text.charCodeAt(at + 1) === 0x3c) {
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
      (gap === 0 || (gap <= longestGap && single(flags[length - 1]!) && alone(text, at, letters)));
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

const single = (flags: number): boolean => (flags & (flag.begins | flag.ends)) === (flag.begins | flag.ends);
const alone = (text: string, at: number, letters: Uint8Array): boolean =>
  letters[text.charCodeAt(at + 1)]! === 0;

const dotted = (unit: number): boolean => unit === 0x2e || unit === 0x2d || unit === 0x5f || unit === 0x2a;

/** Whether a digit or sign stands for a letter there. Signs that also end sentences need letters on both sides. */
function stands(text: string, at: number, unit: number, letters: Uint8Array): boolean {
  if (isDigit(unit)) return true;
  const next = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
  const last = at > 0 ? text.charCodeAt(at - 1) : 0;
  const joinsNext = letters[next]! !== 0;
  const joinsLast = letters[last]! !== 0;
  // $ @, also where dots part the letters: $.H.1.T
  if (unit === 0x24 || unit === 0x40)
    return (
      joinsNext ||
      joinsLast ||
      (dotted(next) && letters[text.charCodeAt(at + 2)]! !== 0) ||
      (dotted(last) && at > 1 && letters[text.charCodeAt(at - 2)]! !== 0)
    );
  if (unit === 0x2b) return joinsLast && (isLetter(last) || last === 0x2b); // +
  if (unit === 0x7c && next === 0x3c) return true; // |<
  if (unit === 0x21) return joinsLast && isLetter(next); // !
  if (unit === 0x20ac || unit === 0xa3 || unit === 0xa2 || unit === 0xa5) return joinsNext && joinsLast;
  return joinsNext && joinsLast;
}

function search(text: string, symbols: Symbols, matcher: Matcher, hits: Hit[], innocents: Innocent[]): void {
  const { automaton, patterns } = matcher;
  const { next, found, firstFound } = automaton;
  const { symbol, flags, length } = symbols;
  let state = 0;
  let lastGap = 0; // the last symbol with a gap before it
  let lastLeet = -1;
  for (let at = 0; at < length; at++) {
    if (symbol[at] === wall) {
      state = 0;
      continue;
    }
    if (flags[at]! & odd) {
      if (flags[at]! & flag.afterGap) lastGap = at;
      if (flags[at]! & flag.leet) lastLeet = at;
    }
    state = next[state * 27 + symbol[at]!]!;
    if (state >= firstFound) {
      for (const number of found[state - firstFound]!) {
        const first = at - automaton.runs[number]!.length + 1;
        if (lastGap <= first && lastLeet < first && !single(flags[first]!)) continue; // the plain reading's
        const pattern = patterns[number]!;
        const manner = mannerOf(text, symbols, first, at, pattern);
        if (!manner || excess(automaton, number, symbols, at) < 0) continue;
        const [from, to] = [symbols.start[first]!, symbols.end[at]!];
        if (pattern.is === 'exception') {
          if (manner === 'leet') innocents.push({ start: from, end: to, entry: pattern.entry });
          continue;
        }
        if (manner === 'leet' && !mostlyLetters(text, from, to)) continue;
        hits.push({ ...around(text, symbols, first, at, manner), from, to, pattern, manner });
      }
    }
  }
}

/** How the word is written that stands in symbols first … last; undefined: it is not that word, or not disguised. */
function mannerOf(
  text: string,
  symbols: Symbols,
  first: number,
  last: number,
  pattern: Pattern,
): Manner | undefined {
  const { flags } = symbols;
  let anyLeet = false;
  let allSingle = true;
  let inner = 0; // gaps inside
  let blanks = 0;
  let wide = 0; // blanks with something beside them: the end of a sentence, a dash
  let breaks = 0;
  for (let at = first; at <= last; at++) {
    const here = flags[at]!;
    if (here & flag.leet) anyLeet = true;
    if (!single(here)) allSingle = false;
    if (at > first && here & flag.afterGap) {
      inner++;
      if (here & flag.afterBlank) {
        blanks++;
        if (symbols.start[at]! - symbols.end[at - 1]! > 1) wide++;
      }
      if (here & flag.afterBreak) breaks++;
    }
  }
  const strict = pattern.mode === 'word' || pattern.mode === 'phrase';
  const begins = (flags[first]! & flag.begins) !== 0;
  const ends = (flags[last]! & flag.ends) !== 0;
  if (inner === 0 && !allSingle) {
    if (!anyLeet || pattern.is === 'respelling') return undefined;
    if (pattern.mode === 'stem') return 'leet';
    if (pattern.mode === 'start') return begins ? 'leet' : undefined;
    return begins && ends ? 'leet' : undefined;
  }
  if (pattern.is !== 'word' || pattern.text.includes(' ')) return undefined;
  if (allSingle && last - first >= 2) {
    if (!strict && pattern.text.length > 3) return 'spaced';
    return edgeOfSpaced(text, symbols, first, -1) && edgeOfSpaced(text, symbols, last, 1)
      ? 'spaced'
      : undefined;
  }
  if (
    breaks > 0 ||
    wide > 0 ||
    inner === 0 ||
    anyLeet ||
    pattern.entry.disguised.length === 0 ||
    pattern.text.length < 4
  )
    return undefined;
  if (!begins) return undefined;
  if (!ends && (strict || !endings.has(restOfPiece(text, symbols.end[last]!)))) return undefined;
  if (blanks > 0 && inner > 2 && !mostlySingle(symbols, first, last)) return undefined;
  return everydayPieces(text, symbols, first, last) ? undefined : 'split';
}

/** Endings that a split word may go on with. */
const endings = new Set([
  's',
  'es',
  'ed',
  'er',
  'ers',
  'ing',
  'in',
  'y',
  'ty',
  'head',
  'face',
  'hole',
  'ter',
  'ting',
]);

function restOfPiece(text: string, from: number): string {
  let end = from;
  while (end < text.length && end - from < 6 && isLetter(text.charCodeAt(end))) end++;
  return text.slice(from, end);
}

/** Before or behind a spaced word stands no further single letter, or one that is a word: "a f a g". */
function edgeOfSpaced(
  text: string,
  { flags, length, start, end, symbol }: Symbols,
  at: number,
  step: 1 | -1,
): boolean {
  const next = at + step;
  if (next < 0 || next >= length || symbol[next] === wall || !single(flags[next]!)) return true;
  const gap = step > 0 ? start[next]! - end[at]! : start[at]! - end[next]!;
  if (gap > 2) return true;
  const word = text.slice(start[next]!, end[next]!);
  const further = next + step;
  const lonely = further < 0 || further >= length || symbol[further] === wall || !single(flags[further]!);
  return lonely && (word === 'a' || word === 'i' || word === 'u');
}

function mostlySingle({ flags }: Symbols, first: number, last: number): boolean {
  let singles = 0;
  for (let at = first; at <= last; at++) if (single(flags[at]!)) singles++;
  return singles >= 2;
}

/** Whether every piece is an everyday word by itself: "pen is", "as s", "bit ten". */
function everydayPieces(text: string, { flags, start, end }: Symbols, first: number, last: number): boolean {
  let from = start[first]!;
  for (let at = first; at <= last; at++) {
    const pieceEnds = at === last || flags[at + 1]! & flag.afterGap;
    if (!pieceEnds) continue;
    const piece = text.slice(from, at === last ? end[at]! + restOfPiece(text, end[at]!).length : end[at]!);
    if (!everyday.has(piece)) return false;
    if (at < last) from = start[at + 1]!;
  }
  return true;
}

/** Short words that a split profane word may fall into. */
const everyday = new Set(
  (
    'a i as is it its hit hits us pen pus sit its in on me he she we be by do go no so to up of or an at am my if ' +
    'was has had his her him who what when why how the this that wit wits bit bits tit rick ike wan re fag got ' +
    'whore sucker suck sucking head heads face hat hole holes ass mother buck dumb smart jack fat bad hard ' +
    'cock cocks mo fo ban bang gang sing king kings ink ha hat hot ten ton tosser toss er ed y s t d ll m e o x ' +
    'pi pis sed ring pin pins slut nig gers ward wards dip lips lip stick bull horse chicken bat ape ace age ants ' +
    'pric fan fans can cans cut cuts con cons put puts pup pups hi ho hoe hoes her hers sir sin sins kin kind'
  ).split(' '),
);

function mostlyLetters(text: string, from: number, to: number): boolean {
  let digits = 0;
  let letters = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (isDigit(unit)) digits++;
    else if (isLetter(unit)) letters++;
  }
  return digits * 2 <= to - from && (letters > 0 || digits === 0);
}

/** The pieces that hold the word, whole; a word written letter by letter goes on while single letters do. */
function around(
  text: string,
  { flags, start, end, symbol, length }: Symbols,
  first: number,
  last: number,
  manner: Manner,
): { start: number; end: number } {
  let from = first;
  let to = last;
  if (manner === 'spaced') {
    while (to + 1 < length && to - last < 12 && symbol[to + 1] !== wall && single(flags[to + 1]!)) {
      if (start[to + 1]! - end[to]! > start[last]! - end[last - 1]!) break;
      to++;
    }
    return { start: start[from]!, end: end[to]! };
  }
  while (from > 0 && first - from < 24 && !(flags[from]! & flag.afterGap)) from--;
  while (to + 1 < length && to - last < 24 && !(flags[to + 1]! & flag.afterGap)) to++;
  let begin = start[from]!;
  let stop = end[to]!;
  while (begin > 0 && first - from < 24 && kinds[text.charCodeAt(begin - 1)]! & kind.word) begin--;
  while (stop < text.length && stop - end[to]! < 24 && kinds[text.charCodeAt(stop)]! & kind.word) stop++;
  return { start: begin, end: stop };
}
