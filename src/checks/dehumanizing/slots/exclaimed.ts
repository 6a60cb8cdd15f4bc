import type { NounPhrase } from '../noun-phrase.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import { plain } from './plain.js';
import type { Slot } from './slot.js';

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
