import type { Request, Response } from 'express';
import { statementOf } from '../audit/statement.js';
import type { CommentStore } from '../store/comment-store.js';
import { doors } from './desk-tools.js';
import { Refusal } from './problems.js';
import type { KnownReasons } from './reasons.js';
import { commentIdOf, queryAs, unknownComment } from './request.js';
import type { Route } from './route.js';
import { statementQuery } from './tools-schemas.js';

/** The statement of reasons that a comment's author is owed (Regulation (EU) 2022/2065, Article 17). */
export function statement({
  store,
  reasons,
}: {
  readonly store: Pick<CommentStore, 'get'>;
  readonly reasons: Pick<KnownReasons, 'labelOf'>;
}): Route[] {
  async function show(req: Request, res: Response): Promise<void> {
    const { format } = queryAs(req, statementQuery);
    const [found] = await store.get([commentIdOf(req)]);
    if (!found) throw unknownComment();
    const made = statementOf(found, await reasons.labelOf(found.comment.site, found.decision?.reason));
    if (!made) throw new Refusal('conflict', 'Nothing restricts this comment: there is nothing to state.');
    if (format === 'text') res.type('text/plain; charset=utf-8').send(made.text);
    else res.json(made.statement);
  }
  return [{ method: 'get', path: '/v1/review/:id/statement', ...doors.moderator, handle: show }];
}
