import type { Appeal } from '../domain/appeal.js';
import type { Case, CaseEvent } from '../domain/case.js';
import type { Comment, Submission } from '../domain/comment.js';
import type { Claim, Decision } from '../domain/decision.js';
import type { Verdict } from '../domain/verdict.js';

/**
 * What the scripts read of a case: text, about, site, revision, received, verdict, decision, claim, appeal and what became
 * of it; null or false where there is none.
 */
export type CaseReply = readonly (string | null | false)[] | null | false;

type About = {
  readonly [Field in Exclude<keyof Submission, 'id' | 'text' | 'site'>]-?: Submission[Field] | undefined;
};
type Said = Omit<Verdict, 'commentId' | 'revision'>;

// These two name their fields one by one: spreading the rest costs as much as writing the JSON.

/** A submission's fields besides id, text and site. */
export function aboutOf(submission: Submission): string {
  const { author, submittedAt, article, parent, language } = submission;
  const about: About = { author, submittedAt, article, parent, language };
  return JSON.stringify(about);
}

/** How a site names a comment's article: by id, else by address; '' without one. */
export const articleOf = ({ article }: Pick<Submission, 'article'>): string =>
  article?.id ?? article?.url ?? '';

/** A verdict without what the case says already. */
export function verdictField(verdict: Verdict): string {
  const { action, priority, policy, judgedAt, reasons, outcomes, likeness, shadow } = verdict;
  // The scripts read the first four off the front (prelude.lua, read_verdict).
  const said: Said = {
    action,
    priority,
    policy,
    judgedAt,
    reasons,
    outcomes,
    ...(likeness !== undefined && { likeness }),
    ...(shadow && { shadow }),
  };
  return JSON.stringify(said);
}

/** A claim's key in Redis holds its end, always 24 characters, and the moderator's name. */
export const claimField = ({ until, moderator }: Claim): string => `${until} ${moderator}`;

export const toClaim = (field: string): Claim => ({ until: field.slice(0, 24), moderator: field.slice(25) });

export function toCase(id: string, reply: CaseReply): Case | undefined {
  if (!reply) return undefined;
  const [text, about, site, revision, received, verdict, decision, claim, appeal, appealed] = reply;
  const comment: Comment = {
    id,
    text: text as string,
    site: site as string,
    ...(JSON.parse(about as string) as Partial<Comment>),
    revision: Number(revision),
    receivedAt: toIso(Number(received)),
  };
  return {
    comment,
    ...(verdict && { verdict: toVerdict(id, comment.revision, verdict) }),
    ...(decision && { decision: JSON.parse(decision) as Decision }),
    ...(claim && { claim: toClaim(claim) }),
    ...(appeal && appealed && { appeal: toAppeal(appeal, appealed) }),
  };
}

function toAppeal(appeal: string, appealed: string): Appeal {
  const [state, decision] = appealed.split(' ') as [Appeal['state'], string?];
  return { ...(JSON.parse(appeal) as Pick<Appeal, 'at' | 'text'>), state, ...(decision && { decision }) };
}

const toVerdict = (commentId: string, revision: number, json: string): Verdict => ({
  commentId,
  revision,
  ...(JSON.parse(json) as Omit<Verdict, 'commentId' | 'revision'>),
});

/** History as it was written; where nothing was, its first two events read off the case itself. */
export function toEvents(written: readonly string[], found: Case | undefined): CaseEvent[] {
  if (written.length > 0) return written.map(toEvent);
  if (!found) return [];
  const { comment, verdict } = found;
  return [
    { type: 'submitted', at: comment.receivedAt, revision: comment.revision },
    ...(verdict ? [judgedEvent(verdict)] : []),
  ];
}

function toEvent(json: string): CaseEvent {
  const event = JSON.parse(json) as CaseEvent;
  // Lua has no calendar: what the scripts date themselves is in milliseconds.
  return typeof event.at === 'number' ? { ...event, at: toIso(event.at) } : event;
}

export const judgedEvent = (verdict: Verdict): CaseEvent => ({
  type: 'judged',
  at: verdict.judgedAt,
  revision: verdict.revision,
  action: verdict.action,
  priority: verdict.priority,
  policy: verdict.policy,
});

export const decidedEvent = (decision: Decision): CaseEvent & { readonly type: 'decided' } => ({
  type: 'decided',
  at: decision.decidedAt,
  revision: decision.revision,
  decision: decision.id,
  ruling: decision.ruling,
  moderator: decision.moderator,
  ...(decision.reason !== undefined && { reason: decision.reason }),
  ...(decision.note !== undefined && { note: decision.note }),
});

/** The decision that wrote an event. */
export function decisionOf(commentId: string, event: CaseEvent & { readonly type: 'decided' }): Decision {
  const { at, decision, type: _type, ...rest } = event;
  return { ...rest, id: decision, commentId, decidedAt: at } as Decision;
}

export const toIso = (ms: number): string => new Date(ms).toISOString();
