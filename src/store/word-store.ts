import type { SiteWord, SiteWords } from '../domain/site-words.js';

/** A version of a site's list, as it is listed. */
export interface WordsVersion {
  readonly version: number;
  /** ISO 8601. */
  readonly at: string;
  /** Name of the key that wrote it. */
  readonly by: string;
  /** Entries that it held. */
  readonly count: number;
}

export type WordsWritten =
  | { readonly result: 'written'; readonly words: SiteWords }
  /** Another change came first: the version that stands now. */
  | { readonly result: 'conflict'; readonly version: number };

/** Versions of one site's list that can be had back. */
export const keptVersions = 20;

/** A site's list before anything was written. */
export const noWords = (site: string): SiteWords => ({ site, version: 0, words: [] });

/**
 * Where sites' own allow and deny lists live. Every method rejects with DecorumError `unavailable` when the store is
 * away.
 */
export interface WordStore {
  /**
   * The list as it stands (version 0 and empty where none was ever written), or as it stood; undefined: not kept.
   * Version 0 can always be had: every site began with an empty list.
   */
  get(site: string): Promise<SiteWords>;
  get(site: string, version: number): Promise<SiteWords | undefined>;
  /** The versions that are kept, newest first; at most {@link keptVersions}. */
  history(site: string): Promise<readonly WordsVersion[]>;
  /** Every site whose list was ever written, with the version that stands: one small answer, since workers ask it every second. */
  versions(): Promise<ReadonlyMap<string, number>>;
  /**
   * Writes a list whole, as the version after `expected`; only while that one stands. After `unavailable` it may
   * have been written all the same: whoever tries again is told by a conflict.
   */
  replace(site: string, words: readonly SiteWord[], expected: number, by: string): Promise<WordsWritten>;
}
