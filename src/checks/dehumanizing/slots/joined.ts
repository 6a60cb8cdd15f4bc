import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import { mayBePerson } from '../person-like.js';
import type { Candidate, Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import { plain } from './plain.js';
import type { Slot } from './slot.js';

/** "Animal thugs!", "immigrant scum", "rat of a husband", "the animals they are". */
export function joined(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, to } = reading;
  const { meaning, last } = candidate;
  const end = to[last]!;
  const next = last + 1 < end && tokens[last + 1]!.parted === breaks.none ? tokens[last + 1]! : undefined;
  if (next && next.tags & tags.person && !meaning.plural) {
    const enough = meaning.reach === 'slot' ? tags.offender : tags.person;
    if (next.tags & enough && !(next.tags & tags.elided) && !tails.has(next.text))
      return { ...plain('modifier', 0.75, true, candidate, phrase), last: last + 1 };
  }
  const of = next?.text === 'of' && /^an?$/.test(tokens[last + 2]?.text ?? '') ? tokens[last + 3] : undefined;
  if (of && (of.tags & tags.person || (of.tags === 0 && mayBePerson(of.text))))
    return { ...plain('of-a', 0.8, true, candidate, phrase), target: [last + 3, last + 3] };
  const rel = next && (next.text === 'that' || next.text === 'which') ? last + 2 : last + 1;
  const who = tokens[rel];
  const is = tokens[rel + 1];
  if (
    who &&
    is &&
    rel + 1 < end &&
    who.parted === breaks.none &&
    who.tags & (tags.third | tags.you | tags.it) &&
    is.tags & tags.be
  )
    return {
      ...plain('as-they-are', 0.85, true, candidate, phrase),
      first: likeBefore(reading, phrase),
      target: [rel, rel],
      endorsed: true,
    };
  if (phrase.peopleBefore >= 0 && (meaning.plural || meaning.mass))
    return {
      ...plain(
        'people-before',
        meaning.reach === 'slot' ? 0.65 : 0.8,
        meaning.reach !== 'slot',
        candidate,
        phrase,
      ),
      target: [phrase.peopleBefore, phrase.peopleBefore],
    };
  return undefined;
}
/** First token of the metaphor, with a "like" before its determiner. */
function likeBefore({ tokens, from }: Reading, { edge, first }: NounPhrase): number {
  const before = edge - 1;
  return before >= from[edge]! && tokens[before]!.text === 'like' ? before : first;
}

/** People of a trade with animals, waste or machines. */
const tails = new Set([
  'lover',
  'lovers',
  'owner',
  'owners',
  'activist',
  'activists',
  'control',
  'officer',
  'officers',
  'doctor',
  'doctors',
  'nurse',
  'police',
  'worker',
  'workers',
  'driver',
  'people',
  'person',
  'lady',
  'man',
  'men',
  'guy',
  'cop',
  'cops',
  'population',
  'family',
  'crew',
  'children',
  'kids',
  'boy',
  'girl',
  'abuser',
  'abusers',
  'mother',
  'thief',
  'thieves',
  'victim',
  'victims',
  'patients',
  'fan',
  'fans',
  'lot',
  'agent',
]);
