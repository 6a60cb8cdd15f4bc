import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import type { Slot } from './slot.js';

const farthest = 9;

/** "Call them X", "consider him an X", "compared the boys to X". Whose voice that is, the vetoes decide. */
export function called(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, from } = reading;
  const start = Math.max(from[candidate.first]!, phrase.edge - farthest);
  let target = -1;
  for (let k = phrase.edge - 1; k >= start; k--) {
    if (tokens[k + 1]!.parted >= breaks.clause) return undefined;
    const bits = tokens[k]!.tags;
    if (target < 0 && bits & (tags.third | tags.person | tags.you | tags.object)) target = k;
    const named = bits & tags.report && namedBefore(reading, candidate, phrase, k);
    if (named) target = candidate.first - 1;
    if (bits & tags.report && (target > k || passive(reading, k)))
      return {
        by: 'called',
        score: 0.7,
        explicit: true,
        first: named ? candidate.first : phrase.first,
        last: candidate.last,
        ...(target >= 0 && { target: [target, target] as const }),
      };
    if (bits & (tags.be | tags.conjunction) && target >= 0) return undefined;
  }
  return undefined;
}

const passive = ({ tokens }: Reading, k: number): boolean =>
  (tokens[k - 1]?.tags ?? 0) > 0 && (tokens[k - 1]!.tags & tags.be) !== 0;

/** "Called the board parasites": the word between the verb and the plural names whom, not what kind of parasites. */
function namedBefore(
  { tokens }: Reading,
  { first, meaning }: Candidate,
  phrase: NounPhrase,
  verb: number,
): boolean {
  return (
    meaning.plural &&
    phrase.determiner === verb + 1 &&
    phrase.determiner === first - 2 &&
    tokens[first - 1]!.tags === 0
  );
}
