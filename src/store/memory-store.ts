import type { Appeal } from '../domain/appeal.js';
import type { Case, CaseEvent } from '../domain/case.js';
import type { Change } from '../domain/change.js';
import type { Comment, Submission } from '../domain/comment.js';
import type { Claim, Decision } from '../domain/decision.js';
import type { Verdict } from '../domain/verdict.js';
import { decidedEvent, judgedEvent, toIso } from './case-fields.js';
import { changePlace } from './change-place.js';
import {
  type Added,
  type AuthoredCase,
  type Claimed,
  type CommentStore,
  changesAtOnce,
  type Decided,
  type JudgedCase,
  keptChanges,
  keptNewest,
  keptOfAuthor,
  type RecordedVerdict,
  type ReviewPage,
  type ReviewQuery,
  type ReviewSort,
} from './comment-store.js';
import { comparePlaces, fromCursor, rankIn, toCursor, toMs, wholePriority } from './order.js';
import { checkedLease, checkedLimit, checkedTtl } from './refusals.js';
import { highestScore, isAskedFor } from './review-filter.js';
import { printOf } from './verdict-print.js';

interface Held {
  comment: Comment;
  verdict?: Verdict | undefined;
  decision?: Decision | undefined;
  /** What the standing decision superseded. */
  before?: Decision | undefined;
  claim?: Claim | undefined;
  /** The action under which it waits for people. */
  queued?: 'review' | 'block' | 'appeal' | undefined;
  appeal?: Appeal | undefined;
  readonly decisions: Map<string, Decision>;
  readonly events: CaseEvent[];
}

/**
 * The store's promises in memory: for tests and for scoring without Redis, never for a service, since it forgets.
 * What goes in and comes out is copied: nobody changes a case from outside.
 */
