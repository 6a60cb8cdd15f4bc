import { tags } from './grammar.js';
import { type Candidate, hasCue, type Reading } from './reading.js';
import type { Slot } from './slots/slot.js';
import { breaks } from './tokens.js';
import { isAnothersVoice, isCopied } from './voice.js';

/** A reason why a comparison with a person in its slot is not dehumanizing after all. */
export type Veto = (reading: Reading, candidate: Candidate, slot: Slot) => boolean;

/** The word belongs to an idiom or a name that is longer than the comparison. */
export function inIdiom(reading: Reading, { first, last }: Candidate): boolean {
  const { masked } = reading.lookAlikes;
  for (let k = first; k <= last; k++) if (!masked[k]) return false;
  return true;
}

/** A capital inside a sentence that is written in small letters, beside another capital: a name. */
export function isName({ tokens, from, to }: Reading, { first, last, meaning }: Candidate): boolean {
  if (meaning.kind !== 'noun' || first !== last) return false;
  const token = tokens[first]!;
  if (token.text === 'goat' && token.shouted) return true;
  if (!token.capital || token.shouted || first === from[first]) return false;
  const before = tokens[first - 1]!;
  const after = last + 1 < to[last]! ? tokens[last + 1]! : undefined;
  const beside =
    (before.capital && !before.shouted && before.parted <= breaks.sentence && before.text !== 'i') ||
    (after?.capital && after.parted === breaks.none && !after.shouted);
  if (beside) return true;
  const seldomName = meaning.reach === 'bare' || meaning.plural;
  return before.text === 'the'
    ? meaning.reach !== 'bare'
    : !seldomName && !(before.tags & (tags.article | tags.demonstrative | tags.you));
}

/** "They are not animals", "nobody is vermin", "human beings, not animals". */
export function isDenied(reading: Reading, { first }: Candidate, slot: Slot): boolean {
  if (slot.negated) return true;
  if (slot.by === 'call' || slot.by === 'thing') return false;
  const { tokens, from } = reading;
  for (let k = first - 1; k >= from[first]! && first - k <= 4; k--) {
    const token = tokens[k]!;
    if (tokens[k + 1]!.parted >= breaks.comma) return false;
    if (
      token.text === 'not' ||
      token.text === "n't" ||
      token.text === 'no' ||
      token.text === 'never' ||
      token.text === 'neither' ||
      token.text === 'nor' ||
      token.text === 'without'
    ) {
      const next = tokens[k + 1]!.text;
      return ![
        'just',
        'only',
        'merely',
        'better',
        'different',
        'even',
        'unlike',
        'more',
        'less',
        'simply',
        'doubt',
      ].includes(next);
    }
    if (!(token.tags & (tags.article | tags.elided | tags.demonstrative | tags.simile | tags.adverb)))
      return false;
  }
  return false;
}

/** "We were animals at that party", "my little monsters". */
export function isSelf({ tokens, from }: Reading, { first }: Candidate, slot: Slot): boolean {
  if (slot.self) return true;
  for (let k = first - 1; k >= from[first]! && first - k <= 3; k--) {
    if (tokens[k + 1]!.parted >= breaks.comma) return false;
    if (tokens[k]!.text === 'my' || tokens[k]!.text === 'our') return true;
    if (!(tokens[k]!.tags === 0 || tokens[k]!.tags & (tags.elided | tags.adverb))) return false;
  }
  return false;
}

/** The comment or its article is about real animals, pests, sickness, refuse, stories, machines. */
export function isLiteral(reading: Reading, { meaning, first, last }: Candidate, slot: Slot): boolean {
  const { group, kind } = meaning;
  if (slot.endorsed) return false;
  const families = group
    ? [group]
    : meaning.class === 'extermination'
      ? ['fauna', 'pests']
      : kind === 'emoji'
        ? ['fauna', 'pests']
        : [];
  const { tokens } = reading;
  for (const family of families) {
    const here = reading.lookAlikes.literal.has(family);
    const there = reading.there().literal.has(family);
    if (!here && !there) continue;
    if (!slot.explicit || family === 'minds') return true;
    const pronoun =
      slot.target && tokens[slot.target[1]]!.tags & tags.third && plurals.has(tokens[slot.target[1]]!.text);
    if (pronoun && (there || !hasCue(reading, 'human', 0, tokens.length))) return true;
    if (!slot.target && here && !hasCue(reading, 'human', reading.from[first]!, reading.to[last]!))
      return true;
  }
  return false;
}
const plurals = new Set(['they', 'them', 'themselves', 'ones', 'others', 'it']);

