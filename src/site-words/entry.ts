import { randomBytes } from 'node:crypto';
import { DecorumError } from '../domain/errors.js';
import { severities } from '../domain/finding.js';
import { hasLoneSurrogate, limits } from '../domain/limits.js';
import { type SiteWord, type WordEntry, wordLists } from '../domain/site-words.js';
import { readWildcard } from '../text/wildcard.js';

/** An entry as it came in, unread, and how to name its place to whoever sent it. */
export interface PostedEntry {
  readonly entry: unknown;
  /** The place of the entry or of one of its fields: `words[3].phrase`, `line 4, severity`. */
  place(field?: string): string;
}

/** What is wrong with an entry, and where: `words[3].phrase`, `must not be empty`. */
export interface EntryFault {
  readonly field: string;
  readonly reason: string;
}

export type EntriesRead =
  | { readonly ok: true; readonly entries: readonly WordEntry[] }
  /** Every fault of every entry, in their order. */
  | { readonly ok: false; readonly faults: readonly EntryFault[] };

/** Entries of a JSON array, by their places in it. */
export const postedList = (entries: readonly unknown[]): PostedEntry[] =>
  entries.map((entry, index) => ({
    entry,
    place: (field) => (field === undefined ? `words[${index}]` : `words[${index}].${field}`),
  }));

/**
 * Reads entries that are to join a list. One fault refuses them all: a list must not be half of what was asked.
 * Phrases that are looked for alike (the same key of `readWildcard`) are one: they may not come twice, nor stand on
 * both lists.
 *
 * @param existing what stands on the list already and stays there
 */
export function readEntries(posted: readonly PostedEntry[], existing: readonly SiteWord[]): EntriesRead {
  if (posted.length + existing.length > limits.siteWords) {
    const reason = `would make ${posted.length + existing.length} entries: a site's lists hold at most ${limits.siteWords}`;
    return { ok: false, faults: [{ field: 'words', reason }] };
  }
  const letters = lettersOf(existing) + lettersOf(posted.map(({ entry }) => entry));
  if (letters > limits.siteLetters) {
    const reason = `would make phrases of ${letters} characters together: a site's lists hold at most ${limits.siteLetters}`;
    return { ok: false, faults: [{ field: 'words', reason }] };
  }
  const faults: EntryFault[] = [];
  const entries: WordEntry[] = [];
  const seen = new Map(
    existing.map((word) => [phraseKey(word.phrase), { list: word.list, at: `entry ${word.id}` }]),
  );
  for (const { entry, place } of posted) {
    const read = readEntry(entry, (field, reason) => faults.push({ field: place(field), reason }));
    if (!read) continue;
    const before = seen.get(read.key);
    if (!before) seen.set(read.key, { list: read.entry.list, at: place() });
    else if (before.list === read.entry.list)
      faults.push({ field: place('phrase'), reason: `is the same as ${before.at}` });
    else
      faults.push({
        field: place('phrase'),
        reason: `is on the ${before.list} list (${before.at}): no phrase can be on both`,
      });
    entries.push(read.entry);
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, entries };
}

/** Characters of the phrases together; of what is no entry, none. */
const lettersOf = (entries: readonly unknown[]): number =>
  entries.reduce<number>((sum, entry) => {
    const phrase = typeof entry === 'object' && entry !== null && 'phrase' in entry ? entry.phrase : '';
    return sum + (typeof phrase === 'string' ? phrase.length : 0);
  }, 0);

const fields = ['list', 'phrase', 'severity', 'note'];

/** One entry with the key of its phrase; undefined when it was refused. */
function readEntry(
  given: unknown,
  refuse: (field: string | undefined, reason: string) => void,
): { readonly entry: WordEntry; readonly key: string } | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    refuse(undefined, 'must be an object');
    return undefined;
  }
  let good = true;
  const fault = (field: string | undefined, reason: string): undefined => {
    good = false;
    refuse(field, reason);
  };
  const { list, phrase, severity, note, ...rest } = given as Record<string, unknown>;
  // A name is the sender's word: one that does not look like a name is not said again.
  for (const name of Object.keys(rest))
    fault(/^\w{1,40}$/.test(name) ? name : undefined, `is not a known field: there are ${fields.join(', ')}`);
  const onList = wordLists.find((one) => one === list);
  if (!onList) fault('list', list === undefined ? 'is required' : `must be ${wordLists.join(' or ')}`);
  const key = keyOf(phrase, (reason) => fault('phrase', reason));
  const bad = severities.find((one) => one === severity);
  if (severity !== undefined && !bad) fault('severity', `must be one of ${severities.join(', ')}`);
  else if (severity !== undefined && onList === 'allow')
    fault('severity', 'is for denied words: an allowed one has none');
  const why = noteFault(note);
  if (why !== undefined) fault('note', why);
  if (!good || !onList || key === undefined) return undefined;
  const said = typeof note === 'string' ? note.trim() : '';
  return {
    key,
    entry: {
      list: onList,
      phrase: String(phrase).trim(),
      ...(bad && { severity: bad }),
      ...(said !== '' && { note: said }),
    },
  };
}

/** What two phrases that are looked for alike have in common; of one that is refused by now, the phrase itself. */
export const phraseKey = (phrase: string): string => keyOf(phrase, () => {}) ?? phrase;

function keyOf(phrase: unknown, refuse: (reason: string) => void): string | undefined {
  if (typeof phrase !== 'string') {
    refuse(phrase === undefined ? 'is required' : 'must be a string');
    return undefined;
  }
  try {
    return readWildcard(phrase).key;
  } catch (error) {
    if (!(error instanceof DecorumError)) throw error;
    refuse(error.message);
    return undefined;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const control = /[\u0000-\u001f\u007f-\u009f]/;

function noteFault(note: unknown): string | undefined {
  if (note === undefined) return undefined;
  if (typeof note !== 'string') return 'must be a string';
  const said = note.trim();
  if (said.length > limits.noteLength) return `must be at most ${limits.noteLength} characters`;
  if (control.test(said)) return 'must not hold control characters or line breaks';
  return hasLoneSurrogate(said) ? 'holds half a surrogate pair, which UTF-8 cannot carry' : undefined;
}

/** Who changes a list, and when. */
export interface Author {
  /** Name of the key. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The entries with ids of their own: 8 random hex digits, none of them among `taken`. */
export function withIds(
  entries: readonly WordEntry[],
  { by, at }: Author,
  taken: Iterable<string>,
): SiteWord[] {
  const ids = new Set(taken);
  return entries.map((entry) => {
    let id: string;
    do id = randomBytes(4).toString('hex');
    while (ids.has(id));
    ids.add(id);
    return { ...entry, id, addedBy: by, addedAt: at };
  });
}
