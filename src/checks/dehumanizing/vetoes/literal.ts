import { tags } from '../grammar.js';
import { type Candidate, hasCue, type LiteralSight, type Reading } from '../reading.js';
import type { Slot } from '../slots/slot.js';
import { breaks } from '../tokens.js';

/** The comment or its article is about real animals, pests, sickness, refuse, stories, machines. */
export function isLiteral(reading: Reading, candidate: Candidate, slot: Slot): boolean {
  if (slot.endorsed) return false;
  return familiesOf(candidate, reading.tokens[candidate.last]!.text).some((family) =>
    isLiteralOf(reading, candidate, slot, family),
  );
}

/** Whether the article makes the comparison's family literal. */
export function isTheStory(reading: Reading, candidate: Candidate): boolean {
  const { literal } = reading.there();
  return familiesOf(candidate, reading.tokens[candidate.last]!.text).some((family) => literal.has(family));
}

function familiesOf({ meaning: { group, class: named, kind } }: Candidate, word: string): readonly string[] {
  if (named === 'predator_monster' && wild.has(word)) return ['fiction', 'fauna'];
  if (group) return [group];
  if (kind === 'phrase' && named === 'vermin') return ['pests'];
  return named === 'extermination' || kind === 'emoji' ? ['fauna', 'pests'] : [];
}

/** Predators that live in woods and seas as well. */
const wild = new Set(
  'wolf wolves shark sharks spider spiders scorpion scorpions alligator alligators crocodile crocodiles hyena hyenas predator predators piranha piranhas barracuda barracudas'.split(
    ' ',
  ),
);

function isLiteralOf(reading: Reading, candidate: Candidate, slot: Slot, family: string): boolean {
  const { tokens, from, to } = reading;
  const { first, last } = candidate;
  const evidence = evidenceOf(reading, candidate, slot, family);
  const there = reading.there().literal.has(family);
  if (evidence === 0 && !there) return !slot.explicit && stands(reading, candidate, family);
  if (!slot.explicit || family === 'minds' || evidence === named) return true;
  const target = slot.target && tokens[slot.target[1]]!;
  if (!target)
    return evidence === strong || (evidence > 0 && !hasCue(reading, 'human', from[first]!, to[last]!));
  const pests = slot.by === 'call' && (target.tags & tags.abstract) !== 0 && !(target.tags & tags.person);
  const pronoun = (target.tags & tags.third) !== 0 && (plurals.has(target.text) || slot.by === 'call');
  if (!pests && (!pronoun || peopleBefore(reading, slot.target![0]))) return false;
  return (there || evidence > 0) && !hasCue(reading, 'human', 0, tokens.length);
}
const plurals = new Set(['they', 'them', 'themselves', 'ones', 'others', 'it']);

/** How strongly the comment makes the family literal: the target itself is such a word; a sure word; one near. */
const named = 3;
const strong = 2;
const near = 1;

/** Sure words count anywhere in the comment, weaker ones in the sentence and nearer than people are. */
function evidenceOf(reading: Reading, { first, last }: Candidate, slot: Slot, family: string): number {
  const { tokens, from, to } = reading;
  const word = tokens[last]!.text;
  let found = 0;
  for (const sight of reading.lookAlikes.sights) {
    if (!sight.groups.includes(family) || inside(sight, first, last) || inside(sight, slot.first, slot.last))
      continue;
    if (
      slot.target &&
      sight.last === slot.target[1] &&
      !(tokens[sight.last]!.tags & (tags.person | tags.third))
    )
      return named;
    if (tokens[sight.last]!.text === word || (slot.by === 'call' && isLikened(reading, sight.first)))
      continue;
    if (!sight.near) found = strong;
    else if (found === 0 && (!slot.explicit || !slot.target || slot.by === 'call' || family === 'minds')) {
      if (sight.first < from[first]! || sight.last >= to[last]!) continue;
      const away = sight.first > last ? sight.first - last : first - sight.last;
      if (away > reachOf(reading, slot, first, last, sight) || peopleNearer(reading, first, last, away))
        continue;
      if (!peopleBetween(reading, last, sight.first)) found = near;
    }
  }
  return found;
}
/** "Put him down like you would a dog": the dog is a picture. */
function isLikened({ tokens, from }: Reading, at: number): boolean {
  for (let k = at - 1; k >= from[at]! && at - k <= 5; k--)
    if (tokens[k]!.tags & tags.simile && tokens[k]!.text !== 'than') return true;
  return false;
}
/** A weak word tells less of what is pointed at or set apart, and less from beyond a comma. */
function reachOf(
  { tokens }: Reading,
  { by }: Slot,
  first: number,
  last: number,
  sight: LiteralSight,
): number {
  const [from, to] = sight.first > last ? [last + 1, sight.first] : [sight.last + 1, first];
  const pointed = by === 'aside' || by === 'dressed';
  for (let k = from; k <= to; k++) if (tokens[k]!.parted >= breaks.comma) return pointed ? 3 : 7;
  return pointed ? 4 : 9;
}
const inside = (sight: LiteralSight, first: number, last: number): boolean =>
  sight.first <= last && sight.last >= first;