/** "He's a beast on the field". */
export function isPraise(reading: Reading, { meaning, first, last }: Candidate): boolean {
  if (!meaning.group || !reading.lookAlikes.praised.has(meaning.group)) return false;
  if (meaning.group === 'human') return true;
  return (
    praising.has(reading.tokens[last]!.text) &&
    !hasCue(reading, 'human', reading.from[first]!, reading.to[last]!)
  );
}
const praising = new Set([
  'beast',
  'beasts',
  'animal',
  'animals',
  'machine',
  'machines',
  'monster',
  'monsters',
  'savage',
  'savages',
  'goat',
  'wolf',
  'lion',
  'tiger',
  'shark',
  'robot',
  'dog',
  'dogs',
  'horse',
  'bull',
  'bear',
  'demon',
  'wolves',
  'sharks',
  'bulldog',
  'snake',
]);

/** "Pig farmers", "the plague's end": the comparison only tells more of the noun that follows. */
export function isNotHead({ tokens, to }: Reading, { meaning, last }: Candidate, slot: Slot): boolean {
  if (meaning.kind !== 'noun' || slot.last > last || slot.endorsed) return false;
  const next = last + 1 < to[last]! ? tokens[last + 1]! : undefined;
  if (!next || next.parted > breaks.none) return false;
  if (next.text === "'s") return !(next.tags & tags.be);
  // "A monster of a sentence", but "a pig of a man" was read by its own slot.
  if (next.text === 'of' && /^an?$/.test(tokens[last + 2]?.text ?? '') && slot.by !== 'of-a') return true;
  if (meaning.plural || meaning.mass || slot.by === 'of-a') return false;
  if (next.tags & tags.person) return !(next.tags & tags.offender);
  const plain = next.tags === 0 || next.tags === tags.abstract;
  return plain && !/(ed|ing|ly|[^sru]s)$/.test(next.text) && !pastForms.has(next.text);
}
const pastForms = new Set([
  'beat',
  'shot',
  'stole',
  'broke',
  'cut',
  'hit',
  'ran',
  'took',
  'got',
  'came',
  'went',
  'left',
  'made',
  'threw',
  'drove',
  'killed',
  'hurt',
  'stuck',
  'set',
  'lost',
  'thinks',
  'attacks',
  'loose',
  'free',
  'alive',
  'again',
  'whose',
  'deserves',
]);

/** "A great dog", "such a sweet animal". */
export function isFond({ tokens }: Reading, { first, meaning }: Candidate, slot: Slot): boolean {
  if (meaning.group !== 'fauna' && meaning.kind !== 'emoji') return false;
  for (let k = slot.first; k < first; k++) if (fond.has(tokens[k]!.text)) return true;
  return false;
}
const fond = new Set([
  'great',
  'good',
  'beautiful',
  'lovely',
  'sweet',
  'wonderful',
  'cute',
  'adorable',
  'gorgeous',
  'magnificent',
  'majestic',
  'noble',
  'loyal',
  'friendly',
  'rare',
  'extinct',
  'domesticated',
  'rescued',
  'innocent',
  'poor',
  'cheeky',
]);

/** Quoted, reported or rejected, and not made the writer's own. */
export function isNotTheirOwn(reading: Reading, candidate: Candidate, slot: Slot): boolean {
  return isCopied(reading, candidate) || isAnothersVoice(reading, candidate, slot);
}

export const vetoes: readonly Veto[] = [
  inIdiom,
  isName,
  isNotHead,
  isFond,
  isSelf,
  isDenied,
  isPraise,
  isLiteral,
  isNotTheirOwn,
];

export const finalVetoes: ReadonlySet<Veto> = new Set([
  inIdiom,
  isName,
  isSelf,
  isDenied,
  isPraise,
  isNotTheirOwn,
]);
