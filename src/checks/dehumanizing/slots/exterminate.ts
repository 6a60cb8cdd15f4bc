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
  if (meaning.class !== 'extermination' && meaning.needs !== 'call') return undefined;
  const { tokens, from, to } = reading;
  if (meaning.id === 'pest-control') return pestControl(reading, candidate);
  const before = tokens[first - 1];
  const nominal = tokens[first]!.text === 'cull' && tokens[last + 1]?.text === 'of';
  const needing =
    /^(needs?|wants?|requires?|deserves?)$/.test(before?.text ?? '') && /ing$/.test(tokens[first]!.text);
  const passive =
    needing ||
    tokens[first]!.tags & tags.be ||
    tokens[first]!.text.startsWith('need') ||
    (first > from[first]! && before && before.tags & tags.be);
  if (passive) {
    if (!asks(reading, first)) return undefined;
    const verb = tokens[first]!.tags & tags.be ? first : first - 1;
    if (verb < 0) return undefined;
    const who = subjectOf(reading, verb);
    const crowd = groups.has(tokens[who.last]!.text);
    if (who.kind !== 'person' && who.kind !== 'pointing' && !crowd) return undefined;
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
  if (!asks(reading, nominal ? first - 2 : first) && !imperative(reading, first)) return undefined;
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
      if ((tokens[k]!.tags & tags.object && tokens[k]!.text !== 'it') || tokens[k]!.text === 'lot')
        return [k, k, true];
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
const groups = new Set(
  'lot bunch nest pack brood herd gang litter camp camps encampment crowd mob clan tribe bloodline caravan caravans'.split(
    ' ',
  ),
);

/** "The junkies are back, call pest control": asked for where people are spoken of and no pest is. */
function pestControl(reading: Reading, { first, last }: Candidate): Slot | undefined {
  const { tokens } = reading;
  if (!asks(reading, first) && !imperative(reading, first)) {
    if (tokens[first]!.text !== 'can' && tokens[first]!.text !== 'cans') return undefined;
  }
  if (denied(reading, first)) return undefined;
  let who = -1;
  for (let k = 0; k < tokens.length; k++) {
    if (pests.test(tokens[k]!.text)) return undefined;
    if (tokens[k]!.tags & tags.self && tokens[k]!.tags & tags.kin) return undefined;
    if (who < 0 && (k < first || k > last) && tokens[k]!.tags & tags.person && !helpers.has(tokens[k]!.text))
      who = k;
  }
  if (who < 0) return undefined;
  return { by: 'call', score: 0.8, explicit: true, first, last, target: [who, who] };
}
const pests =
  /^(rats?|mouse|mice|ants?|wasps?|fl(y|ies)|fleas?|roach(es)?|cockroach(es)?|moths?|bed-?bugs?|bugs?|spiders?|pigeons?|squirrels?|foxes|fox|moles?|rabbits?|snakes?|hornets?|bees?|termites?|slugs?|weeds?|droppings|kitchen|attic|loft|cellar|basement)$/;
/** Who has pest control called, not who is meant. */
const helpers = new Set('somebody someone landlord tenant neighbour neighbor owner people'.split(' '));
