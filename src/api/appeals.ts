import type { Request, Response } from 'express';
import type { Decision } from '../domain/decision.js';
import type { CommentStore } from '../store/comment-store.js';
import { callerOf, mayUndoOthers } from './authentication.js';
import { json } from './body.js';
import { decisionId } from './decision-id.js';
import { heldBy } from './held.js';
import { Refusal } from './problems.js';
import type { KnownReasons } from './reasons.js';
import { bodyAs, commentIdOf, refuseQuery, unknownComment } from './request.js';
import type { Route } from './route.js';
import { postedAnswer, postedAppeal } from './schemas.js';
import type { AppealResource } from './types.js';

export interface AppealsOptions {
  readonly store: CommentStore;
  readonly reasons: KnownReasons;
  readonly now: () => Date;
  /** Told of appeals that came in. */
  readonly appealed?: (id: string, by: string) => Promise<void>;
}

/**
 * A reader's objection (Regulation (EU) 2022/2065, Article 20), which the publisher passes on, and its answer: a decision
 * by someone else than who decided first, or by a lead.
 */
export function appeals({ store, reasons, now, appealed }: AppealsOptions): Route[] {
  async function appeal(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const { text } = bodyAs(req, postedAppeal);
    const result = await store.appeal(id, now().toISOString(), text);
    if (result === 'unknown') throw unknownComment();
    if (result === 'unfit')
      throw new Refusal('conflict', 'Nothing restricts this comment that a reader could object to.');
    if (result === 'appealed') await appealed?.(id, callerOf(res).name);
    const [found] = await store.get([id]);
    if (!found?.appeal) throw unknownComment();
    const { at, state } = found.appeal;
    const answer: AppealResource = { id, at, state };
    res.status(result === 'appealed' ? 201 : 200).json(answer);
  }

  async function answer(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const posted = bodyAs(req, postedAnswer);
    const [found] = await store.get([id]);
    if (!found) throw unknownComment();
    const { appeal: open, decision: standing, comment } = found;
    if (open?.state !== 'open')
      throw new Refusal('conflict', open ? `The appeal was ${open.state} before.` : 'There is no appeal.');
    const moderator = callerOf(res).name;
    if (standing?.moderator === moderator && !mayUndoOthers(res))
      throw new Refusal('forbidden', 'Someone else than who decided answers an appeal, or a lead.');
    const upheld = posted.outcome === 'uphold';
    const reason = upheld ? (posted.reason ?? standing?.reason ?? 'OTHER') : undefined;
    await reasons.refuseUnknown(comment.site, reason);
    const supersedes = standing?.id;
    const { revision } = comment;
    const ruling = upheld ? ('reject' as const) : ('approve' as const);
    const { note } = posted;
    const words = { ruling, ...(reason && { reason }), ...(note && { note }) };
    const decision: Decision = {
      id: decisionId(id, revision, { ...words, ...(supersedes && { supersedes }) }, moderator),
      commentId: id,
      revision,
      ...words,
      moderator,
      decidedAt: now().toISOString(),
    };
    const decided = await store.recordDecision(decision, supersedes);
    if (decided.result === 'held') throw heldBy(decided.claim);
    if (decided.result !== 'recorded' && decided.result !== 'repeated')
      throw new Refusal('conflict', 'The case was decided or revised meanwhile: look at it again.');
    res.status(201).json({ decision: decided.decision });
  }

  return [
    {
      method: 'post',
      path: '/v1/comments/:id/appeal',
      scopes: ['intake', 'moderate'],
      accepts: [json],
      handle: appeal,
    },
    { method: 'post', path: '/v1/review/:id/appeal', scopes: ['moderate'], accepts: [json], handle: answer },
  ];
}
