import { gap } from '../../text/automaton.js';
import { flag } from '../../text/letters.js';
import type { Reading, Sight } from './hit.js';
import type { Pattern } from './pattern.js';
import { readPieces } from './pieces.js';
import { beginsAt, endsAt, excess, fromOf, toOf } from './runs.js';
import { hasLeet, lettersOnly, mostlyLetters, weak } from './signs.js';
import { onlyEdges, stretched } from './stretched.js';
import { camel, endsWord, inPlace, startsWord } from './token.js';

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
