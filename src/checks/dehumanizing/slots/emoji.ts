import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import { peopleNear } from './people-near.js';
import type { Slot } from './slot.js';

const near = 8;
const mostAround = 20;

/** Emoji aimed at people: alone, or in a sentence that speaks of them. */
export function emoji(reading: Reading, candidate: Candidate, _phrase: NounPhrase): Slot | undefined {
  const { meaning, first, last } = candidate;
  if (meaning.kind !== 'emoji') return undefined;
  const { tokens, from, to } = reading;
  const start = Math.max(from[first]!, first - near);
  const base = { first, last };
  for (let k = first - 1; k >= start; k--) {
    const bits = tokens[k]!.tags;
    if (bits & tags.kin) return undefined;
    if (bits & (tags.third | tags.person | tags.you | tags.demonstrative))
      return { by: 'emoji', score: 0.7, explicit: false, ...base, target: [k, k] };
  }
  for (let k = last + 1; k < Math.min(to[last]!, last + near); k++) {
    const { tags: bits, capital } = tokens[k]!;
    if (bits & (tags.third | tags.person) || (capital && bits === 0 && k === last + 1))
      return { by: 'emoji', score: 0.6, explicit: false, ...base, target: [k, k] };
  }
  for (let k = Math.max(from[first]!, first - mostAround); k < Math.min(to[last]!, last + mostAround); k++)
    if (tokens[k]!.tags & tags.self && !(tokens[k]!.tags & tags.kin && k > last)) return undefined;
  if (equals(reading, first) || peopleNear(reading, candidate))
    return { by: 'emoji', score: 0.55, explicit: false, ...base };
  if (tokens.length <= 2) return { by: 'emoji', score: 0.55, explicit: false, ...base };
  return undefined;
}

/** "The CEO = 😈". */
function equals({ raw, tokens }: Reading, first: number): boolean {
  return first > 0 && raw.slice(tokens[first - 1]!.span.end, tokens[first]!.span.start).includes('=');
}
