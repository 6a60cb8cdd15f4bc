import { functional, tags } from './grammar.js';
import type { Candidate, Reading } from './reading.js';
import { breaks } from './tokens.js';

/** The comparison with what belongs to it on its left. */
export interface NounPhrase {
  /** First token of the metaphor with its adjectives. */
  readonly first: number;
  /** First token with determiner and "a bunch of". */
  readonly edge: number;
  /** Index of the determiner, or -1. */
  readonly determiner: number;
  /** A word for people directly before: "immigrant scum". */
  readonly peopleBefore: number;
}

const mostAdjectives = 3;
const determiners = tags.article | tags.demonstrative | tags.possessive;

/** Reads to the left over adjectives to the determiner, and over "a pack of" beyond it. */
export function nounPhrase(reading: Reading, candidate: Candidate): NounPhrase {
  let { first, determiner } = adjectivesBefore(reading, candidate.first);
  let edge = determiner >= 0 ? determiner : first;
  let peopleBefore = -1;
  for (let k = candidate.first - 1; k >= first; k--)
    if (reading.tokens[k]!.tags & tags.person && !(reading.tokens[k]!.tags & tags.elided)) peopleBefore = k;
  if (peopleBefore >= 0) first = peopleBefore + 1;
  while (first < candidate.first && intensifiers.has(reading.tokens[first]!.text)) first++;
  const of = edge - 1;
  if (
    of > reading.from[candidate.first]! &&
    reading.tokens[of]!.text === 'of' &&
    reading.tokens[of - 1]!.tags & tags.partitive &&
    reading.tokens[edge]!.parted === breaks.none
  ) {
    const beyond = adjectivesBefore(reading, of - 1);
    edge = beyond.determiner >= 0 ? beyond.determiner : beyond.first;
    determiner = beyond.determiner >= 0 ? beyond.determiner : determiner;
  }
  return { first, edge, determiner, peopleBefore };
}

function adjectivesBefore({ tokens, from }: Reading, head: number): { first: number; determiner: number } {
  const start = from[head]!;
  let first = head;
  let certain = head;
  for (let k = head - 1; k >= start && head - k <= mostAdjectives; k--) {
    const token = tokens[k]!;
    if (tokens[k + 1]!.parted > breaks.comma) break;
    if (tokens[k + 1]!.parted === breaks.comma && !(token.tags & tags.elided)) break;
    const bits = token.tags;
    if (bits & determiners && token.text !== "'s") return { first, determiner: k };
    if (bits & tags.you && tokens[k + 1]!.parted === breaks.none)
      return { first: certain, determiner: certain === k + 1 ? k : -1 };
    if (bits === 0 && adjectival(token.text)) {
      first = k;
      if (certain === k + 1) certain = k;
      continue;
    }
    if (
      bits & tags.elided &&
      !(bits & (tags.question | tags.conjunction)) &&
      !barePredeterminers.has(token.text)
    ) {
      first = k;
      if (certain === k + 1) certain = k;
      continue;
    }
    if (k === head - 1 && bits & tags.person && tokens[head]!.parted === breaks.none) {
      first = k;
      certain = k;
      continue;
    }
    if (bits & functional || bits & (tags.adverb | tags.say)) break;
    first = k; // an unknown word: an adjective if a determiner stands before it
  }
  return { first: certain, determiner: -1 };
}

/** By its ending an adjective: soulless, murderous, rat-faced, money-grubbing. */
function adjectival(word: string): boolean {
  if (word.length < 6) return false;
  return adjectiveEndings.some((ending) => word.endsWith(ending)) || word.includes('-');
}
const adjectiveEndings = [
  'less',
  'ous',
  'ish',
  'back',
  'thirsty',
  'faced',
  'headed',
  'minded',
  'sucking',
  'grubbing',
  'soaked',
  'ridden',
  'ful',
];

/** Words of grammar.yml's `elided` that are not adjectives. */
export const barePredeterminers: ReadonlySet<string> = new Set([
  'such',
  'nothing',
  'just',
  'more',
  'another',
  'what',
  'same',
  'all',
  'both',
  'only',
  'plain',
  'other',
]);

/** Words that only press: they carry nothing of the metaphor, so the span leaves them out. */
export const intensifiers: ReadonlySet<string> = new Set([
  'absolute',
  'total',
  'complete',
  'utter',
  'pure',
  'real',
  'actual',
  'literal',
  'typical',
  'fucking',
  'damn',
  'goddamn',
  'freaking',
  'bloody',
  'true',
  'other',
  'new',
  'same',
  'all',
  'more',
  'just',
  'such',
  'another',
  'only',
  'both',
  'nothing',
]);
