import { createHash } from 'node:crypto';
import type { Text } from '../text/text.js';

/** One word alone is too little to call two comments alike. */
const fewestWords = 2;

/**
 * What two near-duplicates share: the same words in the same order, whatever their case, disguise, punctuation and spacing.
 * 16 characters (96 bits of SHA-256, so that nobody can make two comments alike that are not); undefined for a word or none.
 */
export function likenessOf(text: Text): string | undefined {
  const { words } = text;
  if (words.length < fewestWords) return undefined;
  const hash = createHash('sha256');
  for (const { text: word } of words) hash.update(word).update(' ');
  return hash.digest('base64url').slice(0, 16);
}
