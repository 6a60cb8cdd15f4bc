import type { SiteWord, SiteWords } from '../domain/site-words.js';
import type { WordStore } from '../store/word-store.js';
import { type Author, type EntryFault, type PostedEntry, phraseKey, readEntries, withIds } from './entry.js';

/**
 * written: the list as it stands now, and what came and went; refused: nothing was written, for these reasons;
 * unknown: there is no such entry or version; conflict: others kept changing the list meanwhile.
 */
export type Changed =
  | {
      readonly result: 'written';
      readonly words: SiteWords;
      readonly added: readonly SiteWord[];
      readonly removed: readonly SiteWord[];
    }
  | { readonly result: 'refused'; readonly faults: readonly EntryFault[] }
  | { readonly result: 'unknown' }
  | { readonly result: 'conflict'; readonly version: number };

/** Times that a change is made anew on what another change left. */
const tries = 4;

/** Whether the checks can go by a list: their tables have an end, and a check that fails fails on every comment. */
export type Fits = (words: SiteWords) => Promise<boolean>;

/** What is said of entries with which a list does not fit. */
export const unfit: EntryFault = {
  field: 'words',
  reason: 'have too many letters, with what stands: the checks cannot go by such a list',
};

/** What becomes of the list that stands, or why nothing can. */
type Change = (
  standing: SiteWords,
) => readonly SiteWord[] | Extract<Changed, { result: 'refused' | 'unknown' }>;

async function change(
  store: WordStore,
  site: string,
  by: string,
  make: Change,
  fits?: Fits,
): Promise<Changed> {
  let version = 0;
  for (let left = tries; left > 0; left--) {
    const standing = await store.get(site);
    const next = make(standing);
    if ('result' in next) return next;
    if (fits && !(await fits({ site, version: standing.version + 1, words: next })))
      return { result: 'refused', faults: [unfit] };
    const written = await store.replace(site, next, standing.version, by);
    if (written.result === 'written')
      return {
        ...written,
        added: without(written.words.words, standing.words),
        removed: without(standing.words, next),
      };
    version = written.version;
  }
  return { result: 'conflict', version };
}

const without = (words: readonly SiteWord[], others: readonly SiteWord[]): SiteWord[] => {
  const known = new Set(others.map(({ id }) => id));
  return words.filter(({ id }) => !known.has(id));
};

/** Adds all, at the end; or none, with every reason. Rejects as the store does. */
export function addEntries(
  store: WordStore,
  site: string,
  posted: readonly PostedEntry[],
  author: Author,
  fits?: Fits,
): Promise<Changed> {
  const make: Change = ({ words }) => {
    const read = readEntries(posted, words);
    if (!read.ok) return { result: 'refused', faults: read.faults };
    return [
      ...words,
      ...withIds(
        read.entries,
        author,
        words.map(({ id }) => id),
      ),
    ];
  };
  return change(store, site, author.by, make, fits);
}

/** Takes one entry off. */
export function removeEntry(store: WordStore, site: string, id: string, author: Author): Promise<Changed> {
  return change(store, site, author.by, ({ words }) => {
    const rest = words.filter((word) => word.id !== id);
    return rest.length === words.length ? { result: 'unknown' } : rest;
  });
}

/**
 * Makes the list these entries and no others, in their order. What stood there under the same phrase on the same list
 * keeps its id; if it is the same in all, also who added it and when.
 */
export function replaceEntries(
  store: WordStore,
  site: string,
  posted: readonly PostedEntry[],
  author: Author,
  fits?: Fits,
): Promise<Changed> {
  const make: Change = ({ words }) => {
    const read = readEntries(posted, []);
    if (!read.ok) return { result: 'refused', faults: read.faults };
    const before = new Map(words.map((word) => [placeOf(word), word]));
    const fresh = withIds(
      read.entries,
      author,
      words.map(({ id }) => id),
    );
    return fresh.map((word) => {
      const stood = before.get(placeOf(word));
      if (!stood) return word;
      const same =
        stood.phrase === word.phrase && stood.severity === word.severity && stood.note === word.note;
      return same ? stood : { ...word, id: stood.id };
    });
  };
  return change(store, site, author.by, make, fits);
}

const placeOf = ({ list, phrase }: SiteWord): string => `${list} ${phraseKey(phrase)}`;

/** Makes the list what it was at a version that is kept; that becomes the newest version. */
export async function restoreVersion(
  store: WordStore,
  site: string,
  version: number,
  author: Author,
): Promise<Changed> {
  const kept = await store.get(site, version);
  return kept ? change(store, site, author.by, () => kept.words) : { result: 'unknown' };
}
