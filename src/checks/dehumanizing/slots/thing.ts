import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import type { Slot } from './slot.js';

const near = 8;

/** "That thing in the dock", "look at it grinning": a person spoken of as a thing, shown by what only people do. */
export function thing(reading: Reading, candidate: Candidate, _phrase: NounPhrase): Slot | undefined {
  const { meaning, first, last } = candidate;
  if (meaning.kind !== 'thing') return undefined;
  const { tokens, from, to } = reading;
  const end = Math.min(to[last]!, last + 1 + near);
  const pronoun = first === last;
  const after = hasCue(reading, 'personcue', last + 1, end);
  if (!after && (pronoun || !hasCue(reading, 'personcue', Math.max(from[first]!, first - 5), first)))
    return undefined;
  const next = tokens[last + 1];
  if (!next || next.parted > breaks.none) return undefined;
  if (pronoun && namedAtEnd(reading, last)) return { by: 'thing', score: 0.65, explicit: true, first, last };
  if (!pronoun) {
    if (
      next.tags & tags.be &&
      tokens[last + 2]?.tags &&
      tokens[last + 2]!.tags & (tags.possessive | tags.article | tags.relative)
    )
      return undefined;
    if (next.text === 'is' || next.text === "'s" || next.text === 'about' || next.text === 'to')
      return undefined;
    return { by: 'thing', score: 0.65, explicit: true, first, last };
  }
  const before = first > from[first]! ? tokens[first - 1]!.text : '';
  const looked =
    before === 'at' || before === 'let' || before === 'lock' || before === 'keep' || before === 'put';
  const bodily =
    actsLikeAPerson(tokens[last + 1]!.text) ||
    (tokens[last + 1]!.tags & (tags.modal | tags.call) && deathOrFreedom(reading, last + 2, end));
  if (!bodily && !(looked && hasCue(reading, 'personcue', last + 1, last + 4))) return undefined;
  return { by: 'thing', score: 0.6, explicit: true, first, last };
}

/** "It is up for parole again, the child killer". */
function namedAtEnd({ tokens, to }: Reading, last: number): boolean {
  const end = to[last]!;
  for (let k = last + 1; k < Math.min(end, last + 14); k++)
    if (tokens[k]!.parted >= breaks.comma)
      return (
        end - k <= 5 &&
        (tokens[k]!.tags & (tags.article | tags.demonstrative)) !== 0 &&
        (tokens[end - 1]!.tags & tags.person) !== 0
      );
  return false;
}

const bodilyWords = new Set([
  'grinning',
  'smirking',
  'smiling',
  'smirks',
  'grins',
  'smiles',
  'laughs',
  'laughing',
  'breathes',
  'raped',
  'murdered',
  'molested',
  'sitting',
  'sits',
  'gets',
]);
const actsLikeAPerson = (word: string): boolean => bodilyWords.has(word);

function deathOrFreedom({ tokens }: Reading, from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (freedom.has(tokens[k]!.text)) return true;
  return false;
}
const freedom = new Set([
  'daylight',
  'parole',
  'executed',
  'walk',
  'breathe',
  'jail',
  'prison',
  'cell',
  'fry',
]);
