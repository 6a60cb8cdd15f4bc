import { excess, reserveSymbols, type Symbols } from '../../text/automaton.js';
import { kind, kinds } from '../../text/characters.js';
import type { View } from '../../text/view.js';
import type { Matcher, Pattern } from './compile.js';
import type { Hit, Innocent, Manner } from './hit.js';
import { collect, flag, isDigit, isLetter, odd, otherwise, plainest, single, wall } from './pieces.js';
import { stretched } from './plain.js';

/**
 * The joined reading: letters, and digits and signs that may stand for letters, as one stream over the gaps between
 * them. A run of such characters is a piece. It finds `sh1t` (one piece), `f u c k` (pieces of one), `fuc-king` and
 * `fu ck` (pieces that only together make the word). Linear.
 */
export function readJoined(
  { text }: View,
  units: Uint16Array,
  matcher: Matcher,
  hits: Hit[],
  innocents: Innocent[],
): void {
  symbols = reserveSymbols(symbols, text.length + 1);
  const ambiguous = collect(units, text.length, symbols, plainest);
  search(text, symbols, matcher, hits, innocents);
  if (!ambiguous) return;
  symbols.length = 0;
  collect(units, text.length, symbols, otherwise);
  search(text, symbols, matcher, hits, innocents);
}

let symbols: Symbols | undefined;

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
        const more = manner ? excess(automaton, number, symbols, at) : -1;
        if (!manner || more < 0) continue;
        const [from, to] = [symbols.start[first]!, symbols.end[at]!];
        if (pattern.is === 'exception') {
          if (manner === 'leet') innocents.push({ start: from, end: to, entry: pattern.entry });
          continue;
        }
        if (manner === 'leet' && !mostlyLetters(text, from, to)) continue;
        if (manner === 'leet' && more > 0 && !stretched(pattern, symbols, first, at, more)) continue;
        const last = hits.at(-1);
        // Within the token of the last hit nothing new is to be measured: a long token stays linear and cheap.
        const token =
          last && last.manner === manner && from >= last.start && to <= last.end
            ? last
            : around(text, symbols, first, at, manner);
        hits.push({ start: token.start, end: token.end, from, to, pattern, manner });
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
  let apart = true; // no apostrophe inside
  let wide = 0; // blanks with something beside them: the end of a sentence, a dash
  let breaks = 0;
  for (let at = first; at <= last; at++) {
    const here = flags[at]!;
    if (here & flag.leet) anyLeet = true;
    if (!single(here)) allSingle = false;
    if (at > first && here & flag.afterGap) {
      inner++;
      if (!(here & flag.begins)) apart = false;
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
  if (!pattern.splits || !apart || anyLeet || inner === 0 || breaks > 0 || wide > 0) return undefined;
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
    'piss poor off a i as is it its hit hits us pen pus sit its in on me he she we be by do go no so to up of or an at am my if ' +
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
