import { anyone, tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import { subjectOf } from '../subject.js';
import { breaks } from '../tokens.js';
import { adjective, deniedBetween } from './adjective.js';
import { peopleNear } from './people-near.js';
import type { Slot } from './slot.js';

/** Phrases, adjectives and verbs that carry the metaphor by themselves; some need a person nearby. */
export function carried(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { meaning, first, last } = candidate;
  if (meaning.class === 'extermination') return undefined;
  const base = { first: meaning.kind === 'phrase' || meaning.kind === 'noun' ? phrase.first : first, last };
  if (meaning.kind === 'noun' && meaning.reach === 'any')
    return subject(reading, candidate, { by: 'carried', score: 0.92, explicit: true, ...base });
  if (meaning.kind === 'adjective') return adjective(reading, candidate);
  if (meaning.kind === 'verb') return verb(reading, candidate);
  if (meaning.kind !== 'phrase') return undefined;
  if (meaning.needs === 'caged') return caged(reading, candidate);
  if (meaning.needs === 'person') {
    const whole = first === reading.from[first] && last + 1 === reading.to[last];
    if (whole && meaning.class === 'denial_of_mind')
      return { by: 'carried', score: 0.7, explicit: false, first, last };
    if (meaning.id === 'not-human' && !closes(reading, last)) return undefined;
    const who = personAround(reading, candidate);
    const opens = first === reading.from[first] || reading.tokens[first]!.parted >= breaks.comma;
    const brief = meaning.class === 'denial_of_mind' && reading.to[last]! - reading.from[first]! <= 5;
    if (who === undefined && opens && (brief || peopleNear(reading, candidate)) && closes(reading, last))
      return { by: 'carried', score: 0.6, explicit: false, first, last };
    return who === undefined
      ? undefined
      : { by: 'carried', score: 0.75, explicit: true, first, last, ...who };
  }
  return subject(reading, candidate, { by: 'carried', score: 0.92, explicit: true, ...base });
}

/** Whether nothing follows that the phrase would only be a part of: "not human rights", "not people who". */
function closes({ tokens, to }: Reading, last: number): boolean {
  const next = last + 1 < to[last]! ? tokens[last + 1]! : undefined;
  if (!next || next.parted > breaks.none) return true;
  return next.tags !== 0 && !(next.tags & (tags.relative | tags.conjunction | tags.person | tags.abstract));
}

/** Names the target where one stands before; marks the writer speaking of himself; refuses things: "this site is …". */
function subject(reading: Reading, { first, meaning }: Candidate, slot: Slot): Slot | undefined {
  const { tokens, from } = reading;
  for (let k = first - 1; k >= from[first]! && first - k < 5; k--) {
    if (tokens[k + 1]!.parted >= breaks.comma) break;
    if (!(tokens[k]!.tags & (tags.be | tags.become))) continue;
    const who = subjectOf(reading, k);
    if (who.kind === 'thing' && meaning.class !== 'subhuman' && meaning.class !== 'denial_of_mind')
      return undefined;
    const named = {
      target: [who.first, who.last] as const,
      negated: who.negated || deniedBetween(reading, k, first),
    };
    if (who.kind === 'self') return { ...slot, ...named, self: true };
    if (who.kind === 'person') return { ...slot, ...named };
    break;
  }
  for (let k = first - 1; k >= from[first]! && first - k < 7; k--) {
    const bits = tokens[k]!.tags;
    if (bits & (tags.third | tags.you | tags.person)) return { ...slot, target: [k, k] };
    if (bits & tags.self && !(bits & tags.kin) && isAbout(reading, k, first)) return { ...slot, self: true };
  }
  return slot;
}

function verb(reading: Reading, candidate: Candidate): Slot | undefined {
  const who = subjectOf(reading, candidate.first);
  if (
    who.kind === 'person' ||
    (who.kind === 'pointing' &&
      hasCue(reading, 'human', reading.from[candidate.first]!, reading.to[candidate.first]!))
  )
    return {
      by: 'verb',
      score: 0.75,
      explicit: who.kind === 'person',
      first: candidate.first,
      last: candidate.last,
      target: [who.first, who.last],
      negated: who.negated,
    };
  const { first, last } = candidate;
  // "Infesting every corner of this town": of whom, the rest of the comment tells.
  const opens = first === reading.from[first] && reading.tokens[first]!.text.endsWith('ing');
  if (opens && peopleNear(reading, candidate))
    return { by: 'verb', score: 0.55, explicit: false, first, last };
  return undefined;
}

/** A word for people in the clause, to the left first, else directly to the right. */
function personAround(
  { tokens, from, to }: Reading,
  { first, last }: Candidate,
): { target: [number, number]; self?: boolean } | undefined {
  for (let k = first - 1; k >= from[first]! && first - k < 10; k--) {
    const bits = tokens[k]!.tags;
    if (bits & (anyone | tags.demonstrative) && !(bits & tags.it) && tokens[k]!.text !== 'that')
      return { target: [k, k] };
    if (bits & tags.self && !(bits & tags.kin) && isAbout({ tokens }, k, first))
      return { target: [k, k], self: true };
    if (tokens[k]!.capital && tokens[k]!.tags === 0 && first - k < 4) return { target: [k, k] };
  }
  for (let k = last + 1; k < to[last]! && k - last < 5; k++)
    if (tokens[k]!.tags & anyone) return { target: [k, k] };
  return undefined;
}

const keeping = new Set(
  'belong belongs put puts lock locked keep kept throw thrown should deserve deserves live shove stick send sent go back stay raised lives throwing putting stuck chain chained'.split(
    ' ',
  ),
);

/** "People like this belong in a cage". */
function caged(reading: Reading, candidate: Candidate): Slot | undefined {
  const { tokens, from } = reading;
  const { first, last } = candidate;
  const who = personAround(reading, candidate);
  for (let k = first - 1; k >= from[first]! && first - k < 8; k--)
    if (keeping.has(tokens[k]!.text) && who) {
      const reported =
        tokens[k]!.text === 'locked' || tokens[k]!.text === 'kept' || tokens[k]!.text === 'live';
      const called = reported && !calls(reading, k);
      if (!called) return { by: 'caged', score: 0.7, explicit: true, first, last, ...who };
    }
  return first === from[first] && tokens[first]!.text === 'back'
    ? { by: 'caged', score: 0.7, explicit: true, first, last }
    : undefined;
}

function calls({ tokens, from }: Reading, at: number): boolean {
  for (let k = at - 1; k >= from[at]! && at - k < 5; k--) if (tokens[k]!.tags & tags.call) return true;
  return false;
}

/** Whether what stands at `first` is said of the pronoun at `self`: "I am", "we felt like", not "we found the". */
function isAbout({ tokens }: Pick<Reading, 'tokens'>, self: number, first: number): boolean {
  if (first - self <= 1) return true;
  for (let k = self + 1; k < first; k++)
    if (tokens[k]!.tags & (tags.be | tags.become | tags.auxiliary) || feeling.has(tokens[k]!.text))
      return true;
  return false;
}
const feeling = new Set(
  'feel feels felt feeling look looked treat treats treated made make makes call called'.split(' '),
);
