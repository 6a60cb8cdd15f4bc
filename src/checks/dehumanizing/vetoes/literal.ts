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

function familiesOf({ meaning: { group, class: named, kind } }: Candidate, word: string): readonly string[] {
  if (named === 'predator_monster' && wild.has(word)) return ['fiction', 'fauna'];
  if (group) return [group];
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
  const here = isHere(reading, candidate, slot, family);
  const there = reading.there().literal.has(family);
  if (!here && !there) return !slot.explicit && stands(reading, candidate, family);
  if (!slot.explicit || family === 'minds') return true;
  const named = slot.target && tokens[slot.target[1]]!;
  if (!named) return here && !hasCue(reading, 'human', from[first]!, to[last]!);
  const pronoun = (named.tags & tags.third) !== 0 && (plurals.has(named.text) || slot.by === 'call');
  return (
    pronoun &&
    !peopleBefore(reading, slot.target![0]) &&
    (there || !hasCue(reading, 'human', 0, tokens.length))
  );
}
const plurals = new Set(['they', 'them', 'themselves', 'ones', 'others', 'it']);

/** Whether a word makes the family literal: anywhere in the comment, or, of the weaker ones, nearer than people are. */
function isHere(reading: Reading, { first, last }: Candidate, slot: Slot, family: string): boolean {
  const { from, to } = reading;
  for (const sight of reading.lookAlikes.sights) {
    if (!sight.groups.includes(family) || inside(sight, first, last) || inside(sight, slot.first, slot.last))
      continue;
    if (!sight.near) return true;
    if (slot.explicit && family !== 'minds') continue;
    if (sight.first < from[first]! || sight.last >= to[last]!) continue;
    const away = sight.first > last ? sight.first - last : first - sight.last;
    if (
      away <= reachOfNear &&
      !peopleNearer(reading, first, last, away) &&
      !peopleBetween(reading, last, sight.first)
    )
      return true;
  }
  return false;
}
const reachOfNear = 12;
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
  if ((family !== 'fauna' && family !== 'pests') || meaning.reach === 'bare') return false;
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
      tokens[k]!.parted === breaks.none &&
      !((tokens[k + 1]?.tags ?? 0) & tags.be)
    )
      return true;
  }
  return false;
}

/** A word for people before the pronoun: "evicting squatters … they are bedbugs". */
function peopleBefore({ tokens }: Reading, at: number): boolean {
  for (let k = at - 1; k >= 0 && at - k < 20; k--)
    if (tokens[k]!.tags & tags.person && tokens[k]!.parted <= breaks.sentence) return true;
  return false;
}
