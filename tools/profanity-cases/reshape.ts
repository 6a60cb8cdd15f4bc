// Small pure ways to change a word; disguises.ts puts names to them. All words are lower-case a..z.

export type Reshape = (word: string) => string | undefined;

const isVowel = (letter: string | undefined): boolean => letter !== undefined && 'aeiou'.includes(letter);

/** Every letter through `change`. */
export const each =
  (change: (letter: string, at: number) => string): Reshape =>
  (word) =>
    [...word].map(change).join('');

/** Letters by a table, all or only the first that the table knows. */
export const swap =
  (table: Readonly<Record<string, string>>, only: 'all' | 'first' = 'all'): Reshape =>
  (word) => {
    const first = [...word].findIndex((letter) => table[letter] !== undefined);
    return [...word]
      .map((letter, at) => (only === 'all' || at === first ? (table[letter] ?? letter) : letter))
      .join('');
  };

/** One piece of spelling for another, at its first place or at every. */
export const spell =
  (from: string, to: string, where: 'all' | 'first' | 'last' = 'all'): Reshape =>
  (word) => {
    if (where === 'all') return word.replaceAll(from, to);
    if (where === 'first') return word.replace(from, to);
    return word.endsWith(from) ? word.slice(0, -from.length) + to : word;
  };

/** Letters joined by a sign, or by signs taken in turn. */
export const joined = (...signs: readonly string[]): Reshape =>
  each((letter, at) => (at === 0 ? letter : signs[(at - 1) % signs.length] + letter));

/** The word cut once, near its middle (or after `after` letters, counted from the end when negative). */
export const cut =
  (sign: string, after?: number): Reshape =>
  (word) => {
    const at = after === undefined ? Math.ceil(word.length / 2) : after < 0 ? word.length + after : after;
    return at > 0 && at < word.length ? word.slice(0, at) + sign + word.slice(at) : undefined;
  };

const replaceAt = (word: string, at: number, count: number, by: string): string | undefined =>
  at < 1 || at + count > word.length ? undefined : word.slice(0, at) + by + word.slice(at + count);

/** The first vowel after the first letter. */
const vowelAt = (word: string): number => [...word].findIndex((letter, at) => at > 0 && isVowel(letter));

export const maskVowel =
  (sign: string): Reshape =>
  (word) =>
    replaceAt(word, vowelAt(word), 1, sign);
export const maskVowels =
  (sign: string): Reshape =>
  (word) =>
    [...word].map((letter, at) => (at > 0 && isVowel(letter) ? sign : letter)).join('');
/** `count` letters from `at` on by as many signs; words too short to keep one more letter are left out. */
export const maskAt =
  (at: number, count: number, sign: string): Reshape =>
  (word) =>
    word.length < at + count + 1 ? undefined : replaceAt(word, at, count, sign.repeat(count));
export const maskMiddle =
  (sign: string): Reshape =>
  (word) =>
    word.length < 4 ? undefined : word[0] + sign.repeat(word.length - 2) + word.at(-1);
export const maskLast =
  (count: number, sign: string): Reshape =>
  (word) =>
    word.length < count + 2 ? undefined : word.slice(0, -count) + sign.repeat(count);

export const repeatVowel =
  (times: number): Reshape =>
  (word) => {
    const at = [...word].findIndex(isVowel);
    return at < 0 ? undefined : word.slice(0, at) + word[at]!.repeat(times) + word.slice(at + 1);
  };
export const repeatAt =
  (at: number, times: number): Reshape =>
  (word) => {
    const place = at < 0 ? word.length + at : at;
    return word.slice(0, place) + word[place]!.repeat(times) + word.slice(place + 1);
  };

export const capital: Reshape = (word) => word[0]!.toUpperCase() + word.slice(1);
export const upper: Reshape = (word) => word.toUpperCase();
export const reversed: Reshape = (word) => [...word].reverse().join('');
/** The two letters around the first inner vowel change places: fuck, fcuk. */
export const transposed: Reshape = (word) => {
  const at = vowelAt(word);
  return at < 0 || at + 1 >= word.length
    ? undefined
    : word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
};
export const vowelDropped: Reshape = (word) => {
  const at = vowelAt(word);
  return at < 0 || word.length < 4 ? undefined : word.slice(0, at) + word.slice(at + 1);
};
export const plural: Reshape = (word) =>
  /(?:ing|ed|y|s)$/.test(word) ? undefined : `${word}${/(?:ch|sh|x)$/.test(word) ? 'es' : 's'}`;

/** One reshape after another; nothing when one of them yields nothing. */
export const both =
  (...steps: readonly Reshape[]): Reshape =>
  (word) =>
    steps.reduce<string | undefined>((text, step) => (text === undefined ? undefined : step(text)), word);
