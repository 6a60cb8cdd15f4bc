import type { Entry, Mode } from '../../text/lexicon.js';
import { composed, type Words } from './source.js';
import { inflect, respell } from './spelling.js';

/** Three letters with one hidden are anything, unless the word is a bad one; A*s are good marks. */
export function maskable(phrase: string, entry: Entry, byContext: ReadonlySet<string>): string[] {
  if (phrase.includes(' ') || phrase.length < 3) return [];
  if (phrase.length === 3)
    return entry.severity === 'mild' || byContext.has(entry.id) || phrase === 'ass' ? [] : [phrase];
  return entry.mode === 'stem' ? forms(phrase) : inflect(phrase);
}

/** The words of an entry that are looked for respelt: those that say so, and longer ones that are bad enough. */
export function bentForms(
  entry: Entry,
  { byContext, foreign }: Pick<Words, 'byContext' | 'foreign'>,
): { text: string; mode: Mode }[] {
  const found: { text: string; mode: Mode }[] = [];
  const given = new Set(entry.disguised);
  const longer = entry.phrases.filter(
    (phrase) =>
      phrase.length >= leastBent &&
      phrase.length <= mostBent &&
      !phrase.includes(' ') &&
      entry.severity !== 'mild' &&
      !byContext.has(entry.id) &&
      !foreign.has(entry.id) &&
      !entry.id.endsWith('spelt') && // bent once already
      entry.source !== composed && // their parts are bent
      !given.has(phrase),
  );
  for (const phrase of [...given, ...longer]) {
    // A long bent stem is known by its start; a short one, and a word, only whole.
    const open = entry.mode !== 'word' && phrase.length > 4;
    const bases = open ? [phrase] : entry.mode === 'word' ? inflect(phrase) : forms(phrase);
    for (const text of bases.flatMap(respell)) found.push({ text, mode: open ? 'start' : 'word' });
  }
  return found;
}
const leastBent = 5;
const mostBent = 9;

/** Every respelling that would be looked for, innocent or not: the dictionary tool asks. */
export const respellings = (words: Words): { text: string; mode: Mode }[] =>
  words.entries.flatMap((entry) => bentForms(entry, words));

const doubling = /[^aeiou][aeiou][bdgmnprt]$/;

/** A word with the endings that masked and bent words are met with. */
export function forms(word: string): string[] {
  if (/(?:s|z|y|ing|ed|er|hole|head|ass)$/.test(word)) return inflect(word);
  const stem = doubling.test(word) ? word + word.at(-1) : word; // shitting
  return [...inflect(word), `${stem}ed`, `${stem}er`, `${stem}ers`, `${stem}ing`, `${stem}y`];
}
