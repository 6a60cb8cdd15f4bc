import { tags } from '../grammar.js';
import { barePredeterminers, intensifiers, type NounPhrase } from '../noun-phrase.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import { dressed } from './dressed.js';
import type { Slot } from './slot.js';

/** "Animals.", "Absolute vermin, the lot of them", "Beasts, every last one": the comparison is all that is said. */
export function fragment(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, from, to } = reading;
  const { meaning, last } = candidate;
  if (meaning.kind === 'adjective') return undefined;
  const start = from[candidate.first]!;
  const end = to[last]!;
  let edge = phrase.edge;
  while (
    edge > start &&
    tokens[edge]!.parted < breaks.comma &&
    tokens[edge - 1]!.tags & (tags.adverb | tags.elided) &&
    !(
      tokens[edge - 1]!.tags & tags.negator &&
      tokens[edge - 1]!.text !== 'nothing' &&
      tokens[edge - 1]!.text !== 'no'
    )
  )
    edge--;
  const opens = edge === start || tokens[edge]!.parted >= breaks.comma;
  const closes = last + 1 >= end || tokens[last + 1]!.parted >= breaks.comma;
  if (!opens) return undefined;
  const theLot = lotFrom(reading, last + 1, end);
  const another = oneMore(reading, edge, candidate, phrase);
  if (another) return another;
  if (!closes && !theLot && !dressed(reading, last)) return undefined;
  const first = Math.min(phrase.first, adjectiveEdge(reading, edge, phrase.first));
  const base = { first: pressed(reading, first, candidate.first), last };
  if (dressed(reading, last) && !closes) return { by: 'dressed', score: 0.75, explicit: true, ...base };
  if (theLot) return { by: 'the-lot', score: 0.8, explicit: true, ...base };
  const before = edge > start ? tokens[edge - 1]! : undefined;
  if (
    before &&
    tokens[edge]!.parted <= breaks.clause &&
    before.tags & (tags.third | tags.person | tags.you) &&
    (phrase.determiner >= 0 || meaning.reach === 'bare' || meaning.reach === 'any')
  )
    return { by: 'apposition', score: 0.7, explicit: true, ...base, target: [edge - 1, edge - 1] };
  const alone = edge === start && last + 1 >= end;
  const determiner = phrase.determiner >= 0 ? tokens[phrase.determiner]!.text : '';
  if (determiner === 'my' || determiner === 'our') return undefined;
  if (alone) {
    if (meaning.reach === 'bare' || meaning.reach === 'any')
      return { by: 'alone', score: 0.75, explicit: false, ...base };
    const whole = start === 0 && end === tokens.length;
    const human =
      reading.there().human ||
      personBefore(reading, start) ||
      personBefore(reading, Math.min(tokens.length, end + 3));
    if (!meaning.plural && !meaning.mass && determiner === '' && first === candidate.first && !whole)
      return undefined;
    if (meaning.group === 'medicine' || meaning.group === 'machines') return undefined;
    if (meaning.mass && !human && !whole) return undefined;
    if (human || whole || determiner === 'a' || determiner === 'an')
      return { by: 'alone', score: meaning.mass ? 0.55 : 0.6, explicit: false, ...base };
    return undefined;
  }
  const pointing =
    determiner === 'the' || determiner === 'that' || determiner === 'those' || determiner === 'these';
  if (
    meaning.reach !== 'bare' &&
    meaning.reach !== 'any' &&
    !(
      pointing &&
      (meaning.group === 'fauna' || meaning.group === 'pests') &&
      personBefore(reading, start + 20 < edge ? edge : end)
    )
  )
    return undefined;
  const human = hasCue(reading, 'human', start, end) || personBefore(reading, end);
  return human ? { by: 'aside', score: 0.65, explicit: false, ...base } : undefined;
}

/** "Just another NPC repeating …". */
function oneMore(
  { tokens, from, to }: Reading,
  edge: number,
  { last }: Candidate,
  phrase: NounPhrase,
): Slot | undefined {
  const opens =
    edge === from[edge] && (tokens[edge]!.text === 'another' || tokens[edge + 1]?.text === 'another');
  const next = last + 1 < to[last]! ? tokens[last + 1]! : undefined;
  if (!opens || !next || !(next.text.endsWith('ing') || next.text === 'who')) return undefined;
  return { by: 'another', score: 0.65, explicit: true, first: phrase.first, last };
}

/** "all of them", "the lot of you", "every last one", "the whole bunch". */
export function lotFrom({ tokens }: Pick<Reading, 'tokens'>, at: number, end: number): boolean {
  if (at >= end || tokens[at]!.parted > breaks.clause) return false;
  const words = tokens.slice(at, Math.min(end, at + 6)).map(({ text }) => text);
  const said = words.join(' ');
  return (
    /^(all|both|each|every|the (whole )?(lot|bunch|pair|rest)|lot|most|the whole|half|one and all|pure and simple|that's|that is what|is what)/.test(
      said,
    ) &&
    /(them|you|'em|em|one|bunch|lot|pair|family|gang|crew|party|single|all|both|he|she|they)\b/.test(said)
  );
}

/** Leaves out what only presses. */
function pressed({ tokens }: Reading, first: number, head: number): number {
  let k = first;
  while (k < head && intensifiers.has(tokens[k]!.text)) k++;
  return k;
}

function adjectiveEdge({ tokens }: Reading, edge: number, first: number): number {
  let k = first;
  while (
    k > edge &&
    tokens[k - 1]!.tags & tags.elided &&
    !(tokens[k - 1]!.tags & (tags.demonstrative | tags.article | tags.question)) &&
    !barePredeterminers.has(tokens[k - 1]!.text)
  )
    k--;
  return k;
}

function personBefore({ tokens }: Reading, before: number): boolean {
  for (let k = before - 1; k >= 0 && before - k < 30; k--)
    if (tokens[k]!.tags & (tags.third | tags.person | tags.you) || tokens[k]!.text === 'your') return true;
  return false;
}