/** A word of crime, politics or the street that stands nearer: "rats in the senate kitchen". */
function peopleNearer(reading: Reading, first: number, last: number, away: number): boolean {
  const { from, to } = reading;
  return (
    hasCue(reading, 'human', Math.max(from[first]!, first - away + 1), first) ||
    hasCue(reading, 'human', last + 1, Math.min(to[last]!, last + away))
  );
}

/** "Leeches on the desperate, and our lot roll out the carpet". */
function peopleBetween({ tokens }: Reading, last: number, sight: number): boolean {
  for (let k = last + 1; k < sight; k++) if (tokens[k]!.tags & tags.person) return true;
  return false;
}

/** "There is a snake on the path", "saw a fox": an animal that only is there, and nobody else. */
function stands(reading: Reading, { first, last, meaning }: Candidate, family: string): boolean {
  const { tokens, from, to } = reading;
  if (family !== 'fauna' && family !== 'pests') return false;
  if (isHarmed(reading, first)) return true;
  if (meaning.reach === 'bare') return false;
  if (calledIt(reading, last)) return true;
  let k = first - 1;
  while (k >= from[first]! && tokens[k]!.tags & (tags.article | tags.elided)) k--;
  if (k < from[first]! || !(tokens[k]!.tags & tags.be) || tokens[k - 1]?.text !== 'there') return false;
  for (let at = from[first]!; at < to[last]!; at++)
    if (tokens[at]!.tags & (tags.person | tags.third | tags.you)) return false;
  return true;
}

/** "A hyena was shot after it attacked": an "it" for it, and nothing that only people do. */
function calledIt(reading: Reading, last: number): boolean {
  const { tokens, to } = reading;
  if (hasCue(reading, 'personcue', 0, tokens.length)) return false;
  for (let k = last + 1; k < Math.min(to[last]!, last + 9); k++) {
    if (tokens[k]!.tags & (tags.third | tags.you)) return false;
    if (
      tokens[k]!.tags & tags.it &&
      leading.has(tokens[k - 1]!.text) &&
      tokens[k]!.parted === breaks.none &&
      !((tokens[k + 1]?.tags ?? 0) & tags.be)
    )
      return true;
  }
  return false;
}

const leading = new Set([
  'after',
  'when',
  'as',
  'before',
  'until',
  'till',
  'while',
  'because',
  'and',
  'if',
  'where',
]);

/** "Whoever hurt those animals": done to them by people. */
function isHarmed({ tokens, from }: Reading, first: number): boolean {
  let k = first - 1;
  while (k > from[first]! && tokens[k]!.tags & (tags.article | tags.demonstrative | tags.elided)) k--;
  if (k <= from[first]! || !harming.has(tokens[k]!.text)) return false;
  return people.has(tokens[k - 1]!.text) || people.has(tokens[k - 2]?.text ?? '');
}
const harming = new Set(
  'hurt hurts harm harms abuse abuses abused poisoned poisons starved starves neglected mistreated mistreats tortured tortures keep keeps kept own owns beat beats kick kicks kicked shot dumped dumps abandon abandons abandoned rescued rescues saved saves feeds fed loves raised raises'.split(
    ' ',
  ),
);
const people = new Set(['who', 'whoever', 'anyone', 'that', 'people']);

/** A word for people before the pronoun: "evicting squatters … they are bedbugs". */
function peopleBefore({ tokens }: Reading, at: number): boolean {
  for (let k = at - 1; k >= 0 && at - k < 20; k--)
    if (tokens[k]!.tags & tags.person && tokens[k]!.parted <= breaks.sentence) return true;
  return false;
}
