import type { Appeal } from './appeal.js';
import type { Comment } from './comment.js';
import type { Claim, Decision } from './decision.js';
import type { Verdict } from './verdict.js';

/** A comment with everything said about it. */
export interface Case {
  readonly comment: Comment;
  /** The current verdict on the current revision; absent while none is there. */
  readonly verdict?: Verdict;
  /** The standing decision on the current revision. */
  readonly decision?: Decision;
  /** Absent when free or run out. */
  readonly claim?: Claim;
  /** The reader's objection to what was decided; absent when there was none. */
  readonly appeal?: Appeal;
}

/** Where a case stands: the moderator's word if there is one, else the machine's, else pending. */
export const caseStatuses = [
  'pending',
  'allowed',
  'in_review',
  'blocked',
  'approved',
  'rejected',
  'escalated',
] as const;
export type CaseStatus = (typeof caseStatuses)[number];

const byRuling = { approve: 'approved', reject: 'rejected', escalate: 'escalated' } as const;
const byAction = { allow: 'allowed', review: 'in_review', block: 'blocked' } as const;

/** A decision outranks any verdict. */
export function statusOf(found: Pick<Case, 'verdict' | 'decision'>): CaseStatus {
  if (found.decision) return byRuling[found.decision.ruling];
  if (found.verdict) return byAction[found.verdict.action];
  return 'pending';
}

/** One entry of a case's append-only history. */
export type CaseEvent = { readonly at: string; readonly revision: number } & (
  | { readonly type: 'submitted' }
  | { readonly type: 'judged'; readonly action: string; readonly priority: number; readonly policy: string }
  /** `from`: who held it before, where a lead took it over. */
  | { readonly type: 'claimed'; readonly moderator: string; readonly until: string; readonly from?: string }
  | { readonly type: 'released'; readonly moderator: string }
  | {
      readonly type: 'decided';
      readonly decision: string;
      readonly ruling: string;
      readonly moderator: string;
      readonly reason?: string;
      readonly note?: string;
    }
  | { readonly type: 'undone'; readonly decision: string; readonly moderator: string }
  | { readonly type: 'appealed' }
);
