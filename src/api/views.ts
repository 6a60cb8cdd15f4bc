import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { limits } from '../domain/limits.js';
import type { CommentStore } from '../store/comment-store.js';
import { type DeskStore, type SavedView, viewsOfAll, viewsOfOne } from '../store/desk-store.js';
import { callerOf, mayUndoOthers } from './authentication.js';
import { json } from './body.js';
import { Refusal } from './problems.js';
import { bodyAs, refuseQuery } from './request.js';
import type { Route } from './route.js';
import { postedView } from './schemas.js';
import type { ViewResource, ViewsResource } from './types.js';

export interface ViewsOptions {
  readonly desk: DeskStore;
  readonly store: Pick<CommentStore, 'reviewQueue'>;
}

/** Saved filters of the review queue with how many cases each holds now. */
export function savedViews({ desk, store }: ViewsOptions): Route[] {
  /** What one page of the queue tells: exact up to its length, else `more`. */
  async function counted(view: SavedView): Promise<ViewResource> {
    const { cases, next } = await store.reviewQueue({ ...view.filter, limit: limits.pageItems });
    return { ...view, count: cases.length, ...(next !== undefined && { more: true }) };
  }

  async function list(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const views: ViewResource[] = [];
    // One after the other: a filter may look at thousands of cases.
    for (const view of await desk.views(callerOf(res).name)) views.push(await counted(view));
    const answer: ViewsResource = { views };
    res.json(answer);
  }

  async function save(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { name, filter, shared = false } = bodyAs(req, postedView);
    const view: SavedView = { id: `v-${randomUUID()}`, name, filter, by: callerOf(res).name, shared };
    if (!(await desk.saveView(view)))
      throw new Refusal(
        'conflict',
        `There are ${viewsOfOne} views of yours already, or ${viewsOfAll} of all: remove one first.`,
      );
    res.status(201).json(await counted(view));
  }

  async function remove(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const may = ({ by }: SavedView): boolean => by === callerOf(res).name || mayUndoOthers(res);
    if (!(await desk.removeView(String(req.params.view), may)))
      throw new Refusal('not_found', 'No view of yours has this id.');
    res.status(204).end();
  }

  const scopes = ['moderate'] as const;
  const path = '/v1/review/views';
  return [
    { method: 'get', path, scopes, handle: list },
    { method: 'post', path, scopes, accepts: [json], handle: save },
    { method: 'delete', path: `${path}/:view`, scopes, handle: remove },
  ];
}
