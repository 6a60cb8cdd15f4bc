import { buildAutomaton } from '../../text/automaton.js';
import type { Entry, Mode } from '../../text/lexicon.js';
import { bentForms, forms, maskable } from './bent.js';
import { innocentSpellings, safeStems } from './dictionary.js';
import type { Lexicon, Masked, Matcher, Pattern, Splits } from './pattern.js';
import type { Words } from './source.js';
import { inflect, unstretched } from './spelling.js';

/** What is known of words that are not listed: the tool that finds it out starts from none. */
export interface Dictionary {
  /** Words and names that a respelling would make. */
  readonly spellings: ReadonlySet<string>;
  /** Words that no other word of English holds: they are looked for within any. */
  readonly stems: ReadonlySet<string>;
}

const ours: Dictionary = {
  spellings: new Set(innocentSpellings.split(' ')),
  stems: new Set(safeStems.split(' ')),
};

export function compile(words: Words, dictionary = ours): Lexicon {
  const { entries, byContext, innocent, foreign } = words;
  const patterns: Pattern[] = [];
  const listed = new Set<string>();
  const open = { openLeft: false, openRight: false };
  const add = (text: string, entry: Entry, mode: Mode, is: Pattern['is'], sides = open): void => {
    const splits = is === 'word' ? splitsOf(text, entry, foreign.has(entry.id)) : 0;
    patterns.push({ text, entry, mode, is, byContext: byContext.has(entry.id), splits, ...sides });
  };

  for (const entry of entries) {
    for (const phrase of entry.phrases) {
      // A word that no other word holds is found within any: `whatawanker`.
      const mode = dictionary.stems.has(phrase) && !byContext.has(entry.id) ? 'stem' : entry.mode;
      const all = mode === 'word' && !phrase.includes(' ') ? inflect(phrase) : [phrase];
      for (const form of all) {
        if (form !== phrase && (listed.has(form) || innocent.has(form))) continue;
        listed.add(form);
        add(form, entry, phrase.includes(' ') ? 'phrase' : mode, 'word');
      }
    }
    for (const exception of entry.except) {
      const sides = { openLeft: exception.startsWith('*'), openRight: exception.endsWith('*') };
      add(exception.replaceAll('*', '').trim(), entry, 'phrase', 'exception', sides);
    }
  }
  for (const entry of entries)
    for (const { text, mode } of bentForms(entry, words)) {
      if (listed.has(text) || innocent.has(text) || dictionary.spellings.has(text)) continue;
      listed.add(text);
      add(text, entry, mode, 'respelling');
    }
  const stems = patterns.filter(
    ({ mode, is, text, byContext }) => mode === 'stem' && is === 'word' && text.length > 3 && !byContext,
  );
  return {
    patterns,
    byContext,
    masked: maskedWords(words),
    maskedStems: { byFirst: byLetter(stems, 0), byLast: byLetter(stems, -1) },
  };
}

/** Short words that are not asked for by name are looked for over signs alone: too much falls into them by chance. */
function splitsOf(text: string, { disguised }: Entry, isForeign: boolean): Splits {
  if (text.length < 4 || text.includes(' ') || isForeign) return 0;
  return text.length > 5 || disguised.some((base) => text.includes(base)) ? 2 : 1;
}

function maskedWords({ entries, byContext, innocent }: Words): Map<string, Masked[]> {
  const masked = new Map<string, Masked[]>();
  const hidden = new Set<string>();
  for (const entry of entries) {
    const words = [
      ...entry.phrases.flatMap((phrase) => maskable(phrase, entry, byContext)),
      ...entry.disguised.flatMap(forms),
    ];
    for (const text of words) {
      if (hidden.has(text) || innocent.has(text)) continue;
      hidden.add(text);
      hide({ text, entry }, masked);
    }
  }
  return masked;
}

function byLetter(stems: readonly Pattern[], at: 0 | -1): Map<string, Masked[]> {
  const rows = new Map<string, Masked[]>();
  for (const { text, entry } of stems) {
    const letter = text.at(at)!;
    rows.set(letter, [...(rows.get(letter) ?? []), { text, entry }]);
  }
  return rows;
}

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

/** Adds a word to those looked for behind masks: by first letter and length, with the last letter, unstretched. */
export function hide(word: Masked, masked: Map<string, Masked[]>): void {
  const { text, entry } = word;
  const key = `${text[0]}${text.length}`;
  push(masked, key, word);
  push(masked, `${key}${text.at(-1)}`, word);
  const single = unstretched(text);
  push(masked, `~${single[0]}${single.length}${single.at(-1)}`, { text: single, entry });
}

function push(masked: Map<string, Masked[]>, key: string, word: Masked): void {
  const row = masked.get(key);
  if (row) row.push(word);
  else masked.set(key, [word]);
}
