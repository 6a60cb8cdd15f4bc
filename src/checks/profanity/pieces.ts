import { isLetter } from '../../text/leet.js';
import { flag } from '../../text/letters.js';
import { contracted, everydayPiecesOnly, splitEndings } from './everyday.js';
import type { Reading, Sight } from './hit.js';
import type { Pattern } from './pattern.js';
import { alone, beginsAt, excess, fromOf, toOf } from './runs.js';
import { mostlyLetters } from './signs.js';
import { blankBetween } from './token.js';

/** A pattern with gaps in it: letter by letter (`f u c k`), or a word in pieces (`fu ck`, `fuc-king`). */
export function readPieces(
  reading: Reading,
  pattern: Pattern,
  number: number,
  first: number,
  last: number,
): Sight | undefined {
  if (pattern.is !== 'word') return undefined;
  const runs = reading.automaton.runs[number]!;
  if (pattern.text.length > 2 && allAlone(reading.letters.flags, first, last))
    return readSpaced(reading, pattern, runs, first, last);
  return pattern.splits > 0 ? readSplit(reading, pattern, runs, first, last) : undefined;
}

/** Whether every run stands alone; of a run with a gap within, at the edges, the part that is the word's. */
function allAlone(flags: Uint16Array, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) {
    const here = flags[at]!;
    if (alone(here)) continue;
    if (!(here & flag.within)) return false;
    const edge = at === first ? here & flag.ends : at === last ? here & flag.begins : 0;
    if (edge === 0) return false;
  }
  return true;
}

function readSpaced(
  reading: Reading,
  pattern: Pattern,
  runs: Uint8Array,
  first: number,
  last: number,
): Sight | undefined {
  const { letters, text } = reading;
  const { flags, start, end, count, symbol } = letters;
  const short = pattern.text.length === 3 && pattern.byContext;
  if (short && start[last]! - end[last - 1]! === 2 && text[end[first]!] === '.') return undefined; // J. A. P. Taylor
  const wholeLast = alone(flags[last]!);
  // Before "a r s e" an a may be a word of its own.
  const maybeWord =
    (symbol[first] === 0 || symbol[first] === 8) && flags[first]! & flag.within && first < last;
  const wholeFirst =
    alone(flags[first]!) && !(maybeWord && excess(runs, letters, first, false, wholeLast) >= 0);
  const more = excess(runs, letters, first, wholeFirst, wholeLast);
  if (more < 0) return undefined;
  const from = wholeFirst ? start[first]! : fromOf(letters, first);
  const to = wholeLast ? end[last]! : toOf(letters, last);
  if (!mostlyLetters(reading, from, to)) return undefined; // a 5.5 % rise
  const sight: Sight = { manner: 'spaced', from, to };
  if (pattern.text.length > 3 && (pattern.mode === 'stem' || pattern.mode === 'start')) return sight;
  if (more === 1 && count[last]! > runs[runs.length - 1]!) return undefined; // A.S.S.E.S.S.
  const bounded = edgeOfSpaced(reading, first, last, -1) && edgeOfSpaced(reading, first, last, 1);
  return bounded ? sight : undefined;
}

function readSplit(
  { letters, text }: Reading,
  pattern: Pattern,
  runs: Uint8Array,
  first: number,
  last: number,
): Sight | undefined {
  const { flags, start, end } = letters;
  if (!beginsAt(letters, first)) return undefined;
  const wholeLast = excess(runs, letters, first, false, false) < 0;
  const more = excess(runs, letters, first, false, wholeLast);
  if (more < 0) return undefined;
  let gaps = 0;
  let blanks = 0;
  let breaks = 0;
  let lonely = 0;
  for (let at = first; at <= last; at++) {
    const here = flags[at]!;
    if (here & flag.leet) return undefined;
    if (alone(here)) lonely++;
    if (at > first && here & flag.afterGap) {
      gaps++;
      if (here & flag.afterBreak) breaks++;
      if (here & flag.afterBlank) {
        blanks++;
        if (start[at]! - end[at - 1]! > 1) return undefined; // the end of a sentence, a dash
      }
    }
    if (here & flag.within && at > first && (at < last || wholeLast)) {
      // "put to" is not `puto`: the letter stands twice because it is in both words.
      if (here & flag.withinWide || (more > 0 && letters.count[at]! > runs[at - first]!)) return undefined;
      gaps++;
      if (here & flag.withinBreak) breaks++;
      if (here & flag.withinBlank) blanks++;
    }
  }
  const from = fromOf(letters, first);
  const to = wholeLast ? end[last]! : toOf(letters, last);
  const rest = restOfPiece(text, to);
  const strict = pattern.mode === 'word' || pattern.mode === 'phrase';
  if (rest !== '' && (strict || !splitEndings.has(rest))) return undefined;
  if (strict && more > 0) return undefined; // as-sess
  const sight: Sight = { manner: 'split', from, to };
  if (blanks + breaks === 0) {
    // A sign within is meant, unless it is one that also stands between words.
    if (contracted(text, from, to + rest.length)) return undefined;
    return everydayPiecesOnly(text, from, to + rest.length) && mayPartWords(text, from, to)
      ? undefined
      : sight;
  }
  if (pattern.splits < 2 || pattern.byContext || (gaps > 2 && lonely < 2)) return undefined;
  if (from > 0 && text.charCodeAt(from - 1) === 0x2d) return undefined; // Kung-Fu King
  return everydayPiecesOnly(text, from, to + rest.length) ? undefined : sight;
}

/** Whether a stretch holds a sign that ends sentences or stands between alternatives. */
function mayPartWords(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (wordParters.has(text[at]!)) return true;
  return false;
}
const wordParters = new Set('./,;:&?!()<\'"');

function restOfPiece(text: string, from: number): string {
  let end = from;
  while (end < text.length && end - from < 6 && isLetter(text.charCodeAt(end))) end++;
  return text.slice(from, end);
}

/** Before or behind a spaced word stands no further single letter, or one that is a word: "a f a g". */
function edgeOfSpaced({ text, letters }: Reading, first: number, last: number, step: 1 | -1): boolean {
  const { flags, length, start, end, symbol } = letters;
  const at = step > 0 ? last : first;
  if (flags[at]! & flag.within && !alone(flags[at]!)) return true;
  const next = at + step;
  if (next < 0 || next >= length || symbol[next]! > 25 || !alone(flags[next]!)) return true;
  const distance = step > 0 ? start[next]! - end[at]! : start[at]! - end[next]!;
  if (distance > 2) return true;
  // "g.r.o.k b": the letters lie closer to each other than to what stands beside.
  if (flags[step > 0 ? next : at]! & flag.afterBlank && !blankBetween(flags, first, last)) return true;
  const word = text.slice(start[next]!, end[next]!);
  const further = next + step;
  const lonely = further < 0 || further >= length || symbol[further]! > 25 || !alone(flags[further]!);
  return lonely && (word === 'a' || word === 'i' || word === 'u');
}
