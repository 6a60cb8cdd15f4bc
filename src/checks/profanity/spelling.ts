/**
 * How profane words are bent: the plural, the digit for a letter, the respelling. Families after the measured field
 * (leet, dropped vowel, swapped letters, ph for f, ck for cc, …).
 */

/** A word and its plurals. */
export function inflect(word: string): string[] {
  if (word.endsWith('s') || word.endsWith('z')) return [word, `${word}es`];
  if (/(?:x|ch|sh)$/.test(word)) return [word, `${word}es`, `${word}s`];
  const ies = /[^aeiou]y$/.test(word) ? [`${word.slice(0, -1)}ies`] : [];
  return [word, `${word}s`, `${word}z`, ...ies];
}

/** Letters that look like another one upside down. */
const turnedAbout: Readonly<Record<string, string>> = { b: 'q', d: 'p', n: 'u', p: 'd', q: 'b', u: 'n' };

const vowel = /[aeiou]/;
const vowels = /[aeiou]/g;

/** Ways to bend a word so that it is still heard; without the word itself. */
export function respell(word: string): string[] {
  if (word.length < 4) return [];
  const found = new Set<string>();
  const add = (bent: string): void => {
    if (bent.length > 3) found.add(bent);
  };
  for (let at = 1; at < word.length; at++)
    if (vowel.test(word[at]!)) add(word.slice(0, at) + word.slice(at + 1)); // fcking
  add(word[0] + word.slice(1).replaceAll(vowels, '')); // mthrfckr
  for (
    let k = 1;
    k + 1 < word.length && word.length > 3;
    k++ // fcuking
  )
    add(word.slice(0, k) + word[k + 1] + word[k] + word.slice(k + 2));
  add(word.replaceAll('f', 'ph'));
  add(word.replaceAll('s', 'z'));
  add(word.replaceAll('i', 'y'));
  add(word.replaceAll('u', 'oo'));
  add(word.replaceAll('c', 'k'));
  add(word.replaceAll('u', 'v'));
  for (const ck of ['cc', 'xx', 'kk', 'k', 'q']) add(word.replaceAll('ck', ck));
  add(word.replace(/er(s?)$/, 'a$1'));
  add(word.replace(/er(s?)$/, 'ah$1'));
  add(word.replace(/ing$/, 'in'));
  add(word.replaceAll('w', 'vv'));
  add(word.replaceAll('i', 'ee'));
  add(word.replace(/y$/, 'ie'));
  const turned = [...word].map((letter) => turnedAbout[letter] ?? letter);
  add([...word].reverse().join(''));
  add([...turned].reverse().join(''));
  add(turned.join(''));
  found.delete(word);
  return [...found];
}

/** Repeated letters once: `pissing` → `pising`. */
export const unstretched = (word: string): string => word.replaceAll(repeated, '$1');
const repeated = /([a-z])\1+/g;
