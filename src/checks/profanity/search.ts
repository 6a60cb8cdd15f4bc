import { flag } from '../../text/letters.js';
import type { Hit, Innocent, Manner, Reading, Sight } from './hit.js';
import { readPhrase, readPiece } from './manner.js';
import type { Matcher, Pattern } from './pattern.js';
import { readPieces } from './pieces.js';
import { joinsWord, tokenAround, wholeToken } from './token.js';

interface Token {
  readonly manner: Manner;
  readonly start: number;
  readonly end: number;
}
const nowhere: Token = { manner: 'plain', start: 0, end: 0 };

const odd = flag.afterGap | flag.leet;

/**
 * Finds the patterns in a text read as letters: one walk, then a look at each place where one ends. Linear: within a
 * token that holds a hit already nothing is measured again.
 *
 * @param leetOnly the second reading of a text with ambiguous digits: what holds none was found before
 */
export function search(
  reading: Reading,
  { automaton, patterns, traits }: Matcher,
  hits: Hit[],
  innocents: Innocent[],
  leetOnly: boolean,
): void {
  const { letters, text } = reading;
  const { next, found, firstFound, runs } = automaton;
  const { symbol, flags, length } = letters;
  let state = 0;
  let lastGap = 0; // the last run with a gap before or, once it is passed, within it
  let lastLeet = -1;
  // One of each, since plain and disguised hits may take turns in one token.
  let lastWord: Token = nowhere;
  let lastAround: Token = nowhere;
  for (let at = 0; at < length; at++) {
    const flagged = flags[at]!;
    if (flagged & odd) {
      if (flagged & flag.afterGap) lastGap = at;
      if (flagged & flag.leet) lastLeet = at;
    }
    state = next[state * 27 + symbol[at]!]!;
    if (state >= firstFound) {
      const numbers = found[state - firstFound]!;
      for (let k = 0; k < numbers.length; k++) {
        const number = numbers[k]!;
        const first = at - runs[number]!.length + 1;
        const leet = lastLeet >= first;
        if (leetOnly && !leet) continue;
        const trait = traits[number]!;
        let sight: Sight | undefined;
        if (trait & 1) sight = readPhrase(reading, number, first, at);
        else if (lastGap <= first) sight = readPiece(reading, patterns[number]!, number, first, at, leet);
        else if (trait & 2 || flagged & flag.ends || flagged & flag.within)
          sight = readPieces(reading, patterns[number]!, number, first, at);
        if (!sight) continue;
        const pattern = patterns[number]!;
        const { from, to, manner } = sight;
        if (pattern.is === 'exception' || pattern.is === 'allowed') {
          excuse(text, pattern, sight, innocents);
          continue;
        }
        // Within a token that was measured for a hit before: it covers this one too, which may be the graver.
        const asWord = manner === 'plain' || manner === 'respelt';
        let token = asWord ? lastWord : lastAround;
        // A word's bounds are the same read plainly or respelt; those of one in pieces go by the manner.
        if ((!asWord && token.manner !== manner) || from < token.start || to > token.end) {
          token = {
            manner,
            ...(asWord ? wholeToken(text, from, to) : tokenAround(reading, sight, first, at)),
          };
          if (asWord) lastWord = token;
          else lastAround = token;
        }
        hits.push({ start: token.start, end: token.end, from, to, pattern, manner });
      }
    }
    if (flagged & flag.within) lastGap = at;
  }
}

/** Notes an innocent word; an allowed pattern with `*` covers the whole word. */
function excuse(text: string, pattern: Pattern, { manner, from, to }: Sight, innocents: Innocent[]): void {
  const { is, entry, openLeft, openRight } = pattern;
  const bounded = (openLeft || !joinsWord(text, from - 1)) && (openRight || !joinsWord(text, to));
  if (!bounded) return;
  if (is === 'exception') innocents.push({ start: from, end: to, entry });
  else if (manner === 'plain') {
    const last = innocents.at(-1);
    if (last && last.entry === undefined && last.start <= from && to <= last.end) return;
    innocents.push(openLeft || openRight ? wholeToken(text, from, to) : { start: from, end: to });
  }
}
