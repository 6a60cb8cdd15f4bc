import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import { whoEnd } from '../phrase.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import { subjectOf } from '../subject.js';
import { breaks } from '../tokens.js';
import type { Slot } from './slot.js';

/** A call to do to people what is done to pests: "somebody should exterminate the lot", "they need to be put down". */
export function exterminate(reading: Reading, candidate: Candidate, _phrase: NounPhrase): Slot | undefined {
  const { meaning, first, last } = candidate;
  if (meaning.class !== 'extermination') return undefined;
  const { tokens, from, to } = reading;
  const before = tokens[first - 1];
  const passive =
    tokens[first]!.tags & tags.be ||
    tokens[first]!.text.startsWith('need') ||
    (first > from[first]! && before && before.tags & tags.be);
  if (passive) {
    if (!asks(reading, first)) return undefined;
    const verb = tokens[first]!.tags & tags.be ? first : first - 1;
    if (verb < 0) return undefined;
    const who = subjectOf(reading, verb);
    if (who.kind !== 'person' && who.kind !== 'pointing') return undefined;
    const start = tokens[first]!.tags & tags.be ? first + 1 : first;
    return {
      by: 'call',
      score: 0.85,
      explicit: who.kind === 'person',
      first: start,
      last: withSimile(reading, last),
      target: [who.first, who.last],
      negated: who.negated,
    };
  }
  if (!asks(reading, first) && !imperative(reading, first)) return undefined;
  if (denied(reading, first)) return undefined;
  const target = objectOf(reading, candidate);
  if (!target) return undefined;
  const likened = withSimile(reading, Math.max(last, target[1]));
  return {
    by: 'call',
    score: 0.85,
    explicit: target[2],
    first,
    last: likened > Math.max(last, target[1]) ? likened : last,
    target: [target[0], target[1]],
  };

  function objectOf(_: Reading, { last: end }: Candidate): [number, number, boolean] | undefined {
    for (let k = first + 1; k <= end; k++)
      if (tokens[k]!.tags & tags.object && tokens[k]!.text !== 'it') return [k, k, true];
    for (let k = end + 1; k < Math.min(to[end]!, end + 5); k++) {
      if (tokens[k]!.parted > breaks.comma) return undefined;
      const stop = whoEnd(tokens, k);
      if (stop > 0) return [k, stop - 1, true];
      const word = tokens[k]!.text;
      if (groups.has(word)) return [k, k, true];
      if (tokens[k]!.tags & tags.demonstrative && hasCue(reading, 'human', from[first]!, to[first]!))
        return [k, k, false];
    }
    return undefined;
  }
}

/** A word that asks for it, with nothing but helpers, adverbs and people between. */
function asks({ tokens, from }: Reading, at: number): boolean {
  let unknown = 0;
  for (let k = at; k >= from[at]! && at - k < 9; k--) {
    const { tags: bits, text } = tokens[k]!;
    if (k < at && tokens[k + 1]!.parted >= breaks.clause) return false;
    if (
      bits & (tags.call | tags.modal) &&
      (!wishless.has(text) || (text === 'would' && tokens[at - 1]?.text === 'to'))
    )
      return true;
    if (text === 'service' || text === 'favor' || text === 'favour' || text === 'duty') return true;
    if (k === at) continue;
    if (bits & tags.article && k === at - 1) return false;
    if (
      bits &
        (tags.adverb |
          tags.auxiliary |
          tags.be |
          tags.third |
          tags.person |
          tags.article |
          tags.relative |
          tags.demonstrative) ||
      text === 'to' ||
      text === 'and' ||
      text === 'or' ||
      text === 'of' ||
      text === 'all'
    )
      continue;
    if (++unknown > 2) return false;
  }
  return false;
}
const wishless = new Set([
  'would',
  'will',
  "'d",
  "'ll",
  'could',
  'can',
  'may',
  'might',
  'why',
  'wants',
  'want',
  'going',
  'better',
  'simply',
]);

function denied({ tokens, from }: Reading, at: number): boolean {
  for (let k = at - 1; k >= from[at]! && at - k < 6; k--) if (tokens[k]!.tags & tags.negator) return true;
  return false;
}

function imperative({ tokens, from }: Reading, at: number): boolean {
  const opens = at === from[at] || tokens[at]!.parted >= breaks.comma;
  const before = tokens[at - 1]?.text;
  const base = !/(ed|ing)$/.test(tokens[at]!.text) || tokens[at]!.text.startsWith('put');
  return base && (opens || before === 'just' || before === 'please' || before === 'then');
}

/** Takes a simile that follows into the span: "put them down like dogs". */
function withSimile({ tokens, to }: Reading, last: number): number {
  if (tokens[last + 1]?.text !== 'like' || last + 1 >= to[last]!) return last;
  for (let k = last + 2; k < Math.min(to[last]!, last + 7); k++) {
    if (tokens[k]!.parted > breaks.none) return k - 1 > last + 1 ? k - 1 : last;
    if (
      !(tokens[k]!.tags & (tags.article | tags.elided | tags.demonstrative)) &&
      (k + 1 >= to[last]! || tokens[k + 1]!.tags !== 0 || tokens[k + 1]!.parted > 0)
    )
      return k;
  }
  return last;
}

/** What a crowd of people is called as an object. */
const groups = new Set(['lot', 'bunch', 'nest', 'pack', 'brood', 'herd', 'gang', 'litter']);
