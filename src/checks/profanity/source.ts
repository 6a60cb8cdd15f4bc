import { readFileSync } from 'node:fs';
import { Filter } from 'bad-words';
import { parse } from 'yaml';
import { unleet } from '../../text/leet.js';
import { type Entry, type LexiconFile, readLexicon } from '../../text/lexicon.js';
import { inflect } from './spelling.js';

/**
 * What a word is about; the findings' rules are `profanity/<category>`. A curse swears without naming anything. Of
 * bad-words' list, what nobody has reviewed yet is `unreviewed`.
 */
export const categories = [
  'sexual',
  'bodily',
  'slur',
  'religious',
  'insult',
  'drug',
  'curse',
  'unreviewed',
] as const;

/** A phrase of bad-words' list that is not profanity, and why. */
interface Dropped {
  /** Parted by commas. */
  readonly phrases: string;
  readonly note: string;
}

/** The words that the check looks for: the reviewed files beside this one, then what bad-words lists beyond them. */
export interface Words {
  readonly entries: readonly Entry[];
  /** Ids of entries that are profane or not by what stands around them. */
  readonly byContext: ReadonlySet<string>;
  /** Spellings that are innocent words or names. */
  readonly innocent: ReadonlySet<string>;
  /** Ids of entries of other languages than English. */
  readonly foreign: ReadonlySet<string>;
}

/** The files of words that we look for ourselves. */
const ours = ['slurs', 'sexual', 'bodily', 'insults', 'religious', 'drugs', 'languages'];

const commas = ({ phrases }: Dropped): string[] => phrases.split(',').map((phrase) => phrase.trim());
const load = (name: string): unknown =>
  parse(readFileSync(new URL(name, import.meta.url), 'utf8'), { uniqueKeys: false, schema: 'core' });
const file = (name: string, defaults: Partial<Entry> = {}): LexiconFile => ({
  file: `${name}.yml`,
  entries: load(`${name}.yml`),
  defaults,
  categories,
});

export function readWords(list: readonly string[] = new Filter().list): Words {
  const context = file('context', { severity: 'mild' });
  const byContext = new Set((context.entries as { id: string }[]).map(({ id }) => id));
  const reviewed = readLexicon([
    ...ours.map((name) => file(name)),
    context,
    file('bad-words', { mode: 'word', source: 'bad-words' }),
  ]);
  const entries = [...listedAlone(reviewed, list), ...compounds(reviewed)];
  const dropped = new Set((load('dropped.yml') as Dropped[]).flatMap(commas));
  const innocent = new Set((load('innocent.yml') as Dropped[]).flatMap(commas));
  const foreign = new Set((load('languages.yml') as { id: string }[]).map(({ id }) => id));
  return { entries: [...entries, ...unreviewed(list, entries, dropped)], byContext, innocent, foreign };
}

/** The source of entries that compounds.yml makes. */
export const composed = 'compounds.yml';

/** A row of compounds.yml. */
type Compounds = Omit<Entry, 'phrases' | 'except'> & Readonly<Record<'first' | 'second' | 'except', string>>;

/** What English puts together at will: each first word with each second one, but what is listed by itself. */
function compounds(reviewed: readonly Entry[]): Entry[] {
  const parts = (text = ''): string[] => text.split(',').map((word) => word.trim());
  const taken = new Set(reviewed.flatMap(({ phrases }) => phrases));
  const entries = (load('compounds.yml') as Compounds[]).map(({ first, second, except, ...rest }) => {
    for (const phrase of parts(except)) taken.add(phrase);
    const made = parts(first).flatMap((head) => parts(second).map((tail) => head + tail));
    const phrases = made.filter((phrase) => !taken.has(phrase));
    for (const phrase of phrases) taken.add(phrase);
    return { ...rest, phrases, source: composed };
  });
  return readLexicon([{ file: 'compounds.yml', entries, defaults: { mode: 'word' }, categories }]);
}

/** Entries whose source is bad-words keep the phrases that its list holds: it says which of them are looked for. */
function listedAlone(reviewed: readonly Entry[], list: readonly string[]): Entry[] {
  const listed = new Set(list.map((word) => cleaned(word).phrase));
  return reviewed.flatMap((entry) => {
    if (entry.source !== 'bad-words') return [entry];
    const phrases = entry.phrases.filter((phrase) => listed.has(phrase));
    return phrases.length > 0 ? [{ ...entry, phrases }] : [];
  });
}

/**
 * A word as bad-words lists it, cleaned: lower case, the list's `;` typos off, `*` read as "anywhere" (bad-words itself
 * takes it literally), digits and signs for letters undone.
 */
function cleaned(listed: string): { plain: string; phrase: string; open: boolean } {
  const plain = listed.toLowerCase().replace(/;$/, '');
  const phrase = unleet(plain.replaceAll('*', '').replace(/[-_.]/g, ' ')).trim();
  return { plain, phrase, open: plain.includes('*') };
}

/** The phrases of entries, and the plurals of words. */
const formsOf = (entries: readonly Entry[]): Set<string> =>
  new Set(entries.flatMap(({ phrases, mode }) => (mode === 'word' ? phrases.flatMap(inflect) : phrases)));

/** bad-words' entries, cleaned, that the reviewed files neither hold, cover nor drop: an update of it brings them. */
export function unreviewed(
  list: readonly string[],
  reviewed: readonly Entry[],
  dropped: ReadonlySet<string>,
): Entry[] {
  const known = formsOf(reviewed);
  const stems = reviewed.filter(({ mode }) => mode === 'stem').flatMap(({ phrases }) => phrases);
  const starts = reviewed.filter(({ mode }) => mode === 'start').flatMap(({ phrases }) => phrases);
  const found: Entry[] = [];
  for (const listed of list) {
    const { plain, phrase, open } = cleaned(listed);
    if (dropped.has(plain) || dropped.has(phrase)) continue;
    if (!/^[a-z]+(?: [a-z]+)*$/.test(phrase) || known.has(phrase)) continue;
    if (stems.some((stem) => phrase.includes(stem)) || starts.some((start) => phrase.startsWith(start)))
      continue;
    known.add(phrase);
    found.push({
      id: phrase,
      phrases: [phrase],
      mode: phrase.includes(' ') ? 'phrase' : open ? 'start' : 'word',
      severity: 'moderate',
      category: 'unreviewed',
      except: [],
      note: 'listed by bad-words, without our own review',
      source: 'bad-words',
      disguised: [],
    });
  }
  return found;
}
