import type { Request, Response } from 'express';
import type { Case } from '../domain/case.js';
import type { Comment } from '../domain/comment.js';
import { type Decision, reasonCodes } from '../domain/decision.js';
import { DecorumError } from '../domain/errors.js';
import { limits } from '../domain/limits.js';
import type { CommentStore } from '../store/comment-store.js';
import { callerOf } from './authentication.js';
import { json } from './body.js';
import { decisionId } from './decision-id.js';
import { heldBy } from './held.js';
import { presentReviewCase, presentReviewPage } from './presenters.js';
import { badParameter, Refusal } from './problems.js';
import type { KnownReasons } from './reasons.js';
import { bodyAs, commentIdOf, queryAs, refuseQuery, unknownComment } from './request.js';
import type { Route } from './route.js';
import { countsQuery, postedDecision, postedNext, reviewQuery } from './schemas.js';
import type { ReviewCounts } from './types.js';

export interface ReviewOptions {
  readonly store: CommentStore;
  readonly reasons: KnownReasons;
  readonly now: () => Date;
  /** Told of claims that were taken over. */
  readonly takenOver?: (id: string, by: string, from: string) => Promise<void>;
}

/** The review queue, one case of it, and a moderator's claim and decision. The key's name is the moderator's. */
export function review({ store, reasons, now, takenOver }: ReviewOptions): Route[] {
  async function list(req: Request, res: Response): Promise<void> {
    const query = queryAs(req, reviewQuery);
    const page = await store.reviewQueue(query).catch(refuseCursor);
    res.json(presentReviewPage(page, asParams(query), req.originalUrl));
  }

  /** The first case of the filter that nobody holds, claimed: the claim is one step, so two never get the same. */
  async function next(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { filter = {} } = bodyAs(req, postedNext);
    const moderator = callerOf(res).name;
    let cursor: string | undefined;
    for (let asked = 0; asked < pagesForNext; asked++) {
      const page = await store.reviewQueue({ ...filter, ...(cursor !== undefined && { cursor }) });
      for (const { comment, claim: held } of page.cases) {
        if (held && held.moderator !== moderator) continue;
        const claimed = await store.claim(comment.id, moderator, limits.claimMs);
        if (claimed.result !== 'claimed') continue;
        const [[found], history] = await Promise.all([store.get([comment.id]), store.events(comment.id)]);
        // Another may have decided it between the page and the claim.
        if (found && isWaiting(found)) {
          res.json(presentReviewCase(found, history));
          return;
        }
        await store.release(comment.id, moderator);
      }
      cursor = page.next;
      if (cursor === undefined) break;
    }
    res.status(204).end();
  }

  async function counts(req: Request, res: Response): Promise<void> {
    const { site } = queryAs(req, countsQuery);
    const of = async (action: 'review' | 'block') =>
      (await store.reviewQueue({ action, limit: 1, ...(site !== undefined && { site }) })).total;
    const oldest = await store.reviewQueue({ sort: 'oldest', limit: 1, ...(site !== undefined && { site }) });
    const open = { state: 'appealed', limit: 1, ...(site !== undefined && { site }) } as const;
    const [waiting, blocked, appeals] = await Promise.all([
      of('review'),
      of('block'),
      store.reviewQueue(open),
    ]);
    const first = oldest.cases[0]?.comment.receivedAt;
    const answer: ReviewCounts = {
      waiting,
      blocked,
      appealed: appeals.total,
      ...(first !== undefined && {
        oldestSeconds: Math.max(0, Math.round((now().getTime() - Date.parse(first)) / 1000)),
      }),
    };
    res.json(answer);
  }

  async function show(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const [[found], history] = await Promise.all([store.get([id]), store.events(id)]);
    if (!found) throw unknownComment();
    res.json(presentReviewCase(found, history));
  }

  async function claim(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const { name } = callerOf(res);
    const takeOver = req.path.endsWith('/take-over');
    const before = takeOver ? (await store.get([id]))[0]?.claim : undefined;
    const claimed = await store.claim(id, name, limits.claimMs, takeOver);
    if (claimed.result === 'claimed' && before && before.moderator !== name)
      await takenOver?.(id, name, before.moderator);
    if (claimed.result === 'unknown') throw unknownComment();
    if (claimed.result === 'held') throw heldBy(claimed.claim);
    res.json({ claim: claimed.claim });
  }

  async function release(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    if (!(await store.release(id, callerOf(res).name))) {
      const [found] = await store.get([id]);
      if (!found) throw unknownComment();
      if (found.claim) throw heldBy(found.claim);
    }
    res.status(204).end();
  }

  async function decide(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const posted = bodyAs(req, postedDecision);
    const own = posted.revision === undefined || !isKnown(posted.reason) ? await commentOf(id) : undefined;
    const revision = posted.revision ?? own!.revision;
    if (own) await reasons.refuseUnknown(own.site, posted.reason);
    const { ruling, reason, note, supersedes } = posted;
    const moderator = callerOf(res).name;
    const decision: Decision = {
      id: decisionId(id, revision, posted, moderator),
      commentId: id,
      revision,
      ruling,
      ...(reason && { reason }),
      ...(note && { note }),
      moderator,
      decidedAt: now().toISOString(),
    };
    const decided = await store.recordDecision(decision, supersedes);
    switch (decided.result) {
      case 'unknown':
        throw unknownComment();
      case 'stale':
        throw new Refusal('stale_revision', `Revision ${decided.revision} is current: read it first.`, {
          revision: decided.revision,
        });
      case 'decided':
        throw new Refusal('already_decided', 'To replace the standing decision, name it in supersedes.', {
          decision: decided.decision.id,
        });
      case 'held':
        throw heldBy(decided.claim);
      default:
        res.status(decided.result === 'recorded' ? 201 : 200).json({ decision: decided.decision });
    }
  }

  async function commentOf(id: string): Promise<Comment> {
    const [found] = await store.get([id]);
    if (!found) throw unknownComment();
    return found.comment;
  }

  const scopes = ['moderate'] as const;
  const path = '/v1/review/:id';
  return [
    { method: 'get', path: '/v1/review', scopes, handle: list },
    { method: 'get', path: '/v1/review/counts', scopes, handle: counts },
    { method: 'post', path: '/v1/review/next', scopes, accepts: [json], handle: next },
    { method: 'get', path, scopes, handle: show },
    { method: 'post', path: `${path}/claim`, scopes, handle: claim },
    { method: 'post', path: `${path}/claim/take-over`, scopes: ['lead'], handle: claim },
    { method: 'delete', path: `${path}/claim`, scopes, handle: release },
    { method: 'post', path: `${path}/decisions`, scopes, accepts: [json], handle: decide },
  ];
}

/** Pages that `next` looks through before it says that none is free. */
const pagesForNext = 20;

const isKnown = (reason: string | undefined): boolean =>
  reason === undefined || reasonCodes.some((code) => code === reason);

const isWaiting = (found: Case): boolean =>
  found.decision === undefined || found.decision.ruling === 'escalate';

/** The store says what is wrong with a cursor; the client sent it as a parameter. */
function refuseCursor(error: unknown): never {
  if (error instanceof DecorumError && error.code === 'invalid' && error.about.field === 'cursor')
    throw badParameter([{ field: 'cursor', reason: 'is not one that a page gave' }]);
  throw error;
}

function asParams(query: Readonly<Record<string, string | number | undefined>>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value));
  return params;
}
