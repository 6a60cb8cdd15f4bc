import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import { subjectOf } from '../subject.js';
import { breaks } from '../tokens.js';
import { opening, some } from './opening.js';
import { peopleNear } from './people-near.js';
import type { Slot } from './slot.js';

/**
 * The default. Under a story of crime or politics a strong word (vermin, savages, ghouls) speaks of people wherever it
 * stands, and a likely one (rats, vultures) wherever people are near, unless its sentence says it of a thing.
 */
export function presumed(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { kind, reach } = candidate.meaning;
  if (kind !== 'noun' || reach === 'slot') return undefined;
  if (ofThing(reading, phrase) || ofNature(reading, candidate, phrase)) return undefined;
  const near = peopleNear(reading, candidate);
  const known = stands(reading, candidate, phrase);
  if (!known && isLone(reading, candidate, phrase)) return undefined;
  const strong = reach !== 'likely' && !wide.has(candidate.meaning.id);
  if (encountered(reading, candidate, phrase) && !(strong && candidate.meaning.plural)) return undefined;
  if (!strong && !(near || known)) return undefined;
  if (wide.has(candidate.meaning.id) && !(near && known)) return undefined;
  return {
    by: 'presumed',
    score: near ? 0.55 : 0.5,
    explicit: false,
    first: phrase.first,
    last: candidate.last,
  };
}

/** "The apes in section 12", "Hyenas with lanyards", "Rats!": told of as known, or all that is spoken of. */
function stands(reading: Reading, { meaning, last }: Candidate, phrase: NounPhrase): boolean {
  const { tokens, from, to } = reading;
  const { determiner } = phrase;
  const edge = opening(reading, phrase.edge, from[phrase.edge]!);
  const opens = edge === from[edge] || tokens[edge]!.parted >= breaks.comma;
  const closes = last + 1 >= to[last]! || tokens[last + 1]!.parted >= breaks.comma;
  const known = determiner >= 0 && !one.has(tokens[determiner]!.text);
  const strong = meaning.plural || meaning.reach === 'bare' || meaning.reach === 'any';
  return (opens && (strong || known || closes)) || (known && meaning.plural);
}
const one = new Set(['a', 'an', 'my', 'our', 'its', "'s"]);

/** Families whose words name beasts at large: presumed of people only where they are near. */
const wide = new Set(['animals']);

/** One without determiner or adjective inside a sentence: mostly part of a name, or not even the noun. */
function isLone({ tokens }: Reading, { meaning, first }: Candidate, phrase: NounPhrase): boolean {
  if (meaning.plural || meaning.mass || phrase.determiner >= 0 || phrase.first !== first) return false;
  return !some.has(tokens[first - 1]?.text ?? '');
}

const mostBetween = 6;

/** Whether a thing, or nobody, is said to be it: "the app is vermin", "inflation is a beast", "nobody is vermin". */
export function ofThing(reading: Reading, phrase: NounPhrase): boolean {
  const { tokens, from } = reading;
  const start = Math.max(from[phrase.edge]!, phrase.edge - mostBetween);
  for (let k = phrase.edge - 1; k >= start; k--) {
    const bits = tokens[k]!.tags;
    if (tokens[k + 1]!.parted >= breaks.comma) return false;
    if (!(bits & (tags.be | tags.become))) continue;
    const subject = subjectOf(reading, k);
    if (subject.negated || subject.kind === 'thing') return true;
    return subject.kind === 'pointing' && singular.has(tokens[subject.last]!.text);
  }
  return false;
}
const singular = new Set(['this', 'that', 'it']);

/** "Animals have more decency", "locusts ate the wheat", "pigs can get the flu": the kind itself, told as by a naturalist. */
function ofNature(
  { tokens, from, to }: Reading,
  { meaning, first, last }: Candidate,
  phrase: NounPhrase,
): boolean {
  if (phrase.determiner >= 0 || phrase.first !== first || first !== from[first]) return false;
  if (!meaning.plural || last + 1 >= to[last]! || tokens[last + 1]!.parted > breaks.none) return false;
  return naturally.has(tokens[last + 1]!.text);
}
const naturally = new Set(
  'have has had can could would do does are is were was also only ate eat bit bite chewed gnawed nested sting stung spread escape escaped escapes roamed hibernate fell got'.split(
    ' ',
  ),
);

/** "I hate snakes", "they found a leech", "has two rats": met, kept or feared, as beasts are. */
function encountered(
  { tokens, from }: Reading,
  { meaning }: Candidate,
  { edge, determiner }: NounPhrase,
): boolean {
  if (meaning.group !== 'fauna' && meaning.group !== 'pests') return false;
  if (determiner >= 0 && tokens[determiner]!.tags & (tags.demonstrative | tags.possessive)) return false;
  return edge > from[edge]! && meetings.has(tokens[edge - 1]!.text);
}
const meetings = new Set(
  `hate hates love loves like likes fear fears found find finds saw seen see spotted spot keep keeps kept own owns bought
  buy has have had adopted feed feeds fed ate eat eats eating of`.split(/\s+/),
);
