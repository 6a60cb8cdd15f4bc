import { tags } from '../grammar.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import type { Slot } from '../slots/slot.js';
import { breaks } from '../tokens.js';

/** "We were animals at that party", "my little monsters", "feeling like garbage". */
export function isSelf(reading: Reading, { first, last, meaning }: Candidate, slot: Slot): boolean {
  const { tokens, from } = reading;
  if (slot.self && (slot.by !== 'carried' || linked(reading, first))) return true;
  if (isSigh(reading, first, last)) return true;
  if (isOwn(reading, slot) || becomes(reading, first, slot)) return true;
  if (meaning.kind === 'emoji' && onlySelf(reading, first)) return true;
  if (senses.has(tokens[from[first]!]!.text) && likeBefore(reading, first)) return true;
  for (let k = first - 1; k >= from[first]! && first - k <= 3; k--) {
    if (tokens[k + 1]!.parted >= breaks.comma) return false;
    if (tokens[k]!.tags & tags.kin) return true;
    if (!(tokens[k]!.tags === 0 || tokens[k]!.tags & (tags.elided | tags.adverb))) return false;
  }
  return false;
}
const senses = new Set([
  'feeling',
  'felt',
  'feel',
  'looking',
  'woke',
  'smelling',
  'smell',
  'sweating',
  'shaking',
]);

/** Whether the writer is the subject of a linking verb directly before: "we are barely human", not "we found the missing link". */
function linked({ tokens, from }: Reading, first: number): boolean {
  for (let k = first - 1; k >= from[first]! && first - k <= 6; k--) {
    const { tags: bits, text } = tokens[k]!;
    if (bits & (tags.be | tags.become | tags.simile | tags.self) || text === 'feel' || text === 'felt')
      return true;
    if (!(bits & (tags.adverb | tags.article | tags.negator | tags.elided | tags.auxiliary | tags.modal)))
      return false;
  }
  return false;
}

/** "Rats! I missed it": a sigh, and then the writer. */
function isSigh({ tokens, from }: Reading, first: number, last: number): boolean {
  const next = tokens[last + 1];
  return (
    tokens[first]!.text === 'rats' &&
    first === from[first] &&
    next !== undefined &&
    next.parted >= breaks.comma &&
    (next.tags & tags.self) !== 0
  );
}

/** "My toddlers are savages", "our lads were animals": one's own family, pets, team. */
function isOwn({ tokens, from }: Reading, { target }: Slot): boolean {
  if (!target || !own.has(tokens[target[1]]!.text)) return false;
  for (let k = target[1]; k >= from[target[0]]! && target[1] - k <= 3; k--)
    if (tokens[k]!.tags & tags.kin) return true;
  return false;
}
const own = new Set(
  'kids kid son sons daughter daughters children child boys boy girls girl baby babies toddler toddlers twins grandkids grandson grandsons granddaughter nephew nephews niece nieces lads team class pupils students cats dogs puppies kittens siblings cousins'.split(
    ' ',
  ),
);

/** "We turned into animals when the pizza came": the writer is the subject of the clause, though no slot reads it. */
function becomes({ tokens, from }: Reading, first: number, { explicit }: Slot): boolean {
  if (explicit) return false;
  for (let k = first - 1; k > from[first]! && first - k <= 5; k--) {
    const { text, tags: bits, parted } = tokens[k]!;
    if (parted >= breaks.comma) return false;
    if (changing.has(text))
      return (tokens[k - 1]!.tags & tags.self) !== 0 && !(tokens[k - 1]!.tags & tags.kin);
    if (bits & (tags.third | tags.you | tags.person)) return false;
  }
  return false;
}
const changing = new Set(
  'turned turn became become felt feel acted act behaved behave ate eat lived live was were am looked look slept sleep'.split(
    ' ',
  ),
);

function likeBefore({ tokens, from }: Reading, first: number): boolean {
  for (let k = first - 1; k > from[first]! && first - k <= 4; k--)
    if (tokens[k]!.text === 'like') return true;
  return false;
}

/** "me before coffee 👹": nobody else is in the sentence. */
function onlySelf({ tokens, from, to }: Reading, at: number): boolean {
  let self = false;
  for (let k = from[at]!; k < to[at]!; k++) {
    const bits = tokens[k]!.tags;
    if (bits & tags.self && !(bits & tags.kin)) self = true;
    else if (bits & (tags.third | tags.you | tags.person)) return false;
  }
  return self;
}

/** "A great dog", "such a sweet animal", "happy birthday to my cheeky monkey 🐒". */
export function isFond(reading: Reading, { first, meaning }: Candidate, slot: Slot): boolean {
  const { tokens } = reading;
  if (meaning.kind === 'emoji') return hasCue(reading, 'fond', 0, tokens.length);
  const beasts = meaning.group === 'fauna' || meaning.group === 'pests';
  if (small.has(tokens[first - 1]?.text ?? '')) return true;
  if (beasts && loving.has(tokens[first - 2]?.text ?? '')) return true;
  for (let k = slot.first; k < first; k++)
    if (small.has(tokens[k]!.text) || (beasts && fond.has(tokens[k]!.text))) return true;
  return false;
}
const loving = new Set(['love', 'adore', 'loves', 'adores']);
const small = new Set(['tiny', 'wee', 'adorable']);
const fond = new Set(
  'great good beautiful lovely sweet wonderful cute adorable gorgeous magnificent majestic noble loyal friendly rare extinct domesticated rescued innocent poor cheeky precious darling'.split(
    ' ',
  ),
);
