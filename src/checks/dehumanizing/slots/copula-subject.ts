import { tags } from '../grammar.js';
import type { Reading } from '../reading.js';

/** "My kids are monsters": affection. "My landlord is a rat" is none. */
export function isOwnFamily({ tokens, from }: Reading, noun: number): boolean {
  if (!family.has(tokens[noun]!.text)) return false;
  for (let k = noun - 1; k >= from[noun]! && noun - k <= 3; k--) if (tokens[k]!.tags & tags.kin) return true;
  return false;
}
const family = new Set([
  'kids',
  'kid',
  'son',
  'sons',
  'daughter',
  'daughters',
  'children',
  'child',
  'boys',
  'boy',
  'girls',
  'girl',
  'baby',
  'toddler',
  'twins',
  'grandkids',
  'grandson',
  'granddaughter',
  'nephew',
  'nephews',
  'niece',
  'nieces',
]);

/** "Never met a landlord who wasn't a tick": what is denied twice is said of all. */
export function deniedEarlier({ tokens, from }: Reading, who: number): boolean {
  for (let k = who - 1; k >= from[who]! && who - k <= 7; k--) if (tokens[k]!.tags & tags.negator) return true;
  return false;
}

/** "The ultras are": an unknown name in the plural, which no lexicon has as a thing. */
export function guessed({ tokens }: Reading, verb: number, head: number): boolean {
  const { tags: bits, text } = tokens[head]!;
  return bits === 0 && text.length > 3 && text.endsWith('s') && many.has(tokens[verb]!.text);
}
const many = new Set(['are', 'were', "'re", 'have', 'r']);
