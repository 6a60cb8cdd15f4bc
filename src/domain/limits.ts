/** Every stated limit on what comes in, in one place; the README's table repeats them. */
export const limits = {
  /** UTF-8 bytes of a comment's text (as Perspective's limit). */
  textBytes: 20 * 1024,
  /** UTF-8 bytes of an article's text. */
  articleTextBytes: 1024 * 1024,
  /** Characters of an article's title. */
  titleLength: 1000,
  /** Characters of an id, a site name, an author. */
  idLength: 200,
  urlLength: 2000,
  /** Characters of a moderator's note. */
  noteLength: 2000,
  /** Characters of a reader's appeal. */
  appealLength: 5000,
  /** Bytes of one HTTP body. */
  bodyBytes: 5 * 1024 * 1024,
  /** Comments in one batch request. */
  batchItems: 1000,
  /** Longest `?wait=`, milliseconds. */
  waitMs: 5000,
  /** Cases on one page of the review queue. */
  pageItems: 100,
  /** Claim lease, milliseconds. */
  claimMs: 5 * 60 * 1000,
  /** Comments in one moderation job. */
  jobItems: 100,
  /** Entries of one site's own allow and deny lists together. */
  siteWords: 5000,
  /** Characters of their phrases together: workers keep each list ready to be looked for. */
  siteLetters: 40_000,
  /** Characters of one such entry's phrase. */
  sitePhraseLength: 100,
  /** Newest stored comments of a site that a preview of an entry reads, at most. */
  previewComments: 10_000,
  /** New entries in one test of a text or one preview. */
  previewWords: 100,
  /** Near-duplicates that one decision covers. */
  alikeCases: 500,
  /** Cases of one bulk run. */
  bulkCases: 5000,
  /** Newest judged cases that a replay of a policy goes over, at most. */
  replayCases: 100_000,
  /** Replays under way at once in one process. */
  replaysAtOnce: 4,
  /** Requests a minute that a key's quota may allow. */
  quota: 1_000_000,
  /** Comments that may wait in the API process for their store write. */
  intakeBacklog: 5000,
} as const;

const visible = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** Whether a text holds anything besides white space and characters that show nothing (UAX #44). Linear time. */
export const hasSomethingToRead = (text: string): boolean => visible.test(text);

/** Whether a string holds half a surrogate pair: it cannot be written as UTF-8. Linear time. */
export const hasLoneSurrogate = (text: string): boolean => !(text as WellFormedTeller).isWellFormed();

// In Node 20, not in the ES2023 that we compile for.
type WellFormedTeller = string & { isWellFormed(): boolean };
