import type { Request, Response } from 'express';
import type { ModerationQueue } from '../queue/moderation-queue.js';
import type { CommentStore } from '../store/comment-store.js';
import type { LabelStore } from '../store/label-store.js';
import { callerOf } from './authentication.js';
import { json } from './body.js';
import { within } from './deadline.js';
import { seedOf } from './idempotency.js';
import type { Intake } from './intake.js';
import { presentCase } from './presenters.js';
import { Refusal } from './problems.js';
import { bodyAs, commentIdOf, queryAs, refuseQuery, unknownComment } from './request.js';
import type { Route } from './route.js';
import { idsQuery, intakeQuery, postedComment } from './schemas.js';
import { otherSite, presentTaken, submissionOf } from './submission.js';
import type { CasesResource } from './types.js';

export interface CommentsOptions {
  readonly store: CommentStore;
  readonly queue: ModerationQueue;
  readonly intake: Intake;
  /** What was said of comments from outside: it goes with them. */
  readonly labels?: Pick<LabelStore, 'erase'>;
  /** Told of a comment that was erased, and by whom. */
  readonly erased?: (id: string, by: string) => Promise<void>;
  /** Milliseconds beyond `?wait=` after which the urgent queue counts as away. */
  readonly deadlineMs: number;
}

/** Taking in one comment, asking for cases, erasing one. */
export function comments({ store, queue, intake, labels, erased, deadlineMs }: CommentsOptions): Route[] {
  async function post(req: Request, res: Response): Promise<void> {
    const { wait = 0 } = queryAs(req, intakeQuery);
    const posted = bodyAs(req, postedComment);
    const submission = submissionOf(posted, await seedOf(req, res, store));
    const [taken] = await intake.submit([submission], wait > 0);
    const answer = presentTaken(taken!);
    if (!answer) throw new Refusal('other_site', otherSite);
    const moderated = () => within(wait + deadlineMs, queue.enqueueAndWait(answer.id, wait));
    if (wait > 0 && (taken!.judged || (await moderated()))) {
      const [found] = await store.get([answer.id]);
      if (found?.verdict) return void res.status(200).json(presentCase(found));
    }
    res.status(202).location(answer.links.self).json(answer);
  }

  async function show(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const [found] = await store.get([commentIdOf(req)]);
    if (!found) throw unknownComment();
    res.json(presentCase(found));
  }

  async function list(req: Request, res: Response): Promise<void> {
    const { id: asked } = queryAs(req, idsQuery);
    const ids = [...new Set(asked)];
    const found = await store.get(ids);
    const answer: CasesResource = {
      cases: found.filter((each) => each !== undefined).map(presentCase),
      missing: ids.filter((_, at) => !found[at]),
    };
    res.json(answer);
  }

  async function erase(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const by = callerOf(res).name;
    const labelled = (await labels?.erase(id)) ?? 0;
    if (!(await store.erase(id)) && labelled === 0) throw unknownComment();
    await erased?.(id, by);
    res.status(204).end();
  }

  const path = '/v1/comments/:id';
  return [
    { method: 'post', path: '/v1/comments', scopes: ['intake'], accepts: [json], handle: post },
    { method: 'get', path: '/v1/comments', scopes: ['intake', 'moderate'], handle: list },
    { method: 'get', path, scopes: ['intake', 'moderate'], handle: show },
    { method: 'delete', path, scopes: ['admin'], handle: erase },
  ];
}
