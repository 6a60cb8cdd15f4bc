import type { Case, CaseEvent } from '../domain/case.js';
import type { Change } from '../domain/change.js';
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

/** Orders of the review queue; ties by id. `priority`: highest first, then oldest; `score`: the highest on any attribute first, then oldest. */
export const reviewSorts = ['priority', 'oldest', 'newest', 'score'] as const;
export type ReviewSort = (typeof reviewSorts)[number];

/** `escalated`: a moderator passed it on; `failed`: a check could not run; `appealed`: a reader objects, whatever the verdict was. */
export const reviewStates = ['escalated', 'failed', 'appealed'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** Which cases of the review queue. All conditions must hold. */
export interface ReviewFilter {
  readonly site?: string;
  /** Default `review`. `allow` is not queued for people. */
  readonly action?: Exclude<Action, 'allow'>;
  /** Only cases with a finding of this attribute or a reason for it; with a score, those that scored so on it. */
  readonly attribute?: Attribute;
  /** 0..1; without attribute: on any attribute. */
  readonly minScore?: number;
  /** 0..1; the attribute's score, or the highest on any, is at most this. */
  readonly maxScore?: number;
  readonly state?: ReviewState;
  /** Id or URL of the article. */
  readonly article?: string;
  readonly author?: string;
  /** BCP 47; `en` also finds `en-GB`. */
  readonly language?: string;
  /** Seconds since the current revision came in. */
  readonly minAge?: number;
  readonly maxAge?: number;
  /** Words that stand in the text, in any case. */
  readonly text?: string;
}

/** What the review queue may be asked for. */
export interface ReviewQuery extends ReviewFilter {
  /** Default `priority`. */
  readonly sort?: ReviewSort;
  /** At most {@link limits.pageItems}; default 25. */
  readonly limit?: number;
  /** From the page before, of the same filter and order; opaque. A malformed one throws DecorumError `invalid`, field `cursor`. */
  readonly cursor?: string;
}

export interface ReviewPage {
  readonly cases: readonly Case[];
  /** Absent on the last page. */
  readonly next?: string;
  /** Undecided cases under this site and action, or open appeals, before the other conditions. */
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

/** appealed: it waits for an answer; repeated: an appeal was there before; unfit: nothing restricts the comment. */
export type Appealed = 'appealed' | 'repeated' | 'unfit' | 'unknown';

/** Changes after one that is known. */
export interface ChangePage {
  /** Oldest first, at most {@link changesAtOnce}. */
  readonly changes: readonly Change[];
  /** Where to go on from. */
  readonly last: string;
  /** Some that came after are not kept any more: what is shown must be loaded anew. */
  readonly missed: boolean;
}
export const changesAtOnce = 500;
/** Changes that are kept, about. */
export const keptChanges = 10_000;

/** What an author's history tells of one comment. */
export interface AuthoredCase {
  readonly id: string;
  readonly receivedAt: string;
  readonly action?: Action;
  readonly ruling?: Ruling;
}
/** Newest comments of an author that are known at a site. */
export const keptOfAuthor = 100;

/**
 * undone: what stood before it stands again; other: it does not stand (any more); stale: the comment has been revised
 * since.
 */
export type Undone = 'undone' | 'other' | 'stale' | 'unknown';

export interface StoreCounts {
  /** Comments whose current revision has no verdict yet. */
  readonly unjudged: number;
  /** ISO 8601: when the oldest of them came in. */
  readonly oldestUnjudged?: string;
  /** Undecided cases by action. */
  readonly inReview: number;
  readonly blocked: number;
  /** Open appeals. */
  readonly appealed: number;
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
  /** Takes or renews the lease; `held` names the other holder, unless it is to be taken over. */
  claim(id: string, moderator: string, leaseMs: number, takeOver?: boolean): Promise<Claimed>;
  /** Gives the lease back; true if this moderator held it. */
  release(id: string, moderator: string): Promise<boolean>;
  /**
   * A standing approve or reject gives way only to a decision that names it in `supersedes`; an escalation
   * gives way to any. Recording frees the claim and takes the case off the queue (an escalation stays on it).
   */
  recordDecision(decision: Decision, supersedes?: string): Promise<Decided>;
  /**
   * Takes back a standing decision: what it superseded stands again, else the machine's verdict, and the case waits for
   * people again where that asks for them. Both stay in the history.
   */
  undoDecision(id: string, decision: string, moderator: string): Promise<Undone>;
  /**
   * Keeps a reader's objection to a standing rejection, or to a block on which nobody ruled, and puts the case up for an
   * answer: the next approval or rejection on it. One a revision.
   *
   * @param at ISO 8601
   */
  appeal(id: string, at: string, text?: string): Promise<Appealed>;
  /**
   * What happened to cases for people after a change, in all sites. Without `after`: nothing, and where to go on from.
   * An `after` that no change had throws DecorumError `invalid`, field `after`.
   */
  changes(after?: string): Promise<ChangePage>;
  /** An author's newest comments at a site, newest first, at most {@link keptOfAuthor}. */
  byAuthor(site: string, author: string): Promise<readonly AuthoredCase[]>;
  /** Cases that wait and are near-duplicates of this one (itself left out): how many, and the first of their ids. */
  alike(id: string, limit: number): Promise<{ readonly total: number; readonly ids: readonly string[] }>;
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
  /** Removes the comment, its verdicts, decisions and history; true if there was one. Changes still name its id for a while. */
  erase(id: string): Promise<boolean>;
  /** The id stored under an idempotency key, claiming it for `value` for `ttlMs` when free. */
  remember(key: string, value: string, ttlMs: number): Promise<string | undefined>;
  close(): Promise<void>;
}
