import { tags } from '../grammar.js';
import type { Candidate, Reading } from '../reading.js';
import type { Slot } from '../slots/slot.js';
import { breaks, type Token } from '../tokens.js';
import { saysAgain, voiceStart } from '../voice.js';

/** "They are not animals", "nobody is vermin", "I never thought of them as rats", "Animals? No." */
export function isDenied(reading: Reading, candidate: Candidate, slot: Slot): boolean {
  if (slot.by === 'call' || slot.by === 'thing') return false;
  if (slot.endorsed || saysAgain(reading, candidate)) return false;
  if (slot.negated) return true;
  const lacking = candidate.meaning.class === 'denial_of_mind' && candidate.meaning.kind === 'phrase';
  if ((!lacking && directly(reading, candidate.first)) || answered(reading, candidate)) return true;
  if (slot.by === 'caged' && isForbidden(reading, candidate.first)) return true;
  if (slot.by === 'simile' && noneShould(reading, candidate.first)) return true;
  return deniesSubject(reading, candidate.first) || deniesThought(reading, candidate.first);
}

const beforeNoun =
  tags.article |
  tags.elided |
  tags.demonstrative |
  tags.simile |
  tags.adverb |
  tags.be |
  tags.become |
  tags.possessive;

/** A negation with nothing but determiners and the copula between it and the comparison. */
function directly({ tokens, from }: Reading, first: number): boolean {
  for (let k = first - 1; k >= from[first]! && first - k <= 5; k--) {
    const { text, tags: bits } = tokens[k]!;
    if (tokens[k + 1]!.parted >= breaks.comma) return false;
    if (negators.has(text)) return !turns.has(tokens[k + 1]!.text);
    if (text === 'from' && tokens[k - 1]?.text === 'far') return true;
    if (text === 'but' && tokens[k - 1]?.text === 'anything') return true;
    if (!(bits & beforeNoun)) return false;
  }
  return false;
}
const negators = new Set([
  'not',
  "n't",
  'no',
  'never',
  'neither',
  'nor',
  'without',
  'hardly',
  'scarcely',
  'isnt',
  'arent',
]);
const turns = new Set(
  'just only merely better different even unlike more less simply doubt wonder joke need so any far much'.split(
    ' ',
  ),
);

/** "Nobody here is vermin", "no refugee is a rat", "none of these kids are animals". */
function deniesSubject(reading: Reading, first: number): boolean {
  const { tokens } = reading;
  const start = voiceStart(reading, first);
  let verb = -1;
  for (let k = first - 1; k >= start && first - k <= 6 && verb < 0; k--) {
    if (tokens[k + 1]!.parted >= breaks.comma) return false;
    if (tokens[k]!.tags & (tags.be | tags.become) || calling.has(tokens[k]!.text)) verb = k;
    else if (
      !(tokens[k]!.tags & (beforeNoun | tags.third | tags.object | tags.person | tags.modal | tags.auxiliary))
    )
      return false;
  }
  for (let k = verb - 1; k >= start && verb - k <= 7; k--) {
    const { text, parted } = tokens[k]!;
    if (
      nobody.has(text) &&
      !(text === 'no' && (tokens[k + 1]!.text === 'doubt' || tokens[k + 1]!.text === 'wonder'))
    )
      return k === start || parted > breaks.none || !(tokens[k - 1]!.tags & tags.be);
    if (parted >= breaks.comma) return false;
  }
  return false;
}
const nobody = new Set(['nobody', 'none', 'no-one', 'neither', 'no']);
const calling = new Set(['call', 'calls', 'called', 'deserves', 'deserve']);

/** "You can't put people in cages". */
function isForbidden({ tokens, from }: Reading, first: number): boolean {
  for (let k = first - 1; k >= from[first]! && first - k <= 6; k--) {
    if (tokens[k + 1]!.parted >= breaks.comma) return false;
    if (negators.has(tokens[k]!.text)) return !turns.has(tokens[k + 1]!.text);
  }
  return false;
}

/** "Nobody should have to live like an animal". */
function noneShould({ tokens, from }: Reading, first: number): boolean {
  for (let k = from[first]!; k < first && k < from[first]! + 4; k++)
    if (nobody.has(tokens[k]!.text)) return first - k <= 9 && !turns.has(tokens[k + 1]!.text);
  return false;
}

/** "Never have I thought of the homeless as rats", "I don't see them as animals", "that doesn't make them vermin". */
function deniesThought(reading: Reading, first: number): boolean {
  const { tokens } = reading;
  const start = Math.max(voiceStart(reading, first), first - 14);
  let verb = -1;
  for (let k = first - 1; k >= start; k--) {
    const { tags: bits, text } = tokens[k]!;
    if (tokens[k + 1]!.parted >= breaks.comma) return false;
    if (k === first - 1 && bits & tags.demonstrative && text !== 'such') return false;
    if (verb < 0 && (bits & (tags.report | tags.say) || making.has(text))) verb = k;
    if (verb >= 0 && verb - k <= 9 && (negators.has(text) || refusing.has(text)))
      return !turns.has(tokens[k + 1]!.text);
    if (verb >= 0 && verb - k > 9) return false;
  }
  return false;
}
const making = new Set([
  'make',
  'makes',
  'made',
  'mean',
  'means',
  'meant',
  'saying',
  'imply',
  'prove',
  'proves',
]);
const refusing = new Set([
  'refuse',
  'refuses',
  'refused',
  'refusing',
  'deny',
  'denies',
  'denied',
  'stop',
  'quit',
  'hate',
  'wrong',
  'unfair',
]);

/** "Animals? No, frightened kids." But not "Animals? No, worse." */
function answered({ tokens, to }: Reading, { first, last }: Candidate): boolean {
  const end = to[last]!;
  if (last + 1 !== end && first + 1 !== end) return false;
  const answer = tokens[end];
  if (!answer) return false;
  if (!answers.has(answer.text)) return peopleAfterAll(tokens, end);
  for (let k = end + 1; k < Math.min(tokens.length, end + 4); k++)
    if (worse.has(tokens[k]!.text)) return false;
  return true;
}
/** "Animals? They are children." */
function peopleAfterAll(tokens: readonly Token[], at: number): boolean {
  if (!(tokens[at]!.tags & (tags.third | tags.demonstrative)) || !((tokens[at + 1]?.tags ?? 0) & tags.be))
    return false;
  for (let k = at + 2; k < Math.min(tokens.length, at + 5); k++) {
    if (tokens[k]!.tags & tags.person) return !(tokens[k]!.tags & tags.offender);
    if (!(tokens[k]!.tags & (tags.article | tags.elided)) && tokens[k]!.tags !== 0) return false;
  }
  return false;
}
const answers = new Set(['no', 'nope', 'nah', 'hardly', 'never']);
const worse = new Set([
  'worse',
  'even',
  'animals',
  'that',
  'just',
  'insult',
  'lower',
  'too',
  'doubt',
  'they',
  'he',
]);
