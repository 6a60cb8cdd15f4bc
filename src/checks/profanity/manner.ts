import { gap } from '../../text/automaton.js';
import { isDigit, isLetter, leet } from '../../text/leet.js';
import { flag, type Letters } from '../../text/letters.js';
import { contracted, everydayPiecesOnly, isEveryday, splitEndings } from './everyday.js';
import type { Reading, Sight } from './hit.js';
import type { Pattern } from './pattern.js';
import { blankBetween, camel, endsWord, inPlace, startsWord } from './token.js';

const whole = flag.begins | flag.ends;
/** Whether a run is a piece, or several pieces, by itself: a letter that stands alone. */
const alone = (flags: number): boolean => (flags & whole) === whole;

/**
 * By how many letters the text repeats more than the pattern; -1 where it repeats less, so that the pattern is not
 * there. Of the first run only what follows its last gap counts, of the last what comes before its first, unless
 * `wholeFirst`, `wholeLast`.
 */
function excess(
  runs: Uint8Array,
  { count, flags, headCount, tailCount }: Letters,
  first: number,
  wholeFirst: boolean,
  wholeLast: boolean,
): number {
  const last = runs.length - 1;
  let more = 0;
  for (let k = 0; k <= last; k++) {
    const at = first + k;
    let there = count[at]!;
    if (flags[at]! & flag.within) {
      if (k === 0 && !wholeFirst) there = tailCount[at]!;
      else if (k === last && !wholeLast) there = headCount[at]!;
    }
    const extra = there - runs[k]!;
    if (extra >= 0) more += extra;
    // One sign for a doubled letter, in a longer word: `dumba$`.
    else if (extra < -1 || last < 4 || !(flags[at]! & flag.leet)) return -1;
  }
  return more;
}

const fromOf = ({ flags, start, tailStart }: Letters, at: number): number =>
  flags[at]! & flag.within ? tailStart[at]! : start[at]!;
const toOf = ({ flags, end, headEnd }: Letters, at: number): number =>
  flags[at]! & flag.within ? headEnd[at]! : end[at]!;
const beginsAt = ({ flags }: Letters, at: number): boolean =>
  (flags[at]! & (flag.begins | flag.within)) !== 0 && !(flags[at]! & flag.withinWord);
const endsAt = ({ flags }: Letters, at: number): boolean => (flags[at]! & (flag.ends | flag.within)) !== 0;

/** A pattern without a gap in it: as it stands, or with digits and signs for letters. */
export function readPiece(
  reading: Reading,
  pattern: Pattern,
  number: number,
  first: number,
  last: number,
  anyLeet: boolean,
): Sight | undefined {
  const { letters, automaton, text } = reading;
  const runs = automaton.runs[number]!;
  if (first === last && letters.flags[first]! & flag.within)
    return readPieces(reading, pattern, number, first, last);
  const more = excess(runs, letters, first, false, false);
  if (more < 0)
    return letters.flags[last]! & flag.within ? readPieces(reading, pattern, number, first, last) : undefined;
  const [from, to] = [fromOf(letters, first), toOf(letters, last)];
  const disguised = anyLeet && !lettersOnly(text, from, to);
  if (pattern.is === 'exception' || pattern.is === 'allowed') {
    // An innocent word is written as it is: `fagott` is one, `faggott` is not.
    if (more > 0 && !onlyEdges(pattern, letters, runs, first, last)) return undefined;
    if (disguised && weak(letters, text, first, last, to)) return undefined;
    return { manner: disguised ? 'leet' : 'plain', from, to };
  }
  if (more > 0 && !stretched(pattern, letters, first, last, more))
    return disguised ? undefined : readCamel(reading, pattern, runs, first, last);
  if (!disguised) {
    if (inPlace(pattern, reading, from, to))
      return { manner: pattern.is === 'respelling' ? 'respelt' : 'plain', from, to };
    // A letter that stands alone after the word may be its own: "kik e".
    return undefined;
  }
  if (pattern.is === 'respelling' || !mostlyLetters(reading, from, to)) return undefined;
  if (weak(letters, text, first, last, to)) return undefined;
  const begins = pattern.mode === 'stem' || pattern.mode === 'end' || beginsAt(letters, first);
  const ends = pattern.mode === 'stem' || pattern.mode === 'start' || endsAt(letters, last);
  return begins && ends ? { manner: 'leet', from, to } : undefined;
}

