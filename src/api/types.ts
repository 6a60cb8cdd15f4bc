import type { Drift } from '../bridge/drift.js';
import type { Appeal } from '../domain/appeal.js';
import type { ScoreMap, SiteBridge } from '../domain/bridge.js';
import type { CaseEvent, CaseStatus } from '../domain/case.js';
import type { Change } from '../domain/change.js';
import type { Article, ParentComment } from '../domain/comment.js';
import type { Claim, Decision, ReasonCode, Ruling } from '../domain/decision.js';
import type { Disguise } from '../domain/disguise.js';
import type { Attribute, Finding, Scores, Severity } from '../domain/finding.js';
import type { Label } from '../domain/label.js';
import type { Operation } from '../domain/operation.js';
import type { Policy, PolicyVersion, StandingPolicies } from '../domain/policy.js';
import type { SiteWord, SiteWords, WordEntry, WordList } from '../domain/site-words.js';
import type { Role } from '../domain/user.js';
import type { Action, Reason } from '../domain/verdict.js';
import type { Replay } from '../policies/replay.js';
import type { QueueDepth } from '../queue/moderation-queue.js';
import type { DecidedCounts, Preview, PreviewSample } from '../site-words/preview-report.js';
import type { Added, AuthoredCase } from '../store/comment-store.js';
import type { SavedView, SiteReason } from '../store/desk-store.js';
import type { KeyRecord, Scope } from '../store/key-store.js';
import type { WordsVersion } from '../store/word-store.js';

/** The JSON that goes over the wire. The page and the command line know the API by these types alone. */
export type {
  Action,
  Appeal,
  Article,
  Attribute,
  CaseEvent,
  CaseStatus,
  Change,
  Claim,
  DecidedCounts,
  Decision,
  Disguise,
  Finding,
  KeyRecord,
  Label,
  ParentComment,
  Preview,
  PreviewSample,
  Reason,
  ReasonCode,
  Ruling,
  SavedView,
  Scope,
  Scores,
  Severity,
  SiteReason,
  SiteWord,
  SiteWords,
  WordEntry,
  WordList,
  WordsVersion,
};

/** Body of `POST /v1/comments`, and one item of `POST /v1/comments/batch`. */
export interface PostedComment {
  /** 1-200 characters, no control characters. One is made when it is missing. */
  readonly id?: string;
  /** At most 20 KiB of UTF-8, not blank. */
  readonly text: string;
  /** Default `default`. */
  readonly site?: string;
  readonly author?: string;
  /** BCP 47. */
  readonly language?: string;
  readonly article?: Article;
  readonly parent?: ParentComment;
  /** ISO 8601 with a time zone. */
  readonly submittedAt?: string;
}

/** Answer 202: stored and on the moderation queue. */
export interface AcceptedComment {
  readonly id: string;
  readonly revision: number;
  readonly status: CaseStatus;
  readonly result: Exclude<Added['result'], 'refused'>;
  readonly links: { readonly self: string };
}

/** What became of one item of a batch; `index` counts items from 0, `line` lines of NDJSON from 1. */
export type BatchResult = { readonly index: number; readonly line?: number } & (
  | AcceptedComment
  | { readonly id?: string; readonly problem: Problem }
);

/** Answer of `POST /v1/comments/batch`: one result an item, in order. */
export interface BatchAnswer {
  readonly accepted: number;
  readonly refused: number;
  readonly results: readonly BatchResult[];
}

/** What became of one check, without its findings: those stand flat in the verdict. */
export interface OutcomeResource {
  readonly check: string;
  readonly version: string;
  readonly status: 'ran' | 'failed';
  readonly ms: number;
  readonly error?: string;
  /** The check cannot read the text's language: that it found nothing then says nothing. */
  readonly unsupported?: 'language';
}

export interface VerdictResource {
  readonly action: Action;
  /** 0..1000. */
  readonly priority: number;
  readonly reasons: readonly Reason[];
  /** Of all checks, in text order. */
  readonly findings: readonly Finding[];
  /** The highest that any check gave, by attribute. */
  readonly scores: Scores;
  readonly outcomes: readonly OutcomeResource[];
  readonly policy: string;
  readonly revision: number;
  readonly judgedAt: string;
}

