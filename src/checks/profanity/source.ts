import { readFileSync } from 'node:fs';
import { Filter } from 'bad-words';
import { parse } from 'yaml';
import { unleet } from '../../text/leet.js';

import { type Entry, type LexiconFile, readLexicon } from '../../text/lexicon.js';

import { innocentSpellings } from './dictionary.js';

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
}

const commas = ({ phrases }: Dropped): string[] => phrases.split(',').map((phrase) => phrase.trim());
const load = (name: string): unknown =>
  parse(readFileSync(new URL(name, import.meta.url), 'utf8'), { uniqueKeys: false, schema: 'core' });

export function readWords(): Words {
  const files: LexiconFile[] = ['slurs', 'sexual', 'insults', 'foreign', 'context'].map((name) => ({
    file: `${name}.yml`,
    entries: load(`${name}.yml`),
    ...(name === 'context' && { defaults: { severity: 'mild' } }),
  }));
  const reviewed = readLexicon(files);
  const byContext = new Set((files.at(-1)!.entries as { id: string }[]).map(({ id }) => id));
  const dropped = new Set((load('dropped.yml') as Dropped[]).flatMap(commas));
  const innocent = new Set([
    ...(load('innocent.yml') as Dropped[]).flatMap(commas),
    ...innocentSpellings.split(' '),
  ]);
  return {
    entries: [...reviewed, ...unreviewed(new Filter().list, reviewed, dropped)],
    byContext,
    innocent,
  };
}

/**
 * bad-words' entries that the reviewed files neither hold, cover nor drop, cleaned: lower case, the list's `;` typos
 * off, `*` read as "anywhere" (bad-words itself takes it literally), digits and signs for letters undone.
 */
export function unreviewed(
  list: readonly string[],
  reviewed: readonly Entry[],
  dropped: ReadonlySet<string>,
): Entry[] {
  const known = new Set(reviewed.flatMap(({ phrases }) => phrases));
  const stems = reviewed.filter(({ mode }) => mode === 'stem').flatMap(({ phrases }) => phrases);
  const starts = reviewed.filter(({ mode }) => mode === 'start').flatMap(({ phrases }) => phrases);
  const found: Entry[] = [];
  for (const listed of list) {
    const plain = listed.toLowerCase().replace(/;$/, '');
    if (dropped.has(plain)) continue;
    const open = plain.includes('*');
    const phrase = unleet(plain.replaceAll('*', '').replace(/[-_.]/g, ' ')).trim();
    if (!/^[a-z]+(?: [a-z]+)*$/.test(phrase) || known.has(phrase) || dropped.has(phrase)) continue;
    if (stems.some((stem) => phrase.includes(stem)) || starts.some((start) => phrase.startsWith(start)))
      continue;
    known.add(phrase);
    found.push({
      id: phrase,
      phrases: [phrase],
      mode: phrase.includes(' ') ? 'phrase' : open ? 'start' : 'word',
      severity: 'moderate',
      category: 'vulgar',
      except: [],
      note: 'listed by bad-words, without our own review',
      source: 'bad-words',
      disguised: [],
    });
  }
  return found;
}