/** A word between others with capitals: `#GreatTitsAgain`, where the letter before is the same as its first. */
function readCamel(
  reading: Reading,
  pattern: Pattern,
  runs: Uint8Array,
  first: number,
  last: number,
): Sight | undefined {
  const { start, end, count, flags } = reading.letters;
  if (pattern.mode === 'phrase' || (flags[first]! | flags[last]!) & flag.within) return undefined;
  for (let at = first + 1; at < last; at++) if (count[at]! > runs[at - first]!) return undefined;
  const from = end[first]! - runs[0]!;
  const to = start[last]! + runs[runs.length - 1]!;
  const { view, raw } = reading;
  if ((from > start[first]! && !camel(view, raw, from)) || (to < end[last]! && !camel(view, raw, to)))
    return undefined;
  return inPlace(pattern, reading, from, to) ? { manner: 'plain', from, to } : undefined;
}

/** A pattern of several words: each gap where the pattern has one, short, and none besides. */
export function readPhrase(reading: Reading, number: number, first: number, last: number): Sight | undefined {
  const { letters, automaton, text } = reading;
  const gaps = automaton.gaps[number]!;
  const { flags, start, end, headEnd, tailStart } = letters;
  let anyLeet = false;
  for (let k = 0; k < gaps.length; k++) {
    const at = first + k;
    const here = flags[at]!;
    if (here & flag.leet) anyLeet = true;
    if (k > 0) {
      const before = (here & flag.afterGap) !== 0;
      if (before !== ((gaps[k]! & gap.before) !== 0)) return undefined;
      if (before && start[at]! - end[at - 1]! > 2) return undefined;
    }
    if (gaps[k]! & gap.within) {
      if (!(here & flag.within) || tailStart[at]! - headEnd[at]! > 2) return undefined;
    } else if (here & flag.within && at !== first && at !== last) return undefined;
  }
  const wholeFirst = (gaps[0]! & gap.within) !== 0;
  const wholeLast = (gaps[gaps.length - 1]! & gap.within) !== 0;
  if (excess(automaton.runs[number]!, letters, first, wholeFirst, wholeLast) < 0) return undefined;
  const from = wholeFirst ? start[first]! : fromOf(letters, first);
  const to = wholeLast ? end[last]! : toOf(letters, last);
  if (!startsWord(text, from) || !endsWord(text, to)) return undefined;
  if (!anyLeet || !hasLeet(text, from, to)) return { manner: 'plain', from, to };
  return mostlyLetters(reading, from, to) ? { manner: 'leet', from, to } : undefined;
}

/** A pattern with gaps in it: letter by letter (`f u c k`), or a word in pieces (`fu ck`, `fuc-king`). */
export function readPieces(
  reading: Reading,
  pattern: Pattern,
  number: number,
  first: number,
  last: number,
): Sight | undefined {
  if (pattern.is !== 'word') return undefined;
  const { letters, automaton } = reading;
  const { flags, start, end } = letters;
  const runs = automaton.runs[number]!;
  let allAlone = true;
  for (let at = first; at <= last && allAlone; at++) {
    const here = flags[at]!;
    // Of a run with a gap within, at the edges, the part that is the word's.
    if (alone(here)) continue;
    if (!(here & flag.within)) allAlone = false;
    else if (at === first) allAlone = (here & flag.ends) !== 0;
    else if (at === last) allAlone = (here & flag.begins) !== 0;
    else allAlone = false;
  }
  if (allAlone && pattern.text.length > 2) {
    // J. A. P. Taylor
    if (
      pattern.byContext &&
      pattern.text.length === 3 &&
      start[last]! - end[last - 1]! === 2 &&
      reading.text[end[first]!] === '.'
    )
      return undefined;
    const wholeFirst = alone(flags[first]!);
    const wholeLast = alone(flags[last]!);
    if (excess(runs, letters, first, wholeFirst, wholeLast) < 0) return undefined;
    const sight: Sight = {
      manner: 'spaced',
      from: wholeFirst ? start[first]! : fromOf(letters, first),
      to: wholeLast ? end[last]! : toOf(letters, last),
    };
    if (!mostlyLetters(reading, sight.from, sight.to)) return undefined; // a 5.5 % rise
    const free = pattern.text.length > 3 && (pattern.mode === 'stem' || pattern.mode === 'start');
    return free || (edgeOfSpaced(reading, first, last, -1) && edgeOfSpaced(reading, first, last, 1))
      ? sight
      : undefined;
  }
  return pattern.splits ? readSplit(reading, pattern, runs, first, last) : undefined;
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
  const sight: Sight = { manner: 'split', from, to };
  if (blanks + breaks === 0) {
    // A sign within is meant, unless it is one that also stands between words.
    if (contracted(text, from, to + rest.length)) return undefined;
    return everydayPiecesOnly(text, from, to + rest.length) && mayPartWords(text, from, to)
      ? undefined
      : sight;
  }
  if (pattern.byContext || (gaps > 2 && lonely < 2)) return undefined;
  if (from > 0 && text.charCodeAt(from - 1) === 0x2d) return undefined; // Kung-Fu King
  return everydayPiecesOnly(text, from, to + rest.length) ? undefined : sight;
}

