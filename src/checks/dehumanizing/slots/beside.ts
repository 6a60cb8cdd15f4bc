import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import { lotFrom } from './fragment.js';
import { opening } from './opening.js';
import { peopleNear } from './people-near.js';
import type { Slot } from './slot.js';

/**
 * People named beside the comparison, not in its clause: "Wolves in school blazers, the boys who circled him",
 * "Lobbyists? A virus that learned to do lunch", "A statesman? Silverback gorilla more like".
 */
export function beside(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, from, to } = reading;
  const { last } = candidate;
  const start = from[candidate.first]!;
  const end = to[last]!;
  const base = { explicit: true, first: phrase.first, last };
  if (moreLike(reading, last, phrase.edge) && peopleNear(reading, candidate))
    return { by: 'more-like', score: 0.7, ...base };
  const opens = opening(reading, phrase.edge, start) === start;
  if (opens) {
    const next = segmentEnd(reading, last, end);
    if (next >= 0 && next < end) {
      const who = namedFrom(reading, next, end);
      if (who >= 0) return { by: 'named-after', score: 0.7, ...base, target: [who, who] };
      if (lotFrom(reading, next, end)) return { by: 'the-lot', score: 0.75, ...base };
      if (thatIs(reading, next)) return { by: 'named-after', score: 0.65, ...base };
    }
  }
  if (phrase.edge - start <= 4 && (opens || tokens[phrase.edge]!.parted >= breaks.comma)) {
    const asked = askedBefore(reading, start);
    if (asked >= 0) return { by: 'answers', score: 0.65, ...base, target: [asked, asked] };
  }
  if (lotSoon(reading, last, end)) return { by: 'the-lot', score: 0.6, ...base };
  if (outdone(reading, candidate)) return { by: 'outdone', score: 0.6, ...base };
  return undefined;
}

const mostTail = 6;

/** Where the part after the comparison's own begins: after a comma or stronger, over "in school blazers"; -1: none. */
function segmentEnd({ tokens }: Reading, last: number, end: number): number {
  for (let k = last + 1; k < end && k - last <= mostTail; k++) {
    if (tokens[k]!.parted >= breaks.comma) return k;
    if (k > last + 1 && (thatIs({ tokens }, k) || lotFrom({ tokens }, k, end))) return k;
    if (k === last + 1 && !(tokens[k]!.tags & tags.preposition)) return -1;
    if (tokens[k]!.tags & (tags.be | tags.modal)) return -1;
  }
  return -1;
}

const collecting = new Set(['every', 'each', 'all', 'half', 'entire', 'whole', 'both', 'most', 'any']);

/** The token that names people where a part of the sentence opens with them: "the boys who", "every last reporter". */
function namedFrom({ tokens }: Reading, from: number, end: number): number {
  const opens = tokens[from]!;
  if (opens.tags & (tags.third | tags.you)) return from;
  const determined =
    opens.tags & (tags.article | tags.demonstrative | tags.possessive | tags.person) ||
    collecting.has(opens.text);
  if (!determined || opens.tags & tags.kin) return -1;
  const entire = tokens[from + 1]?.text === 'entire' || tokens[from + 1]?.text === 'whole';
  for (let k = from; k < end && k < from + 6; k++) {
    const { tags: bits, parted } = tokens[k]!;
    if (k > from && parted >= breaks.comma) return -1;
    if (bits & (tags.person | tags.third) || (k === from + 2 && entire && !(bits & tags.abstract))) return k;
    if (k > from && bits & (tags.be | tags.modal | tags.preposition)) return -1;
  }
  return -1;
}

/** "An infestation, that is the only word for them", "a pack of wolves, that's what they are". */
function thatIs({ tokens }: Pick<Reading, 'tokens'>, at: number): boolean {
  const [first, second] = [tokens[at]!.text, tokens[at + 1]?.text ?? ''];
  return (
    (first === 'that' || first === "that's" || first === 'thats' || first === 'there') &&
    (second === 'is' ||
      second === "'s" ||
      second === 'was' ||
      second === 'what' ||
      second === 'who' ||
      second === 'are')
  );
}

/** "Ship the cargo back, all sixty of them". */
function lotSoon({ tokens }: Reading, last: number, end: number): boolean {
  for (let k = last + 1; k < end && k - last <= 4; k++)
    if (tokens[k]!.parted >= breaks.comma) return lotFrom({ tokens }, k, end);
  return false;
}

const longestQuestion = 14;

/** The token that names people in a question directly before: "Lobbyists?", "Is our manager even awake?". -1: none. */
function askedBefore({ raw, tokens, from }: Reading, start: number): number {
  if (start === 0) return -1;
  const gap = raw.slice(tokens[start - 1]!.span.end, tokens[start]!.span.start);
  if (!gap.includes('?')) return -1;
  for (let k = start - 1; k >= from[start - 1]! && start - k <= longestQuestion; k--)
    if (tokens[k]!.tags & (tags.person | tags.third) && !(tokens[k]!.tags & tags.it)) return k;
  return -1;
}

/** "X more like", "more like an X". */
function moreLike({ tokens, to }: Reading, last: number, edge: number): boolean {
  const after =
    tokens[last + 1]?.text === 'more' && last + 2 < to[last]! && tokens[last + 2]!.text === 'like';
  const before = tokens[edge - 1]?.text === 'like' && tokens[edge - 2]?.text === 'more';
  return after || before;
}

const comparing = new Set(
  'more better cleaner smarter brighter kinder braver nicer warmer deeper higher greater finer decent'.split(
    ' ',
  ),
);

/** "There's more shame in a rat than in him", "I've scraped better dirt off my boots than that lawyer". */
function outdone({ tokens, from, to }: Reading, { first, last }: Candidate): boolean {
  let more = false;
  for (let k = Math.max(from[first]!, first - 8); k < Math.min(to[last]!, last + 9); k++) {
    if (comparing.has(tokens[k]!.text)) more = true;
    if (k <= last || tokens[k]!.text !== 'than' || !more) continue;
    for (let at = k + 1; at < Math.min(to[last]!, k + 6); at++)
      if (tokens[at]!.tags & (tags.third | tags.person | tags.you)) return true;
    return false;
  }
  return false;
}
