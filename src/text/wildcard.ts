import { DecorumError } from '../domain/errors.js';
import { hasLoneSurrogate, limits } from '../domain/limits.js';
import { kind, kinds } from './characters.js';
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
  const words = fold(trimmed)
    .text.split(/\s+/)
    .filter((word) => word !== '');
  const text = words.join(' ');
  if (words.length === 0) refuse('holds nothing but characters that show nothing');
  const stars = text.split('*').length - 1;
  if (stars > mostStars) refuse(`must hold at most ${mostStars} *`);
  const bare = [...text.replaceAll('*', '').replaceAll(' ', '')];
  if (bare.length === 0) refuse('must hold something besides *');
  const wordCharacters = bare.filter((c) => kinds[c.charCodeAt(0)]! & kind.word).length;
  if (wordCharacters < bare.length || unspaced.test(text)) {
    const apostrophed = bare.every((c) => kinds[c.charCodeAt(0)]! & kind.word || c === "'" || c === '-');
    if (!apostrophed || unspaced.test(text)) {
      if (stars > 0) refuse('must not mix * with signs, emoji, or a script that writes without blanks');
      return { kind: 'anywhere', words: [text], key: text };
    }
  }
  if (stars > 0)
    for (const word of words) {
      const letters = word.replaceAll('*', '');
      if (word.includes('*') && [...letters].length < leastBesideStar)
        refuse(`must hold at least ${leastBesideStar} letters or digits beside * in "${word}"`);
    }
  if (stars > 0 && text.includes('**')) refuse('must not hold ** : one * stands for any letters already');
  const latin = words.every((word) => /^\*?[a-z]+\*?$/.test(word));
  const starsWithin = words.length > 1 && stars > 0;
  return { kind: latin && !starsWithin ? 'latin' : 'words', words, key: text };
}
