import { type Case, type CaseEvent, statusOf } from '../domain/case.js';
import type { Attribute, Finding } from '../domain/finding.js';
import type { Verdict } from '../domain/verdict.js';
import { disguises } from '../pipeline/disguises.js';
import type { ReviewPage } from '../store/comment-store.js';
import type {
  CaseResource,
  ReviewCaseResource,
  ReviewItem,
  ReviewPageResource,
  VerdictResource,
  WordsTestResource,
} from './types.js';

export const linkToComment = (id: string): string => `/v1/comments/${encodeURIComponent(id)}`;
const linkToReview = (id: string): string => `/v1/review/${encodeURIComponent(id)}`;

export function presentVerdict(verdict: Verdict): VerdictResource {
  const findings: Finding[] = [];
  const scores: Partial<Record<Attribute, number>> = {};
  for (const outcome of verdict.outcomes) {
    if (outcome.status === 'failed') continue;
    findings.push(...outcome.findings);
    for (const [name, score] of Object.entries(outcome.scores)) {
      const attribute = name as Attribute;
      scores[attribute] = Math.max(scores[attribute] ?? 0, score);
    }
  }
  return {
    action: verdict.action,
    priority: verdict.priority,
    reasons: verdict.reasons,
    findings: findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
    scores,
    outcomes: verdict.outcomes.map((outcome) => {
      const { check, version, status, ms } = outcome;
      if (outcome.status === 'failed') return { check, version, status, ms, error: outcome.error };
      return { check, version, status, ms, ...(outcome.unsupported && { unsupported: outcome.unsupported }) };
    }),
    policy: verdict.policy,
    revision: verdict.revision,
    judgedAt: verdict.judgedAt,
  };
}

/** A case for its publisher. */
export function presentCase(found: Case): CaseResource {
  const { comment, verdict, decision } = found;
  const { id, site, revision, text, author, language, submittedAt, receivedAt } = comment;
  return {
    id,
    site,
    revision,
    status: statusOf(found),
    text,
    ...(author !== undefined && { author }),
    ...(language !== undefined && { language }),
    ...(submittedAt !== undefined && { submittedAt }),
    receivedAt,
    ...(verdict && { verdict: presentVerdict(verdict) }),
    ...(decision && { decision }),
    links: { self: linkToComment(id), history: linkToReview(id) },
  };
}

/** A case as it stands in a list. */
export function presentItem(found: Case): ReviewItem {
  const { claim, appeal } = found;
  const { text: _left, ...article } = found.comment.article ?? {};
  return {
    ...presentCase(found),
    ...(found.comment.article && { article }),
    ...(claim && { claim }),
    ...(appeal && { appeal }),
  };
}

/** @param query the query as it was asked, without cursor, to make the link to the next page */
export function presentReviewPage(
  page: ReviewPage,
  query: URLSearchParams,
  self: string,
): ReviewPageResource {
  const { next, total } = page;
  const onward = new URLSearchParams(query);
  if (next !== undefined) onward.set('cursor', next);
  return {
    cases: page.cases.map(presentItem),
    ...(next !== undefined && { next }),
    total,
    links: { self, ...(next !== undefined && { next: `/v1/review?${onward}` }) },
  };
}

/** A case with everything a moderator needs to decide. */
export function presentReviewCase(found: Case, history: readonly CaseEvent[]): ReviewCaseResource {
  const { article, parent, text } = found.comment;
  const disguised = found.verdict ? disguises(text, found.verdict) : [];
  return {
    ...presentCase(found),
    ...(article && { article }),
    ...(parent && { parent }),
    ...(found.claim && { claim: found.claim }),
    ...(found.appeal && { appeal: found.appeal }),
    ...(disguised.length > 0 && { disguises: disguised }),
    history,
  };
}

/** @param version of the site's list that the verdict went by */
export function presentWordsTest(verdict: Verdict, version: number): WordsTestResource {
  const { action, priority, reasons, findings, policy } = presentVerdict(verdict);
  return { version, action, priority, reasons, findings, policy };
}
