import { type Severity, severities } from '../domain/finding.js';

/** Where in a word a phrase counts: anywhere, at its start, as the whole word (or its plural), as several words. */
export const modes = ['stem', 'start', 'word', 'phrase'] as const;
export type Mode = (typeof modes)[number];

/** Reviewed words with a reason. */
export interface Entry {
  /** Unique over all lexicons read together. */
  readonly id: string;
  /** Lower case, plain letters; words parted by one blank. */
  readonly phrases: readonly string[];
  readonly mode: Mode;
  readonly severity: Severity;
  readonly category: string;
  /** Innocent words and phrases that hold one of the phrases; `*` at an end: more letters may follow there. */
  readonly except: readonly string[];
  /** Why it is here, for the moderator. */
  readonly note: string;
  /** Where it comes from. */
  readonly source: string;
  /** Words that are looked for in disguise too: masked, split, respelt. */
  readonly disguised: readonly string[];
}

/** A lexicon file, parsed but not yet believed. Lists may be written as one text, parted by commas. */
export interface LexiconFile {
  readonly file: string;
  readonly entries: unknown;
  /** What the file's entries have in common. */
  readonly defaults?: Partial<Entry>;
  /** The categories that its entries may have; any when absent. */
  readonly categories?: readonly string[];
}

const fields = ['id', 'phrases', 'mode', 'severity', 'category', 'except', 'note', 'source', 'disguised'];

/**
 * Entries of lexicon files that are read together.
 * @throws Error naming file and entry: a field missing, unknown or of the wrong form; an id or a phrase twice; an
 * empty phrase; an exception twice or one that excepts nothing; a category that the file does not know.
 */
export function readLexicon(files: readonly LexiconFile[]): Entry[] {
  const found: Entry[] = [];
  const owners = new Map<string, string>(); // phrase or id → "file, entry"
  for (const { file, entries, defaults, categories } of files) {
    if (!Array.isArray(entries)) throw new Error(`${file}: must be a list of entries`);
    entries.forEach((row: unknown, at) => {
      const entry = readEntry(row, `${file}, entry ${at + 1}`, defaults ?? {});
      const place = `${file}, entry "${entry.id}"`;
      if (categories && !categories.includes(entry.category))
        throw new Error(`${place}: "category" must be one of ${categories.join(', ')}`);
      const claim = (key: string, what: string): void => {
        const owner = owners.get(key);
        if (owner) throw new Error(`${place}: ${what} is also in ${owner}`);
        owners.set(key, place);
      };
      claim(`id ${entry.id}`, 'the id');
      for (const phrase of entry.phrases) claim(`phrase ${phrase}`, `"${phrase}"`);
      if (new Set(entry.except).size < entry.except.length)
        throw new Error(`${place}: "except" holds "${firstTwice(entry.except)}" twice`);
      for (const exception of entry.except)
        if (!entry.phrases.some((phrase) => joined(exception).includes(joined(phrase))))
          throw new Error(`${place}: the exception "${exception}" excepts nothing`);
      found.push(entry);
    });
  }
  return found;
}

/** Words are looked for split in two and with letters repeated as well: `hand jobs out` may except `handjob`. */
const joined = (text: string): string => text.replaceAll(' ', '').replace(/(.)\1+/g, '$1');

const firstTwice = (items: readonly string[]): string | undefined =>
  items.find((item, at) => items.indexOf(item) < at);

function readEntry(row: unknown, unnamed: string, defaults: Partial<Entry>): Entry {
  if (typeof row !== 'object' || row === null) throw new Error(`${unnamed}: must be a mapping`);
  const given: Record<string, unknown> = {
    except: [],
    source: 'review',
    disguised: [],
    ...defaults,
    ...row,
  };
  const place = typeof given.id === 'string' ? unnamed.replace(/entry \d+$/, `entry "${given.id}"`) : unnamed;
  const refuse = (why: string): never => {
    throw new Error(`${place}: ${why}`);
  };
  for (const field of Object.keys(given)) if (!fields.includes(field)) refuse(`unknown field "${field}"`);
  const text = (field: string): string => {
    const value = given[field];
    return typeof value === 'string' && value.trim() !== '' ? value : refuse(`"${field}" must be a text`);
  };
  const texts = (field: string): string[] => {
    const value = given[field];
    const list: unknown = typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
    if (!Array.isArray(list)) return refuse(`"${field}" must be a list of texts`);
    return list.map((item: unknown) =>
      typeof item === 'string' && item.trim() !== ''
        ? item
        : refuse(`"${field}" holds an empty or non-text item`),
    );
  };
  const oneOf = <T extends string>(field: string, words: readonly T[]): T =>
    words.find((word) => word === given[field]) ?? refuse(`"${field}" must be one of ${words.join(', ')}`);
  const phrases = texts('phrases');
  if (phrases.length === 0) refuse('has no phrases');
  return {
    id: text('id'),
    phrases,
    mode: oneOf('mode', modes),
    severity: oneOf('severity', severities),
    category: text('category'),
    except: texts('except'),
    note: text('note'),
    source: text('source'),
    disguised: texts('disguised'),
  };
}
