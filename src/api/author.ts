import type { Request, Response } from 'express';
import type { CommentStore } from '../store/comment-store.js';
import { presentItem } from './presenters.js';
import { commentIdOf, refuseQuery, unknownComment } from './request.js';
import type { Route } from './route.js';
import type { AuthorResource } from './types.js';

const strip = 30;
const lastOnes = 5;

/** `GET /v1/review/:id/author`: what else a case's author wrote at its site. By the case, so that no address names an author. */
export function authorHistory({ store }: { readonly store: CommentStore }): Route[] {
  async function show(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const [found] = await store.get([id]);
    if (!found) throw unknownComment();
    const { author, site } = found.comment;
    const known = author === undefined ? [] : await store.byAuthor(site, author);
    const ruled = (ruling: string): number => known.filter((each) => each.ruling === ruling).length;
    const others = known.filter((each) => each.id !== id).slice(0, lastOnes);
    const last = (await store.get(others.map((each) => each.id))).filter((each) => each !== undefined);
    const answer: AuthorResource = {
      ...(author !== undefined && { author }),
      total: known.length,
      approved: ruled('approve'),
      rejected: ruled('reject'),
      escalated: ruled('escalate'),
      strip: known.slice(0, strip),
      last: last.map(presentItem),
    };
    res.json(answer);
  }

  return [{ method: 'get', path: '/v1/review/:id/author', scopes: ['moderate'], handle: show }];
}