/** `GET /v1/comments/:id`. */
export interface CaseResource {
  readonly id: string;
  readonly site: string;
  readonly revision: number;
  readonly status: CaseStatus;
  readonly text: string;
  readonly author?: string;
  readonly language?: string;
  readonly submittedAt?: string;
  readonly receivedAt: string;
  readonly verdict?: VerdictResource;
  readonly decision?: Decision;
  /** `history` is for keys with the scope moderate. */
  readonly links: { readonly self: string; readonly history: string };
}

/** `GET /v1/comments?id=…&id=…`: those that are there, in the order in which they were asked for. */
export interface CasesResource {
  readonly cases: readonly CaseResource[];
  /** Ids that no comment has. */
  readonly missing: readonly string[];
}

/** One case of the review queue. The article comes without its text. */
export interface ReviewItem extends CaseResource {
  readonly article?: Omit<Article, 'text'>;
  readonly claim?: Claim;
  readonly appeal?: Appeal;
}

/** `GET /v1/review`: highest priority first, then oldest. */
export interface ReviewPageResource {
  readonly cases: readonly ReviewItem[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
  /** Undecided cases under this site and action, before attribute and score. */
  readonly total: number;
  readonly links: { readonly self: string; readonly next?: string };
}

/** `GET /v1/review/counts`: how many cases wait, of a site or of all. */
export interface ReviewCounts {
  readonly waiting: number;
  /** Blocked by the machine and not looked at. */
  readonly blocked: number;
  /** Open appeals. */
  readonly appealed: number;
  /** Age of the oldest that waits; absent where none does. */
  readonly oldestSeconds?: number;
}

/** Answer of `POST /v1/review/:id/decisions/undo`. */
export interface UndoneResource {
  readonly id: string;
  readonly decision: string;
}

/** `GET /v1/review/:id/alike`: waiting near-duplicates, itself left out; at most 20 of them. */
export interface AlikeResource {
  readonly total: number;
  readonly cases: readonly ReviewItem[];
}

/** `GET /v1/operations/:operation`, and answer of what begins or takes back one. */
export interface OperationResource extends Operation {
  /** Alike cases beyond what one decision covers. */
  readonly left?: number;
}

/** Answer of `POST /v1/review/bulk/dry-run`. */
export interface DryRunResource {
  /** To be sent with `POST /v1/review/bulk/run`. */
  readonly token: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** Cases that would be decided. */
  readonly count: number;
  /** Cases that others hold: they would be skipped. */
  readonly held: number;
  /** The first 20 of them. */
  readonly sample: readonly ReviewItem[];
  /** Ids of those whose findings are all unsure, or that have none: better looked at one by one. */
  readonly doubtful: readonly string[];
}

/** `GET /v1/review/:id`: everything a moderator needs to decide. */
export interface ReviewCaseResource extends CaseResource {
  readonly article?: Article;
  readonly parent?: ParentComment;
  readonly claim?: Claim;
  readonly appeal?: Appeal;
  /** Marked words that were written in disguise, and how they were read. */
  readonly disguises?: readonly Disguise[];
  /** Oldest first. */
  readonly history: readonly CaseEvent[];
}

/** Body of `POST /v1/review/:id/decisions`. */
export interface PostedDecision {
  readonly ruling: Ruling;
  /** Needed for a rejection. */
  readonly reason?: string;
  /** At most 2,000 characters. */
  readonly note?: string;
  /** The revision that was read; default the current one. */
  readonly revision?: number;
  /** Id of the standing decision that this one replaces. */
  readonly supersedes?: string;
}

/** Answer of `POST /v1/comments/:id/appeal`. */
export interface AppealResource extends Pick<Appeal, 'at' | 'state'> {
  readonly id: string;
}

/** `GET /v1/review/:id/author`: of the author's newest 100 comments at the site. */
export interface AuthorResource {
  /** Absent where the publisher named none: then all is empty. */
  readonly author?: string;
  readonly total: number;
  readonly approved: number;
  readonly rejected: number;
  readonly escalated: number;
  /** The newest 30, newest first. */
  readonly strip: readonly AuthoredCase[];
  /** The newest 5 besides this one. */
  readonly last: readonly ReviewItem[];
}

/** `GET` and answer of `PUT /v1/sites/:site/reasons`. */
export interface ReasonsResource {
  readonly site: string;
  readonly reasons: readonly SiteReason[];
}

/** A saved view with what it holds now. */
export interface ViewResource extends SavedView {
  /** Cases, as far as one page and a look at 2,000 cases tell. */
  readonly count: number;
  /** There may be more than `count`. */
  readonly more?: true;
}

/** `GET /v1/review/views`: one's own and the shared ones, by name. */
export interface ViewsResource {
  readonly views: readonly ViewResource[];
}

/** `GET /health/ready`. No secrets: it needs no key. */
export interface Readiness {
  readonly status: 'ready' | 'unavailable';
  readonly redis: 'ok' | 'away';
  readonly queue?: QueueDepth;
  readonly unjudged?: { readonly count: number; readonly oldestSeconds: number };
}

/** `GET /v1/session` and answer of `POST /v1/session`. */
export interface SessionResource {
  readonly user: { readonly name: string; readonly role: Role };
  /** To be sent as X-CSRF-Token with every request that changes something. */
  readonly csrf: string;
}

/** `GET /v1/keys`. */
export interface KeysResource {
  readonly keys: readonly KeyRecord[];
}

/** Answer of `POST /v1/keys`: the only time that the key itself can be read. */
export interface CreatedKey extends KeyRecord {
  readonly key: string;
}

/** Answer of `POST /v1/sites/:site/words`: what was added, and the version that holds it. */
export interface AddedWords {
  readonly site: string;
  readonly version: number;
  readonly words: readonly SiteWord[];
}

/** Answer of an import and of a restore. */
export interface ChangedWords {
  readonly site: string;
  /** The version that now stands. */
  readonly version: number;
  /** Entries that came, that went, and that it now holds. */
  readonly added: number;
  readonly removed: number;
  readonly count: number;
}

/** `GET /v1/sites/:site/words/versions`: newest first. */
export interface WordsVersionsResource {
  readonly site: string;
  readonly versions: readonly WordsVersion[];
}

/** `GET /v1/sites/:site/labels`: what moderators elsewhere said by comments:suggestscore, newest first. */
export interface LabelsResource {
  readonly site: string;
  readonly labels: readonly Label[];
}

/** `GET` and answer of `POST /v1/sites/:site/bridge`: how the site answers Perspective's protocol. */
export interface BridgeResource extends SiteBridge {
  readonly site: string;
}

/** `GET /v1/sites/:site/bridge/drift`: how our scores and Perspective's differ on comments that both have seen. */
export interface DriftResource extends Drift {
  readonly site: string;
}

/** `GET /v1/score-maps`: oldest first. */
export interface ScoreMapsResource {
  readonly maps: readonly ScoreMap[];
}

/** One version of a site's own policy. */
export type PolicyResource = PolicyVersion;

/** Answers of activate, rollback and shadow: what now stands; without `live` the starting policy judges. */
export interface StandingResource extends StandingPolicies {
  readonly site: string;
}

/** `GET /v1/sites/:site/policies`. */
export interface PoliciesResource extends StandingResource {
  /** The policy that judges now. */
  readonly policy: Policy;
  /** As verdicts name it. */
  readonly policyId: string;
  /** Newest first. */
  readonly versions: readonly Omit<PolicyVersion, 'policy'>[];
}

/** Answer of `POST /v1/sites/:site/policies/replay`. */
export interface ReplayResource extends Replay {
  readonly site: string;
}

/** Answer of `POST /v1/sites/:site/words/preview`. */
export interface PreviewResource extends Preview {
  /** 95 % interval (Wilson) of the share that moderators had rejected, of those hit that they approved or rejected. */
  readonly rejectedShare: { readonly low: number; readonly high: number };
}

/** Answer of `POST /v1/sites/:site/words/test`: what would be said of the text; nothing is stored. */
export interface WordsTestResource
  extends Pick<VerdictResource, 'action' | 'priority' | 'reasons' | 'findings' | 'policy'> {
  /** Version of the site's list that was gone by. */
  readonly version: number;
}

/** RFC 9457. Never repeats what was sent, save the names of fields. */
export interface Problem {
  /** `urn:decorum:problem:<code>`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable name of the kind of problem: what a program should look at. */
  readonly code: string;
  /** `urn:decorum:request:<X-Request-Id>`. */
  readonly instance?: string;
  readonly errors?: readonly FieldError[];
  /** With `claimed`: who holds the case and until when. */
  readonly claim?: Claim;
  /** With `already_decided`: id of the standing decision. */
  readonly decision?: string;
  /** With `conflict`: the version that stands. */
  readonly version?: number;
  /** With `stale_revision`: the revision that is current. */
  readonly revision?: number;
}

/** One field and what is wrong with it, e.g. `article.text`, `must be a string`. */
export interface FieldError {
  readonly field: string;
  readonly reason: string;
}
