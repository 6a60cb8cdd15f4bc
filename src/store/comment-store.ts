import type { Case, CaseEvent } from '../domain/case.js';
import type { Submission } from '../domain/comment.js';
import type { Claim, Decision, Ruling } from '../domain/decision.js';
import type { Attribute } from '../domain/finding.js';
import type { Outcome } from '../domain/outcome.js';
import type { Action, Verdict } from '../domain/verdict.js';

/** What became of one submission. */
export interface Added {
  readonly id: string;
  /** The revision that now stands under this id. */
  readonly revision: number;
  /**
   * created: the id is new; revised: the id was known with another text; repeated: same id, same text, nothing
   * written; refused: the id belongs to another site.
   */
  readonly result: 'created' | 'revised' | 'repeated' | 'refused';
}

/**
 * recorded: written; repeated: the same verdict stood there (same policy, checks, versions and statuses); stale:
 * another revision is current, or the verdict that stands was made later; unknown: no such comment.
 */
export type RecordedVerdict = 'recorded' | 'repeated' | 'stale' | 'unknown';

/** What the review queue may be asked for. Order: priority, highest first, then oldest. */
export interface ReviewQuery {
  readonly site?: string;
  /** Default `review`. `allow` is not queued for people. */
  readonly action?: Exclude<Action, 'allow'>;
  /** Only cases with a finding of this attribute or a reason for it; with `minScore`, those that scored so high on it. */
  readonly attribute?: Attribute;
  /** 0..1; without attribute: on any attribute. */
  readonly minScore?: number;
  /** At most {@link limits.pageItems}; default 25. */
  readonly limit?: number;
  /** From the page before; opaque. A malformed one throws DecorumError `invalid`, field `cursor`. */
  readonly cursor?: string;
}

export interface ReviewPage {
  readonly cases: readonly Case[];
  /** Absent on the last page. */
  readonly next?: string;
  /** Undecided cases under this site and action, before attribute and score. */
  readonly total: number;
}

export type Claimed =
  | { readonly result: 'claimed'; readonly claim: Claim }
  | { readonly result: 'held'; readonly claim: Claim }
  | { readonly result: 'unknown' };

export type Decided =
  | { readonly result: 'recorded' | 'repeated'; readonly decision: Decision }
  /** The comment has another revision than the decision names. */
  | { readonly result: 'stale'; readonly revision: number }
  /** Another decision stands and the new one does not name it as superseded. */
  | { readonly result: 'decided'; readonly decision: Decision }
  /** Another moderator's claim holds the case. */
  | { readonly result: 'held'; readonly claim: Claim }
  | { readonly result: 'unknown' };

export interface StoreCounts {
  /** Comments whose current revision has no verdict yet. */
  readonly unjudged: number;
  /** ISO 8601: when the oldest of them came in. */
  readonly oldestUnjudged?: string;
  /** Undecided cases by action. */
  readonly inReview: number;
  readonly blocked: number;
}

/** What a replay reads of a case: no text, no author. */
export interface JudgedCase {
  readonly id: string;
  /** ISO 8601: when the current revision came in. */
  readonly receivedAt: string;
  readonly outcomes: readonly Outcome[];
  /** The standing decision's ruling. */
  readonly ruling?: Ruling;
}

/** How many of a site's additions and revisions {@link CommentStore.newest} looks back on, at least. */
export const keptNewest = 100_000;

/**
 * Where comments, verdicts and decisions live. Every write may be repeated without harm: jobs are retried and
 * publishers resend. Every method rejects with DecorumError `unavailable` when the store is away.
 */
export interface CommentStore {
  /** Stores all, in order; one result each. Resolves only when every write is acknowledged. */
  add(submissions: readonly Submission[], receivedAt: string): Promise<readonly Added[]>;
  /** One a given id, in order; undefined where there is none. Without `verdict.outcomes` never: cases are whole. */
  get(ids: readonly string[]): Promise<readonly (Case | undefined)[]>;
  /** A verdict counts for its revision only, and never touches a decision. One result each, in order. */
  recordVerdicts(verdicts: readonly Verdict[]): Promise<readonly RecordedVerdict[]>;
  reviewQueue(query: ReviewQuery): Promise<ReviewPage>;
  /** Takes or renews the lease; `held` names the other holder. */
  claim(id: string, moderator: string, leaseMs: number): Promise<Claimed>;
  /** Gives the lease back; true if this moderator held it. */
  release(id: string, moderator: string): Promise<boolean>;
  /**
   * A standing approve or reject gives way only to a decision that names it in `supersedes`; an escalation
   * gives way to any. Recording frees the claim and takes the case off the queue (an escalation stays on it).
   */
  recordDecision(decision: Decision, supersedes?: string): Promise<Decided>;
  /** Append-only history, oldest first; empty for an unknown id. */
  events(id: string): Promise<readonly CaseEvent[]>;
  /** Ids of comments received before (ISO 8601) that have no verdict, oldest first. */
  unjudged(before: string, limit: number): Promise<readonly string[]>;
  /**
   * Ids of the site's newest stored comments, newest first: in the order in which their current revisions were added.
   * At most {@link keptNewest}.
   */
  newest(site: string, limit: number): Promise<readonly string[]>;
  /**
   * The site's newest cases that have a verdict, newest first, some at a time; looks at `limit` cases, at most
   * {@link keptNewest}.
   */
  judged(site: string, limit: number): AsyncIterable<readonly JudgedCase[]>;
  counts(): Promise<StoreCounts>;
  /** Removes the comment, its verdicts, decisions and history; true if there was one. */
  erase(id: string): Promise<boolean>;
  /** The id stored under an idempotency key, claiming it for `value` for `ttlMs` when free. */
  remember(key: string, value: string, ttlMs: number): Promise<string | undefined>;
  close(): Promise<void>;
}
