import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import { subjectOf } from '../subject.js';
import { breaks } from '../tokens.js';
import { deniedEarlier, guessed, isOwnFamily } from './copula-subject.js';
import type { Slot } from './slot.js';

const mostBetween = 7;
const mostAdjectives = 3;
const linking = tags.be | tags.become;

/** "They are X", "anyone who does this is an X", "he's nothing but an X", "them boys X". */
export function copula(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, from } = reading;
  const start = from[candidate.first]!;
  let negated = false;
  let unknown = 0;
  let contiguous = true;
  let first = phrase.first;
  for (let k = phrase.edge - 1, steps = 0; k >= start && steps < mostBetween; k--, steps++) {
    const bits = tokens[k]!.tags;
    if (tokens[k + 1]!.parted >= breaks.clause) return undefined;
    if (tokens[k]!.text === 'like' || tokens[k]!.text === 'than') return undefined;
    if (bits & linking) return ofVerb(reading, candidate, { ...phrase, first }, k, negated);
    if (bits & tags.negator && !turnsRound(reading, k)) negated = true;
    if (steps === 0 && bits & (tags.third | tags.you) && !(bits & tags.object))
      return bareSubject(reading, candidate, phrase, k);
    const passes = tags.adverb | tags.negator | tags.article | tags.partitive | tags.elided | tags.possessive;
    if (bits & passes || tokens[k]!.text === 'of' || hedges.has(tokens[k]!.text)) {
      contiguous &&= (bits & tags.elided) !== 0;
      continue;
    }
    // Unknown words between the verb and a noun without determiner are its adjectives: "are ugly and heinous animals".
    const adjective =
      phrase.determiner < 0 &&
      contiguous &&
      !tokens[k]!.text.endsWith('ly') &&
      (bits & ~(tags.abstract | tags.person)) === 0 &&
      unknown < mostAdjectives;
    const joins = tokens[k]!.text === 'and' && tokens[k + 1]!.parted === breaks.none && k < phrase.edge - 1;
    if (!adjective && !joins) return undefined;
    if (adjective) {
      unknown++;
      first = k;
    }
  }
  return undefined;
}

const hedges = new Set([
  'some',
  'kind',
  'sort',
  'of',
  'no',
  'better',
  'such',
  'known',
  'to',
  'me',
  'opinion',
  'in',
  'my',
  'born',
  'made',
  'acting',
]);

function ofVerb(
  reading: Reading,
  candidate: Candidate,
  phrase: NounPhrase,
  verb: number,
  negated: boolean,
): Slot | undefined {
  const { tokens } = reading;
  const subject = subjectOf(reading, verb);
  const { reach, kind } = candidate.meaning;
  const conditional =
    whetherWords.has(tokens[subject.first - 1]?.text ?? '') && subject.first > reading.from[verb]!;
  const base = {
    first: phrase.first,
    last: candidate.last,
    negated: negated || subject.negated || conditional,
  };
  const twice = base.negated && tokens[verb - 1]?.text === 'who' && deniedEarlier(reading, verb - 1);
  if (twice && subject.kind === 'person')
    return { by: 'copula', score: 0.75, explicit: true, ...base, negated: false, endorsed: true };
  if (subject.kind === 'self' || isOwnFamily(reading, subject.last))
    return { by: 'copula', score: 0.6, explicit: true, ...base, self: true };
  if (subject.kind === 'person')
    return {
      by: 'copula',
      score: reach === 'slot' ? 0.8 : 0.9,
      explicit: true,
      ...base,
      target: [subject.first, subject.last],
    };
  if (subject.kind === 'pointing' && kind !== 'adjective') {
    const word = tokens[subject.last]!.text;
    const many = word === 'these' || word === 'those' || word === 'them';
    if (
      (many && (candidate.meaning.plural || reach !== 'slot')) ||
      (!many && reach === 'bare' && !candidate.meaning.mass)
    )
      return { by: 'pointing', score: 0.65, explicit: false, ...base, target: [subject.last, subject.last] };
  }
  if (
    subject.kind === 'thing' &&
    guessed(reading, verb, subject.last) &&
    !inanimate.has(candidate.meaning.group ?? '')
  )
    return { by: 'copula', score: 0.55, explicit: false, ...base, target: [subject.first, subject.last] };
  if (subject.kind === 'none') return inverted(reading, phrase, verb, base);
  return undefined;
}

/** "Are they animals?" */
function inverted(
  { tokens }: Reading,
  phrase: NounPhrase,
  verb: number,
  base: { first: number; last: number; negated: boolean },
): Slot | undefined {
  for (let k = verb + 1; k < phrase.edge; k++)
    if (tokens[k]!.tags & (tags.third | tags.you | tags.person))
      return { by: 'question', score: 0.6, explicit: true, ...base, target: [k, k] };
  return undefined;
}

/** "Them boys animals": a subject pronoun directly before the comparison. */
function bareSubject(
  { tokens }: Reading,
  { last, meaning }: Candidate,
  phrase: NounPhrase,
  k: number,
): Slot | undefined {
  if (meaning.kind === 'adjective' || tokens[phrase.edge]!.parted !== breaks.none) return undefined;
  if (tokens[k]!.tags & tags.you)
    return { by: 'vocative', score: 0.8, explicit: true, first: phrase.first, last, target: [k, k] };
  if (phrase.determiner >= 0 || !pronouns.has(tokens[k]!.text)) return undefined;
  return { by: 'copula', score: 0.65, explicit: true, first: phrase.first, last, target: [k, k] };
}
const pronouns = new Set(['they', 'he', 'she']);

/** "Not just animals", "no better than animals", "nothing but animals": no denial. */
export function turnsRound({ tokens }: Reading, negator: number): boolean {
  const next = tokens[negator + 1]?.text ?? '';
  const word = tokens[negator]!.text;
  if (word === 'no' || word === 'nothing')
    return next === 'better' || next === 'different' || next === 'more' || next === 'less' || next === 'but';
  return (
    next === 'just' ||
    next === 'only' ||
    next === 'merely' ||
    next === 'even' ||
    next === 'unlike' ||
    next === 'simply' ||
    next === 'far' ||
    next === 'better' ||
    next === 'much' ||
    next === 'any' ||
    next === 'so'
  );
}

/** "If they are animals": asked, not said. */
const whetherWords = new Set(['if', 'whether']);
const inanimate = new Set(['waste', 'machines']);
