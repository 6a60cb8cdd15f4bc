import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import { isNounLike, personIn, plain } from './plain.js';
import type { Slot } from './slot.js';

/** "Hope they catch the animals", "the savages who did this". */
export function definite(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, from, to } = reading;
  const determiner = tokens[phrase.determiner];
  const after = tokens[candidate.last + 1];
  if (after?.text === 'who' && after.parted < breaks.clause)
    return plain('who', 0.8, true, candidate, phrase);
  if (ofTheirs(reading, phrase)) return plain('face-of', 0.7, true, candidate, phrase);
  if (
    determiner?.text !== 'the' &&
    !(determiner && determiner.tags & tags.article && candidate.meaning.reach === 'bare')
  )
    return undefined;
  const next = candidate.last + 1 < to[candidate.last]! ? tokens[candidate.last + 1]! : undefined;
  if (next?.parted === breaks.none && (next.text === 'of' || isNounLike(next.tags, next.text)))
    return undefined;
  if (candidate.meaning.reach === 'slot') return undefined;
  const human = hasCue(reading, 'human', from[candidate.first]!, to[candidate.first]!);
  if (!human && !reading.there().human) return undefined;
  if (determiner.text !== 'the' && !personIn(reading, candidate)) return undefined;
  return plain('definite', 0.7, false, candidate, phrase);
}

/** "The face of a monster", "the morals of rats". */
function ofTheirs({ tokens, from }: Reading, { edge }: NounPhrase): boolean {
  return edge - 2 >= from[edge]! && tokens[edge - 1]!.text === 'of' && theirs.has(tokens[edge - 2]!.text);
}
const theirs = new Set([
  'face',
  'eyes',
  'mind',
  'morals',
  'manners',
  'behavior',
  'behaviour',
  'work',
  'mentality',
  'heart',
  'soul',
  'instincts',
  'brain',
  'brains',
  'ethics',
  'conscience',
  'actions',
  'intelligence',
  'iq',
  'decency',
  'pair',
  'couple',
  'trio',
]);