/** Whether a stretch holds a sign that ends sentences or stands between alternatives. */
function mayPartWords(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (wordParters.has(text[at]!)) return true;
  return false;
}
const wordParters = new Set('./,;:&?!()\'"');

function restOfPiece(text: string, from: number): string {
  let end = from;
  while (end < text.length && end - from < 6 && isLetter(text.charCodeAt(end))) end++;
  return text.slice(from, end);
}

/**
 * Whether repeated letters still mean the word. A single doubled letter makes other short words (`annals`), so there
 * it takes three in a row or most letters doubled.
 */
function stretched(pattern: Pattern, letters: Letters, first: number, last: number, more: number): boolean {
  if (pattern.mode === 'stem' && pattern.text.length > 3) return true;
  if (pattern.byContext && pattern.text.length < 4) return false; // noob
  if (more === 1 && (pattern.mode === 'start' || pattern.mode === 'end')) {
    // What the word goes on with may start with the same letter: `grok*` in grokking.
    const edge = pattern.mode === 'start' ? pattern.text.length - 1 : 0;
    if (openEdge(pattern.text, edge, letters, pattern.mode === 'start' ? last : first)) return true;
  }
  const { count, flags, headCount, tailCount } = letters;
  for (let at = first; at <= last; at++) {
    const within = flags[at]! & flag.within;
    const there = within ? (at === first ? tailCount[at]! : headCount[at]!) : count[at]!;
    if (there > 2) return true;
  }
  return more >= last - first;
}

/** Whether letters repeat more than the pattern has them at its open edges alone. */
function onlyEdges(
  { openLeft, openRight }: Pattern,
  { count }: Letters,
  runs: Uint8Array,
  first: number,
  last: number,
): boolean {
  for (let at = first + (openLeft ? 1 : 0); at <= last - (openRight ? 1 : 0); at++)
    if (count[at]! > runs[at - first]!) return false;
  return true;
}

/** Whether the run at an open edge of the pattern is the one that is longer than it. */
function openEdge(text: string, edge: number, { count }: Letters, at: number): boolean {
  const step = edge === 0 ? 1 : -1;
  let wanted = 1;
  while (text[edge + wanted * step] === text[edge]) wanted++;
  return count[at]! > wanted;
}

function hasLeet(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (leet[text[at]!] !== undefined) return true;
  return false;
}

function lettersOnly(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isLetter(text.charCodeAt(at))) return false;
  return true;
}

/** Digits at most half, two in three of a longer word, and not without a letter; `A55`, `AS5` and `K1K3` are codes. */
function mostlyLetters({ text, view, raw }: Reading, from: number, to: number): boolean {
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
  const length = digits + letters + signs;
  if (length > 4) return digits * 3 <= length * 2;
  if (digits * 2 > length) return false;
  if (digits === 0 || (digits * 2 < length && length === 4)) return true;
  const { start, end } = view.toRaw({ start: from, end: to });
  const written = raw.slice(start, end);
  return written !== written.toUpperCase();
}

/** Whether the only sign is one that seldom is a letter, and what follows does not make it one: `(rap`, `(until`. */
function weak({ flags, start }: Letters, text: string, first: number, last: number, to: number): boolean {
  let anyWeak = false;
  for (let at = first; at <= last; at++) {
    if (flags[at]! & flag.weak) anyWeak = true;
    else if (flags[at]! & flag.leet) return false;
  }
  if (!anyWeak) return false;
  return last - first < 3 || !endsWord(text, to) || isEveryday(text.slice(start[first]! + 1, to));
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
