import { DecorumError } from '../domain/errors.js';
import { hasLoneSurrogate, limits } from '../domain/limits.js';
import { wordUnits } from './characters.js';
import { fold } from './fold.js';

/**
 * How a phrase is looked for. `latin`: words of a … z, with `*` at an end at most: also found in disguise. `words`:
 * words with digits, letters of other scripts or a `*` within. `anywhere`: emoji, signs, and scripts that write
 * without blanks, found wherever they stand.
 */
export type WildcardKind = 'latin' | 'words' | 'anywhere';

/** A word, a phrase or a pattern with `*` for any letters, folded as texts are. */
export interface Wildcard {
  readonly kind: WildcardKind;
  /** Folded words, each with its stars; for `anywhere` the one folded text. Two phrases with the same key are one. */
  readonly words: readonly string[];
  readonly key: string;
}

/** Fewer letters beside a `*` would find half the language. */
const leastBesideStar = 3;
/** One letter alone is a word in many texts. */
const leastLetters = 2;
const mostStars = 4;
/** Scripts that write words without blanks between them. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const control = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Reads what an operator writes into a list.
 *
 * @throws DecorumError `invalid`, field `phrase`, naming the reason
 */
export function readWildcard(phrase: string): Wildcard {
  const refuse = (why: string): never => {
    throw new DecorumError('invalid', why, { field: 'phrase' });
  };
  const trimmed = phrase.trim();
  if (trimmed === '') refuse('must not be empty');
  if (trimmed.length > limits.sitePhraseLength)
    refuse(`must be at most ${limits.sitePhraseLength} characters`);
  if (control.test(trimmed)) refuse('must not hold control characters or line breaks');
  if (hasLoneSurrogate(trimmed)) refuse('holds half a surrogate pair, which UTF-8 cannot carry');
  // Apostrophes and hyphens part words in texts too: `don't` is looked for as `don t`.
  const words = fold(trimmed)
    .text.replaceAll(/['-]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
  const text = words.join(' ');
  if (words.length === 0) refuse('must hold a letter, a digit, a sign or an emoji');
  const stars = text.split('*').length - 1;
  if (stars > mostStars) refuse(`must hold at most ${mostStars} *`);
  const bare = text.replaceAll(/[* ]/g, '');
  if (bare === '') refuse('must hold something besides *');
  if (unspaced.test(text) || !isWord(bare)) {
    if (stars > 0) refuse('must not mix * with signs, emoji, or a script that writes without blanks');
    return { kind: 'anywhere', words: [text], key: text };
  }
  if (text.includes('**')) refuse('must not hold **: one * stands for any letters already');
  for (const word of words)
    if (word.includes('*') && [...word.replaceAll('*', '')].length < leastBesideStar)
      refuse(`must hold at least ${leastBesideStar} letters or digits beside *`);
  if ([...bare].length < leastLetters) refuse(`must hold at least ${leastLetters} letters or digits`);
  const latin = words.every((word) => /^\*?[a-z]+\*?$/.test(word));
  const starsWithin = words.length > 1 && stars > 0;
  return { kind: latin && !starsWithin ? 'latin' : 'words', words, key: text };
}

/** Whether a text is letters, digits and marks alone. */
function isWord(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    const step = text.charCodeAt(at) === 0x5f ? 0 : wordUnits(text, at);
    if (step === 0) return false;
    at += step;
  }
  return true;
}
