import { type Automaton, buildAutomaton } from '../../text/automaton.js';
import type { Entry, Mode } from '../../text/lexicon.js';
import type { Words } from './source.js';
import { inflect, respell } from './spelling.js';

/** One thing that the automaton finds. */
export interface Pattern {
  readonly text: string;
  readonly entry: Entry;
  /** `end`: a word ends so; only sites' own patterns have it. */
  readonly mode: Mode | 'end';
  readonly is: 'word' | 'respelling' | 'exception';
  /** Whether what stands around makes it profane or not. */
  readonly byContext: boolean;
  /** Whether it is looked for in two pieces: `fu ck`. */
  readonly splits: boolean;
  /** For exceptions: whether letters may come before, after. */
  readonly openLeft: boolean;
  readonly openRight: boolean;
}

/** Words, ready to be looked for. Immutable. */
export interface Matcher {
  readonly automaton: Automaton;
  readonly patterns: readonly Pattern[];
  /** Pattern → 1: a phrase, 2: looked for in pieces; so that most that end somewhere are told off at a glance. */
  readonly traits: Uint8Array;
  readonly byContext: ReadonlySet<string>;
  /** Words that are looked for behind masks, by first letter and length: `f6`. */
  readonly masked: ReadonlyMap<string, readonly Masked[]>;
}

export interface Masked {
  readonly text: string;
  readonly entry: Entry;
}

export function compile({ entries, byContext, innocent }: Words): Matcher {
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
      for (const form of forms(phrase)) hide(form, entry, innocent, masked);
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
  const traits = Uint8Array.from(patterns, ({ text, splits }) => (text.includes(' ') ? 1 : splits ? 2 : 0));
  return { automaton: buildAutomaton(patterns.map(({ text }) => text)), patterns, traits, byContext, masked };
}

function hide(
  form: string,
  entry: Entry,
  innocent: ReadonlySet<string>,
  masked: Map<string, Masked[]>,
): void {
  if (innocent.has(form)) return;
  const key = `${form[0]}${form.length}`;
  const row = masked.get(key) ?? [];
  if (row.length === 0) masked.set(key, row);
  if (!row.some(({ text }) => text === form)) row.push({ text: form, entry });
}

/** A word with the endings that masked and bent words are met with. */
function forms(word: string): string[] {
  if (/(?:s|z|y|ing|ed|er|hole|head|ass)$/.test(word)) return inflect(word);
  return [...inflect(word), `${word}ed`, `${word}er`, `${word}ers`, `${word}ing`, `${word}y`];
}
