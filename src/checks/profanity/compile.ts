import { buildAutomaton } from '../../text/automaton.js';
import type { Entry, Mode } from '../../text/lexicon.js';
import { safeStems } from './dictionary.js';
import type { Lexicon, Masked, Matcher, Pattern } from './pattern.js';
import type { Words } from './source.js';
import { inflect, respell } from './spelling.js';

/** Words that no other word of English holds: they are looked for within any. */
const safe: ReadonlySet<string> = new Set(safeStems.split(' '));

export function compile({ entries, byContext, innocent }: Words): Lexicon {
  const patterns: Pattern[] = [];
  const masked = new Map<string, Masked[]>();
  const listed = new Set<string>();
  const add = (
    text: string,
    entry: Entry,
    mode: Mode,
    is: Pattern['is'],
    openLeft = false,
    openRight = false,
  ) =>
    patterns.push({
      text,
      entry,
      mode,
      is,
      byContext: byContext.has(entry.id),
      splits: is === 'word' && text.length > 3 && !text.includes(' '),
      openLeft,
      openRight,
    });

  for (const entry of entries) {
    for (const phrase of entry.phrases) {
      // A word that no other word holds is found within any: `whatawanker`.
      const mode = safe.has(phrase) && !byContext.has(entry.id) ? 'stem' : entry.mode;
      const forms = mode === 'word' && !phrase.includes(' ') ? inflect(phrase) : [phrase];
      for (const form of forms) {
        if (form !== phrase && (listed.has(form) || innocent.has(form))) continue;
        listed.add(form);
        add(form, entry, phrase.includes(' ') ? 'phrase' : mode, 'word');
      }
    }
    for (const exception of entry.except)
      add(
        exception.replaceAll('*', '').trim(),
        entry,
        'phrase',
        'exception',
        exception.startsWith('*'),
        exception.endsWith('*'),
      );
  }
  const hidden = new Set<string>();
  const hideOnce = (text: string, entry: Entry): void => {
    if (hidden.has(text)) return;
    hidden.add(text);
    hide({ text, entry }, masked);
  };
  for (const entry of entries) {
    for (const phrase of entry.phrases)
      for (const form of maskable(phrase, entry, byContext)) if (!innocent.has(form)) hideOnce(form, entry);
    for (const phrase of entry.disguised)
      for (const form of forms(phrase)) if (!innocent.has(form)) hideOnce(form, entry);
    for (const { text, mode } of bentForms(entry, byContext)) {
      if (listed.has(text) || innocent.has(text)) continue;
      listed.add(text);
      add(text, entry, mode, 'respelling');
    }
  }
  const stems = patterns.filter(
    ({ mode, is, text, byContext }) => mode === 'stem' && is === 'word' && text.length > 3 && !byContext,
  );
  const maskedStems = { byFirst: byLetter(stems, 0), byLast: byLetter(stems, -1) };
  return { patterns, byContext, masked, maskedStems };
}

function byLetter(stems: readonly Pattern[], at: 0 | -1): Map<string, Masked[]> {
  const rows = new Map<string, Masked[]>();
  for (const { text, entry } of stems) {
    const letter = text.at(at)!;
    rows.set(letter, [...(rows.get(letter) ?? []), { text, entry }]);
  }
  return rows;
}

/** Three letters with one hidden are anything, unless the word is a bad one; A*s are good marks. */
function maskable(phrase: string, entry: Entry, byContext: ReadonlySet<string>): string[] {
  if (phrase.includes(' ') || phrase.length < 3) return [];
  if (phrase.length === 3)
    return entry.severity === 'mild' || byContext.has(entry.id) || phrase === 'ass' ? [] : [phrase];
  return entry.mode === 'stem' ? forms(phrase) : inflect(phrase);
}

/** The words of an entry that are looked for respelt: those that say so, and longer ones that are bad enough. */
function bentForms(entry: Entry, byContext: ReadonlySet<string>): { text: string; mode: Mode }[] {
  const found: { text: string; mode: Mode }[] = [];
  const given = new Set(entry.disguised);
  const longer = entry.phrases.filter(
    (phrase) =>
      phrase.length >= leastBent &&
      phrase.length <= mostBent &&
      !phrase.includes(' ') &&
      entry.severity !== 'mild' &&
      !byContext.has(entry.id) &&
      ![...given].some((base) => phrase.includes(base)),
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
export const respellings = ({ entries, byContext }: Words): { text: string; mode: Mode }[] =>
  entries.flatMap((entry) => bentForms(entry, byContext));

/** A lexicon as it is looked for in texts. Takes some 15 ms for ours. */
export function matcherOf(lexicon: Lexicon): Matcher {
  return {
    ...lexicon,
    automaton: buildAutomaton(lexicon.patterns.map(({ text }) => text)),
    traits: Uint8Array.from(lexicon.patterns, ({ text, splits }) =>
      text.includes(' ') ? 1 : splits ? 2 : 0,
    ),
  };
}

/** Adds a word to those looked for behind masks. */
export function hide(word: Masked, masked: Map<string, Masked[]>): void {
  const key = `${word.text[0]}${word.text.length}`;
  const row = masked.get(key);
  if (row) row.push(word);
  else masked.set(key, [word]);
}

/** A word with the endings that masked and bent words are met with. */
function forms(word: string): string[] {
  if (/(?:s|z|y|ing|ed|er|hole|head|ass)$/.test(word)) return inflect(word);
  return [...inflect(word), `${word}ed`, `${word}er`, `${word}ers`, `${word}ing`, `${word}y`];
}
