import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import { mayBePerson } from '../person-like.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import { peopleNear } from './people-near.js';
import type { Slot } from './slot.js';

const plain = (
  by: string,
  score: number,
  explicit: boolean,
  candidate: Candidate,
  phrase: NounPhrase,
): Slot => ({
  by,
  score,
  explicit,
  first: phrase.first,
  last: candidate.last,
});

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
const isNounLike = (bits: number, text: string): boolean => bits === 0 && !/(ed|ing|ly|s)$/.test(text);
const endsComment = ({ tokens }: Reading, { last }: Candidate): boolean => last === tokens.length - 1;

function personIn({ tokens, from, to }: Reading, { first, last }: Candidate): boolean {
  for (let k = Math.max(from[first]!, first - 8); k < Math.min(to[first]!, last + 9); k++)
    if (
      (k < first || k > last) &&
      tokens[k]!.tags & (tags.person | tags.third) &&
      !(tokens[k]!.tags & tags.it)
    )
      return true;
  return false;
}

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

/** "What kind of X does this", "what an X", "only an X would", "X like him". */
export function exclaimed(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, from, to } = reading;
  const { reach } = candidate.meaning;
  const start = from[candidate.first]!;
  const before = phrase.edge - 1 >= start ? tokens[phrase.edge - 1]! : undefined;
  const atEdge = tokens[phrase.edge]!;
  const kindOf = [atEdge.text, before?.text].some(
    (word) => word === 'kind' || word === 'kinds' || word === 'sort' || word === 'type' || word === 'breed',
  );
  if (
    (before?.text === 'what' || (kindOf && hasWordBefore(reading, phrase.edge, start, 'what'))) &&
    (kindOf || candidate.meaning.plural || phrase.determiner >= 0) &&
    !candidate.meaning.mass
  )
    return plain('what-kind', reach === 'slot' ? 0.65 : 0.8, reach !== 'slot', candidate, phrase);
  if (before?.text === 'what' && candidate.meaning.mass)
    return plain('what-kind', 0.55, false, candidate, phrase);
  if (before?.text === 'only' && to[candidate.last]! > candidate.last + 1)
    return reach === 'slot' ? undefined : plain('only', 0.7, false, candidate, phrase);
  const like = tokens[candidate.last + 1];
  if (like && candidate.last + 1 < to[candidate.last]! && like.text === 'like') {
    const who = tokens[candidate.last + 2];
    if (who && candidate.last + 2 < to[candidate.last]! && likeWhom.has(who.text)) {
      const sure = pronounsOnly.has(who.text) || hasCue(reading, 'human', start, to[candidate.last]!);
      if (reach === 'slot' && !sure) return undefined;
      return {
        ...plain('like-him', 0.75, true, candidate, phrase),
        target: [candidate.last + 2, candidate.last + 2],
      };
    }
  }
  return undefined;
}
const likeWhom = new Set(['him', 'her', 'them', 'these', 'those', 'you', 'this', 'that']);
const pronounsOnly = new Set(['him', 'her', 'them', 'you']);

function hasWordBefore({ tokens }: Reading, at: number, start: number, word: string): boolean {
  for (let k = at; k >= start && at - k < 4; k--) if (tokens[k]!.text === word) return true;
  return false;
}

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
