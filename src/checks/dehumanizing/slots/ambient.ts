import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import { type Candidate, hasCue, type Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import { dressed } from './dressed.js';
import type { Slot } from './slot.js';

/**
 * A comment under a crime or politics story that names "a rat", "filthy animals", "full of snakes" speaks of people
 * even without a pronoun near, when its sentence is about what people do.
 */
export function ambient(reading: Reading, candidate: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, from, to } = reading;
  const { meaning, first, last } = candidate;
  const start = from[first]!;
  const end = to[last]!;
  const base = { first: phrase.first, last };
  if (marked(reading, phrase.first, first)) return { by: 'marked', score: 0.8, explicit: true, ...base };
  if (dressed(reading, last)) return { by: 'dressed', score: 0.75, explicit: true, ...base };
  if (meaning.reach === 'slot') return undefined;
  const before = phrase.edge > start ? tokens[phrase.edge - 1]! : undefined;
  const edge = tokens[phrase.edge]!.text;
  if (edge === 'another' || before?.text === 'another' || before?.text === 'less' || before?.text === 'fewer')
    return { by: 'another', score: 0.65, explicit: false, ...base };
  if (before && filled(reading, phrase.edge - 1))
    return { by: 'filled', score: 0.65, explicit: false, ...base };
  const crime = hasCue(reading, 'human', start, end);
  if (!crime) return undefined;
  const determined =
    phrase.determiner >= 0 && tokens[phrase.determiner]!.tags & (tags.article | tags.demonstrative);
  const often = meaning.reach !== 'likely';
  const acts =
    often && phrase.edge === start && (meaning.plural || meaning.mass) && actsNext(reading, last, end);
  if (acts) return { by: 'acts', score: 0.65, explicit: false, ...base };
  if (phrase.edge === start && (often || determined) && (meaning.plural || meaning.mass || determined))
    return { by: 'opens', score: 0.6, explicit: false, ...base };
  if (!determined)
    return meaning.reach === 'bare' && (phrase.first < first || meaning.id !== 'animals')
      ? { by: 'ambient', score: 0.6, explicit: false, ...base }
      : undefined;
  return { by: 'ambient', score: meaning.reach === 'bare' ? 0.6 : 0.55, explicit: false, ...base };
}

/** "Two-legged rats", "human vermin". */
function marked({ tokens }: Reading, from: number, to: number): boolean {
  for (let k = from; k < to; k++) if (marks.has(tokens[k]!.text)) return true;
  return false;
}
const marks = new Set([
  'human',
  'two-legged',
  'two-faced',
  'walking',
  'bipedal',
  'murdering',
  'murderous',
  'thieving',
  'lying',
  'communist',
  'liberal',
]);

/** "Full of", "crawling with", "a den of". */
function filled({ tokens }: Reading, at: number): boolean {
  const word = tokens[at]!.text;
  const before = tokens[at - 1]?.text ?? '';
  return (
    (word === 'of' && (before === 'full' || before === 'den' || before === 'nest' || before === 'rid')) ||
    (word === 'with' &&
      (before === 'crawling' || before === 'infested' || before === 'teeming' || before === 'overrun'))
  );
}

function actsNext({ tokens }: Reading, last: number, end: number): boolean {
  const next = last + 1 < end ? tokens[last + 1]! : undefined;
  return (
    next !== undefined &&
    next.parted === breaks.none &&
    ((next.tags & (tags.verb | tags.modal | tags.be | tags.auxiliary)) !== 0 || next.text.endsWith('ed'))
  );
}
