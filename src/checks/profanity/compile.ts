import { type Automaton, buildAutomaton } from '../../text/automaton.js';
import type { Entry, Mode } from '../../text/lexicon.js';
import type { Own } from './site.js';
import type { Words } from './source.js';
import { inflect, respell } from './spelling.js';

/** One thing that the automaton finds. */
export interface Pattern {
  readonly text: string;
  readonly entry: Entry;
  /** `end`: a word ends so; only sites' own patterns have it. */
  readonly mode: Mode | 'end';
  /** An exception covers what its entry finds there, an allowed word what any entry finds. */
  readonly is: 'word' | 'respelling' | 'exception' | 'allowed';
  /** Whether what stands around makes it profane or not. */
  readonly byContext: boolean;
  /** Whether it is looked for in two pieces: `fu ck`. */
  readonly splits: boolean;
  /** For exceptions and allowed words: whether letters may come before, after. */
  readonly openLeft: boolean;
  readonly openRight: boolean;
}

/** A word that is looked for behind masks. */
export interface Masked {
  readonly text: string;
  readonly entry: Entry;
}

/** What the lexicon looks for, and the automaton not yet made. */
export interface Lexicon {
  readonly patterns: readonly Pattern[];
  readonly byContext: ReadonlySet<string>;
  /** By first letter and length: `f6`. */
  readonly masked: ReadonlyMap<string, readonly Masked[]>;
}

/** Words, ready to be looked for. Immutable. */
export interface Matcher extends Lexicon {
  readonly automaton: Automaton;
  /** Pattern → 1: a phrase, 2: looked for in pieces; so that most that end somewhere are told off at a glance. */
  readonly traits: Uint8Array;
  /** A site's own words. */
  readonly own?: Own;
}

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
      splits: is === 'word' && text.length > 3 && entry.disguised.some((base) => text.includes(base)),
      openLeft,
      openRight,
    });

  for (const entry of entries) {
    for (const phrase of entry.phrases) {
      const forms = entry.mode === 'word' && !phrase.includes(' ') ? inflect(phrase) : [phrase];
      for (const form of forms) {
        if (form !== phrase && (listed.has(form) || innocent.has(form))) continue;
        listed.add(form);
        add(form, entry, phrase.includes(' ') ? 'phrase' : entry.mode, 'word');
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
  for (const entry of entries) {
    for (const phrase of entry.disguised) {
      for (const form of forms(phrase)) if (!innocent.has(form)) hide({ text: form, entry }, masked);
      // A long bent stem is known by its start; a short one, and a word, only whole.
      const open = entry.mode !== 'word' && phrase.length > 4;
      const bases = open ? [phrase] : entry.mode === 'word' ? inflect(phrase) : forms(phrase);
      for (const bent of bases.flatMap(respell)) {
        if (listed.has(bent) || innocent.has(bent)) continue;
        listed.add(bent);
        add(bent, entry, open ? 'start' : 'word', 'respelling');
      }
    }
  }
  return { patterns, byContext, masked };
}

/** The lexicon as it is looked for in texts, with a site's own words where there are any. Takes some 15 ms. */
export function matcherOf(lexicon: Lexicon, own?: Own): Matcher {
  const patterns = own ? [...lexicon.patterns, ...own.patterns] : lexicon.patterns;
  const masked = new Map([...lexicon.masked].map(([key, row]) => [key, [...row]]));
  for (const word of own?.masked ?? []) hide(word, masked);
  return {
    ...lexicon,
    patterns,
    masked,
    automaton: buildAutomaton(patterns.map(({ text }) => text)),
    traits: Uint8Array.from(patterns, ({ text, splits }) => (text.includes(' ') ? 1 : splits ? 2 : 0)),
    ...(own && { own }),
  };
}

function hide(word: Masked, masked: Map<string, Masked[]>): void {
  const key = `${word.text[0]}${word.text.length}`;
  const row = masked.get(key) ?? [];
  if (row.length === 0) masked.set(key, row);
  if (!row.some(({ text, entry }) => text === word.text && entry.category === word.entry.category))
    row.push(word);
}

/** A word with the endings that masked and bent words are met with. */
function forms(word: string): string[] {
  if (/(?:s|z|y|ing|ed|er|hole|head|ass)$/.test(word)) return inflect(word);
  return [...inflect(word), `${word}ed`, `${word}er`, `${word}ers`, `${word}ing`, `${word}y`];
}
