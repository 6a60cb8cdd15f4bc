/**
 * What can happen to a case on the review queue. arrived: it waits for people now; left: it does not, and nobody decided
 * (a newer verdict, a revision); erased: it is gone.
 */
export const changeKinds = [
  'arrived',
  'left',
  'claimed',
  'released',
  'decided',
  'undone',
  'appealed',
  'erased',
] as const;

/** One thing that happened to a case, as desks are told of it. Never holds text or author. */
export interface Change {
  /** Orders changes; opaque. */
  readonly id: string;
  readonly kind: (typeof changeKinds)[number];
  readonly site: string;
  /** The comment's id. */
  readonly case: string;
  /** The moderator who did it. */
  readonly by?: string;
  /** With `claimed`, ISO 8601: when the lease ends. */
  readonly until?: string;
  /** With `decided`. */
  readonly ruling?: string;
}