export function createMemoryStore({
  now = () => new Date(),
}: {
  readonly now?: () => Date;
} = {}): CommentStore {
  /** In the order in which the current revisions came. */
  const held = new Map<string, Held>();
  const remembered = new Map<string, { readonly value: string; readonly until: number }>();

  const told: Change[] = [];
  let tellings = 0;
  function tell(kind: Change['kind'], { comment }: Held, more: Partial<Change> = {}): void {
    told.push({ id: `${++tellings}-0`, kind, site: comment.site, case: comment.id, ...more });
    if (told.length > keptChanges) told.shift();
  }

  const claimOn = (found: Held): Claim | undefined =>
    found.claim && Date.parse(found.claim.until) > now().getTime() ? found.claim : undefined;

  function caseOf(found: Held | undefined): Case | undefined {
    if (!found) return undefined;
    const { comment, verdict, decision, appeal } = found;
    const claim = claimOn(found);
    return structuredClone({
      comment,
      ...(verdict && { verdict }),
      ...(decision && { decision }),
      ...(claim && { claim }),
      ...(appeal && { appeal }),
    });
  }

  function addOne(submission: Submission, receivedAt: string): Added {
    const { id } = submission;
    const found = held.get(id);
    const revision = found ? found.comment.revision : 1;
    if (found && found.comment.site !== submission.site) return { id, revision, result: 'refused' };
    if (found && found.comment.text === submission.text) return { id, revision, result: 'repeated' };
    const next = found ? revision + 1 : 1;
    if (found?.queued) tell('left', found);
    held.delete(id); // what is set anew comes last
    held.set(id, {
      comment: { ...structuredClone(submission), revision: next, receivedAt },
      decisions: found?.decisions ?? new Map(),
      events: [...(found?.events ?? []), { type: 'submitted', at: receivedAt, revision: next }],
    });
    return { id, revision: next, result: found ? 'revised' : 'created' };
  }

  function recordOne(verdict: Verdict): RecordedVerdict {
    const found = held.get(verdict.commentId);
    if (!found) return 'unknown';
    if (found.comment.revision !== verdict.revision) return 'stale';
    if (found.verdict && printOf(found.verdict) === printOf(verdict)) return 'repeated';
    const judged = toMs(verdict.judgedAt, 'judgedAt');
    if (found.verdict && judged < toMs(found.verdict.judgedAt, 'judgedAt')) return 'stale';
    found.verdict = structuredClone(verdict);
    const before = found.queued;
    found.queued = queueFor(found);
    if (!before && found.queued) tell('arrived', found);
    if (before && !found.queued) tell('left', found);
    found.events.push(judgedEvent(verdict));
    return 'recorded';
  }

  const placeIn = (sort: ReviewSort, { comment, verdict }: Held) => ({
    id: comment.id,
    rank: rankIn(sort, {
      priority: wholePriority(verdict?.priority ?? 0),
      score: verdict ? highestScore(verdict) : 0,
      receivedMs: toMs(comment.receivedAt, 'receivedAt'),
    }),
  });

  return {
    async add(submissions, receivedAt) {
      const received = toIso(toMs(receivedAt, 'receivedAt'));
      return submissions.map((submission) => addOne(submission, received));
    },

    async get(ids) {
      return ids.map((id) => caseOf(held.get(id)));
    },

    async recordVerdicts(verdicts) {
      for (const { judgedAt } of verdicts) toMs(judgedAt, 'judgedAt');
      return verdicts.map(recordOne);
    },

    async reviewQueue(query: ReviewQuery): Promise<ReviewPage> {
      const limit = checkedLimit(query.limit);
      const after = query.cursor === undefined ? undefined : fromCursor(query.cursor);
      const { site, sort = 'priority' } = query;
      const action = query.state === 'appealed' ? 'appeal' : (query.action ?? 'review');
      const way = sort === 'newest' ? -1 : 1;
      const queue = [...held.values()]
        .filter(({ queued }) => queued === action)
        .filter(({ comment }) => site === undefined || comment.site === site)
        .map((found) => ({ found: caseOf(found)!, place: placeIn(sort, found) }))
        .sort((a, b) => way * comparePlaces(a.place, b.place));
      const nowMs = now().getTime();
      const rest = queue.filter(
        (each) =>
          isAskedFor(each.found, query, nowMs) && (!after || way * comparePlaces(each.place, after) > 0),
      );
      const page = rest.slice(0, limit);
      const last = page.at(-1);
      return {
        cases: page.map(({ found }) => found),
        ...(last && rest.length > limit && { next: toCursor(last.place) }),
        total: queue.length,
      };
    },

    async claim(id, moderator, leaseMs, takeOver = false): Promise<Claimed> {
      const lease = checkedLease(leaseMs);
      const found = held.get(id);
      if (!found) return { result: 'unknown' };
      const standing = claimOn(found);
      const other = standing && standing.moderator !== moderator ? standing : undefined;
      if (other && !takeOver) return { result: 'held', claim: other };
      const at = now();
      const claim: Claim = { moderator, until: toIso(at.getTime() + lease) };
      found.claim = claim;
      if (!standing || other)
        found.events.push({
          type: 'claimed',
          at: at.toISOString(),
          revision: found.comment.revision,
          moderator,
          until: claim.until,
          ...(other && { from: other.moderator }),
        });
      tell('claimed', found, { by: moderator, until: claim.until });
      return { result: 'claimed', claim };
    },

    async release(id, moderator) {
      const found = held.get(id);
      if (!found || claimOn(found)?.moderator !== moderator) return false;
      found.claim = undefined;
      const { revision } = found.comment;
      found.events.push({ type: 'released', at: now().toISOString(), revision, moderator });
      tell('released', found, { by: moderator });
      return true;
    },

    async recordDecision(decision, supersedes): Promise<Decided> {
      const found = held.get(decision.commentId);
      if (!found) return { result: 'unknown' };
      const recorded = found.decisions.get(decision.id);
      if (recorded) return { result: 'repeated', decision: recorded };
      const { revision } = found.comment;
      if (revision !== decision.revision) return { result: 'stale', revision };
      const standing = found.decision;
      if (standing && standing.ruling !== 'escalate' && standing.id !== supersedes)
        return { result: 'decided', decision: standing };
      const claim = claimOn(found);
      if (claim && claim.moderator !== decision.moderator) return { result: 'held', claim };
      const kept = structuredClone(decision);
      found.before = standing;
      found.decision = kept;
      found.decisions.set(decision.id, kept);
      found.claim = undefined;
      const { id, ruling, moderator } = kept;
      if (found.appeal?.state === 'open' && ruling !== 'escalate')
        found.appeal = {
          ...found.appeal,
          state: ruling === 'approve' ? 'overturned' : 'upheld',
          decision: id,
        };
      found.queued = queueFor(found);
      found.events.push(decidedEvent(kept));
      tell('decided', found, { by: moderator, ruling });
      return { result: 'recorded', decision: kept };
    },

    async undoDecision(id, decision, moderator) {
      const found = held.get(id);
      if (!found) return 'unknown';
      const { revision } = found.comment;
      if (found.decision?.id !== decision)
        return !found.decision && (found.decisions.get(decision)?.revision ?? revision) !== revision
          ? 'stale'
          : 'other';
      found.decision = found.before;
      found.before = undefined;
      if (found.appeal?.decision === decision) {
        const { decision: _answer, ...appeal } = found.appeal;
        found.appeal = { ...appeal, state: 'open' };
      }
      found.queued = queueFor(found);
      found.events.push({ type: 'undone', at: now().toISOString(), revision, decision, moderator });
      tell('undone', found, { by: moderator });
      return 'undone';
    },

    async appeal(id, at, text) {
      toMs(at, 'at');
      const found = held.get(id);
      if (!found) return 'unknown';
      if (found.appeal) return 'repeated';
      const { decision, queued } = found;
      if (decision?.ruling !== 'reject' && (decision || queued !== 'block')) return 'unfit';
      found.appeal = { at, ...(text !== undefined && { text }), state: 'open' };
      found.queued = 'appeal';
      found.events.push({ type: 'appealed', at, revision: found.comment.revision });
      tell('appealed', found);
      return 'appealed';
    },

    async changes(after) {
      if (after === undefined) return { changes: [], last: `${tellings}-0`, missed: false };
      const known = changePlace(after).ms;
      const oldest = tellings - told.length;
      const changes = told.slice(Math.max(0, known - oldest), Math.max(0, known - oldest) + changesAtOnce);
      return { changes: structuredClone(changes), last: changes.at(-1)?.id ?? after, missed: known < oldest };
    },

    async byAuthor(site, author) {
      return [...held.values()]
        .filter(({ comment }) => comment.site === site && comment.author === author)
        .reverse()
        .slice(0, keptOfAuthor)
        .map(
          ({ comment, verdict, decision }): AuthoredCase => ({
            id: comment.id,
            receivedAt: comment.receivedAt,
            ...(verdict && { action: verdict.action }),
            ...(decision && { ruling: decision.ruling }),
          }),
        );
    },

    async alike(id, limit) {
      const own = held.get(id);
      const likeness = own?.verdict?.likeness;
      if (!own || likeness === undefined) return { total: 0, ids: [] };
      const ids = [...held.values()]
        .filter(({ queued, comment }) => queued && comment.site === own.comment.site && comment.id !== id)
        .filter(({ verdict }) => verdict?.likeness === likeness)
        .sort((a, b) => comparePlaces(placeIn('oldest', a), placeIn('oldest', b)))
        .map(({ comment }) => comment.id);
      return { total: ids.length, ids: ids.slice(0, limit) };
    },

    async events(id) {
      return structuredClone(held.get(id)?.events ?? []);
    },

    async unjudged(before, limit) {
      const until = toMs(before, 'before');
      return waiting()
        .filter(({ rank }) => rank < until)
        .slice(0, Math.max(0, limit))
        .map(({ id }) => id);
    },

    async newest(site, limit) {
      return [...held.values()]
        .filter(({ comment }) => comment.site === site)
        .reverse()
        .slice(0, Math.max(0, Math.min(limit, keptNewest)))
        .map(({ comment }) => comment.id);
    },

    async *judged(site, limit) {
      const ids = await this.newest(site, limit);
      const found = ids.flatMap((id): JudgedCase[] => {
        const { comment, verdict, decision } = held.get(id)!;
        if (!verdict) return [];
        const about = { id, receivedAt: comment.receivedAt, outcomes: structuredClone(verdict.outcomes) };
        return [decision ? { ...about, ruling: decision.ruling } : about];
      });
      if (found.length > 0) yield found;
    },

    async counts() {
      const all = [...held.values()];
      const unjudged = waiting();
      const oldest = unjudged[0];
      return {
        unjudged: unjudged.length,
        ...(oldest && { oldestUnjudged: toIso(oldest.rank) }),
        inReview: all.filter(({ queued }) => queued === 'review').length,
        blocked: all.filter(({ queued }) => queued === 'block').length,
        appealed: all.filter(({ queued }) => queued === 'appeal').length,
      };
    },

    async erase(id) {
      for (const [key, { value }] of remembered) if (value === id && held.has(id)) remembered.delete(key);
      const found = held.get(id);
      if (found?.queued) tell('erased', found);
      return held.delete(id);
    },

    async remember(key, value, ttlMs) {
      const ttl = checkedTtl(ttlMs);
      const at = now().getTime();
      const found = remembered.get(key);
      if (found && found.until > at) return found.value;
      remembered.set(key, { value, until: at + ttl });
      return undefined;
    },

    async close() {},
  };

  /** Comments without a verdict, oldest first. */
  function waiting() {
    return [...held.values()]
      .filter(({ verdict }) => !verdict)
      .map(({ comment }) => ({ id: comment.id, rank: toMs(comment.receivedAt, 'receivedAt') }))
      .sort(comparePlaces);
  }
}

/** An approval or a rejection stands; an escalation asks for people, also where the machine would let it pass. */
function queueFor({ verdict, decision, appeal }: Held): Held['queued'] {
  if (appeal?.state === 'open') return 'appeal';
  if (decision && decision.ruling !== 'escalate') return undefined;
  const asked = verdict?.action === 'allow' ? undefined : verdict?.action;
  return asked ?? (decision ? 'review' : undefined);
}
