import type { Severity } from './finding.js';

/** What a site's own list does with a word: never find it, or always. */
export const wordLists = ['allow', 'deny'] as const;
export type WordList = (typeof wordLists)[number];

/** A word as an operator asks for it: a word, a phrase, or a pattern with `*` for any letters. */
export interface WordEntry {
  readonly list: WordList;
  /** As written, blanks at the ends off; at most {@link limits.sitePhraseLength} characters. */
  readonly phrase: string;
  /** How bad a denied word is; an allowed one has none. Default moderate: the default policy sends it to review. */
  readonly severity?: Severity;
  /** Why it is there, for the next operator. */
  readonly note?: string;
}

/** One entry of a site's own list. */
export interface SiteWord extends WordEntry {
  /** Short, public, unique within its site; findings name it. */
  readonly id: string;
  /** Name of the key that added it. */
  readonly addedBy: string;
  /** ISO 8601. */
  readonly addedAt: string;
}

/** A site's allow and deny lists as they stood at one version. Immutable: a change makes a new object. */
export interface SiteWords {
  readonly site: string;
  /** 0: nothing was ever written; each change counts one up. */
  readonly version: number;
  /** In the order of adding. */
  readonly words: readonly SiteWord[];
}
