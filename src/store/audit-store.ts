/** Kinds of acts that are kept. */
export const auditKinds = [
  'decided',
  'undone',
  'bulk',
  'appeal',
  'second-review',
  'policy-saved',
  'policy-activated',
  'policy-shadow',
  'words',
  'key',
  'user',
  'claim-taken-over',
  'review-first',
  'erased',
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** Who did what to what, under which policy. Never holds a comment's text or author. */
export interface AuditEntry {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** Name of the user or key. */
  readonly by: string;
  readonly kind: AuditKind;
  /** Absent where the act is about no one site. */
  readonly site?: string;
  /** What it was done to: a comment's id, a policy's version, a key's id. */
  readonly subject: string;
  /** `<name>@<version>` that had judged the comment. */
  readonly policy?: string;
  readonly ruling?: string;
  readonly reason?: string;
  readonly note?: string;
  /** More, in a few words. */
  readonly detail?: string;
}

/** An act to be kept. `once`: the same act told again, by a retry within a day, is kept once. */
export type AuditAct = Omit<AuditEntry, 'id' | 'at'> & { readonly once?: string };

export interface AuditQuery {
  readonly site?: string;
  readonly by?: string;
  readonly kind?: AuditKind;
  /** Milliseconds since 1970, inclusive. */
  readonly from?: number;
  readonly to?: number;
  /** From the page before; one that is malformed throws DecorumError `invalid`, field `cursor`. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface AuditPage {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** Absent on the last page. A page may hold less than was asked for and still have a next one. */
  readonly next?: string;
}

/** Append-only: nothing here changes or removes an entry. Rejects with DecorumError `unavailable` when away. */
export interface AuditStore {
  record(act: AuditAct): Promise<void>;
  page(query: AuditQuery): Promise<AuditPage>;
}

/** Whether an entry is one of those that a query asks for, besides time. */
export const isAskedFor = (entry: AuditEntry, { site, by, kind }: AuditQuery): boolean =>
  (site === undefined || entry.site === site) &&
  (by === undefined || entry.by === by) &&
  (kind === undefined || entry.kind === kind);

/** Entries of one page that are looked through, at most: a rare kind costs more pages, not a longer one. */
export const mostLookedAt = 10_000;
