import type { Request, Response } from 'express';
import type { AuditStore } from '../store/audit-store.js';
import type { CommentStore } from '../store/comment-store.js';
import type { SecondReviewStore } from '../store/second-store.js';
import { callerOf } from './authentication.js';
import { json } from './body.js';
import { doors } from './desk-tools.js';
import { presentReviewCase } from './presenters.js';
import { Refusal } from './problems.js';
import { bodyAs, commentIdOf, queryAs, refuseQuery, siteOf } from './request.js';
import type { Route } from './route.js';
import { postedOpinion, postedShare, secondQuery } from './tools-schemas.js';

export interface SecondReviewsOptions {
  readonly second: SecondReviewStore;
  readonly store: Pick<CommentStore, 'get'>;
  readonly audit: Pick<AuditStore, 'record'>;
}

/** Cases that are gone or changed are passed over; so many in one request. */
const mostPassedOver = 20;

/** Decided cases that come back to another person, who is not told how they were decided. */
export function secondReviews({ second, store, audit }: SecondReviewsOptions): Route[] {
  async function next(req: Request, res: Response): Promise<void> {
    const { site } = queryAs(req, secondQuery);
    for (let tries = 0; tries < mostPassedOver; tries++) {
      const review = await second.next(callerOf(res).name, site);
      if (!review) break;
      const [found] = await store.get([review.commentId]);
      if (found?.comment.revision === review.revision) {
        const { decision: _word, claim: _claim, ...blind } = found;
        return void res.json(presentReviewCase(blind, []));
      }
      await second.drop(review.commentId);
    }
    res.status(204).end();
  }

  async function answer(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const { ruling } = bodyAs(req, postedOpinion);
    const by = callerOf(res).name;
    const review = await second.answer(id, by, ruling);
    if (!review) throw new Refusal('not_found', 'This case was not given to you for a second review.');
    await audit.record({ by, kind: 'second-review', site: review.site, subject: id, ruling });
    // Now that it is said: whether both agree is no secret any more.
    res.json({ agrees: ruling === review.ruling, first: review.ruling });
  }

  async function show(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    res.json({ share: await second.share(siteOf(req)) });
  }

  async function set(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { share } = bodyAs(req, postedShare);
    await second.setShare(siteOf(req), share);
    res.json({ share });
  }

  const path = '/v1/sites/:site/second-reviews';
  const accepts = [json];
  return [
    { method: 'get', path: '/v1/second-reviews/next', ...doors.moderator, handle: next },
    { method: 'post', path: '/v1/second-reviews/:id', ...doors.moderator, accepts, handle: answer },
    { method: 'get', path, ...doors.moderator, handle: show },
    { method: 'put', path, ...doors.lead, accepts, handle: set },
  ];
}
