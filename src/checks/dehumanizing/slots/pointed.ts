import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import { peopleNear } from './people-near.js';
import { isNounLike, personIn, plain } from './plain.js';
import type { Slot } from './slot.js';

/** "You X", "these X", "that X", "such X". */
export function pointed(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, from, to } = reading;
  const determiner = tokens[phrase.determiner];
  if (!determiner) return undefined;
  const next = tokens[candidate.last + 1];
  if (
    next &&
    candidate.last + 1 < to[candidate.last]! &&
    next.parted === breaks.none &&
    isNounLike(next.tags, next.text)
  )
    return undefined;
  if (determiner.tags & tags.you) {
    if (determiner.text === 'your' || determiner.text === 'ur') return undefined;
    const bare = phrase.first === candidate.first && (!candidate.meaning.plural || candidate.meaning.mass);
    if (
      bare &&
      next &&
      next.parted === breaks.none &&
      candidate.last + 1 < to[candidate.last]! &&
      !(next.tags & (tags.be | tags.relative | tags.modal | tags.person | tags.conjunction | tags.auxiliary))
    )
      return undefined;
    return {
      ...plain('vocative', 0.8, true, candidate, phrase),
      target: [phrase.determiner, phrase.determiner],
    };
  }
  if (!(determiner.tags & tags.demonstrative)) return undefined;
  if (
    near.has(determiner.text) &&
    inanimate.has(candidate.meaning.group ?? '') &&
    candidate.meaning.reach === 'slot'
  )
    return undefined;
  if (candidate.meaning.reach === 'bare' || candidate.meaning.reach === 'any')
    return plain('demonstrative', 0.75, false, candidate, phrase);
  const human =
    hasCue(reading, 'human', from[candidate.first]!, to[candidate.first]!) || personIn(reading, candidate);
  const abused = phrase.first < candidate.first && candidate.meaning.group !== 'waste';
  if (abused && peopleNear(reading, candidate)) return plain('demonstrative', 0.6, false, candidate, phrase);
  if (human) return plain('demonstrative', 0.65, false, candidate, phrase);
  const short = to[candidate.first]! - from[candidate.first]! <= 5 || endsComment(reading, candidate);
  return short ? plain('demonstrative', 0.55, false, candidate, phrase) : undefined;
}

const near = new Set(['this', 'such']);
const inanimate = new Set(['medicine', 'machines', 'waste', 'minds']);
const endsComment = ({ tokens }: Reading, { last }: Candidate): boolean => last === tokens.length - 1;
