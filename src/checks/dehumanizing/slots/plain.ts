import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import type { Slot } from './slot.js';

/** The slot of a noun phrase as it stands. */
export const plain = (
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

/** Whether a word without tags is rather a noun, so that what stands before it only tells more of it. */
export const isNounLike = (bits: number, text: string): boolean => bits === 0 && !/(ed|ing|ly|s)$/.test(text);

/** Whether the sentence names people near the comparison. */
export function personIn({ tokens, from, to }: Reading, { first, last }: Candidate): boolean {
  for (let k = Math.max(from[first]!, first - 8); k < Math.min(to[first]!, last + 9); k++)
    if (
      (k < first || k > last) &&
      tokens[k]!.tags & (tags.person | tags.third) &&
      !(tokens[k]!.tags & tags.it)
    )
      return true;
  return false;
}
