import { tags } from '../grammar.js';
import type { Candidate, Reading } from '../reading.js';
import { subjectOf } from '../subject.js';
import { breaks } from '../tokens.js';
import { lotFrom } from './fragment.js';
import { peopleNear } from './people-near.js';
import type { Slot } from './slot.js';

/** "Feral youths", "they are rabid", "described them as feral", "soulless, the lot of them". */
export function adjective(reading: Reading, candidate: Candidate): Slot | undefined {
  const { tokens, to, from } = reading;
  const { first, last, meaning } = candidate;
  const end = to[last]!;
  for (let k = last + 1; k < end && k <= last + 3; k++) {
    if (tokens[k]!.parted > breaks.comma) break;
    const bits = tokens[k]!.tags;
    if (bits & tags.person)
      return { by: 'adjective', score: 0.7, explicit: true, first, last, target: [k, k] };
    if (bits & ~(tags.elided | tags.adverb)) break;
    if (bits === 0 && k > last + 1) break;
  }
  if (meaning.needs === 'modifier') return undefined;
  const said = describedAs(reading, first) ?? aloneOrFor(reading, candidate);
  if (said) return said;
  let k = first - 1;
  while (k >= from[first]! && tokens[k]!.tags & (tags.adverb | tags.negator | tags.conjunction | tags.elided))
    k--;
  if (k < from[first]! || !(tokens[k]!.tags & (tags.be | tags.become))) return undefined;
  if (last + 1 < end && tokens[last + 1]!.parted === breaks.none && tokens[last + 1]!.tags === 0)
    return undefined;
  const who = subjectOf(reading, k);
  if (who.kind !== 'person' && who.kind !== 'self') return undefined;
  const denied = who.negated || deniedBetween(reading, k, first);
  return {
    by: 'adjective',
    score: 0.75,
    explicit: true,
    first,
    last,
    target: [who.first, who.last],
    self: who.kind === 'self',
    negated: denied,
  };
}

/** "Described them as feral": whose voice that is, the vetoes decide. */
function describedAs({ tokens, from }: Reading, first: number): Slot | undefined {
  let k = first - 1;
  while (k >= from[first]! && tokens[k]!.tags & tags.adverb) k--;
  if (k < from[first]! || tokens[k]!.text !== 'as') return undefined;
  for (let at = k - 1; at >= from[first]! && k - at <= 7; at--)
    if (tokens[at]!.tags & tags.report)
      for (let who = at + 1; who < k; who++)
        if (tokens[who]!.tags & (tags.third | tags.person | tags.object))
          return { by: 'called', score: 0.7, explicit: true, first, last: first, target: [who, who] };
  return undefined;
}

/** "Feral.", "Rabid, the lot of them", "Feral, roaming about all night": the adjective is all that is said. */
function aloneOrFor(reading: Reading, candidate: Candidate): Slot | undefined {
  const { tokens, from, to } = reading;
  const { first, last } = candidate;
  let k = first;
  while (
    k > from[first]! &&
    tokens[k]!.parted < breaks.comma &&
    tokens[k - 1]!.tags & (tags.adverb | tags.elided)
  )
    k--;
  const opens = k === from[first] || tokens[k]!.parted >= breaks.comma;
  const closes =
    last + 1 >= to[last]! ||
    tokens[last + 1]!.parted >= breaks.comma ||
    lotFrom(reading, last + 1, to[last]!);
  if (!opens || !closes || !peopleNear(reading, candidate)) return undefined;
  return { by: 'alone', score: 0.6, explicit: false, first, last };
}

/** Whether a negation stands between two tokens. */
export function deniedBetween({ tokens }: Reading, from: number, to: number): boolean {
  for (let k = from + 1; k < to; k++) if (tokens[k]!.tags & tags.negator) return true;
  return false;
}
