import { createSession } from 'better-sse';
import type { Request, Response } from 'express';
import { DecorumError } from '../domain/errors.js';
import type { CommentStore } from '../store/comment-store.js';
import { createFollower } from './follower.js';
import { badParameter, Refusal } from './problems.js';
import { queryAs } from './request.js';
import type { Route } from './route.js';
import { countsQuery } from './schemas.js';

/** Streams of changes that one process serves at a time; one more is refused. */
export const mostStreams = 200;
/** Milliseconds after which a stream ends, so that the caller's key or session is looked at again. */
export const streamMs = 15 * 60 * 1000;
/** Milliseconds between two signs of life. */
const tickMs = 5000;
/** Milliseconds without an answer of the store after which there is no sign of life. */
const awayMs = 3000;

/**
 * `GET /v1/review/events`: server-sent events (WHATWG HTML, 9.2) of what happens to cases, in order, with the change's id as
 * the event's; `Last-Event-ID` goes on from there. `hello` begins, `tick` comes every 5 seconds while the store answers,
 * `reset` says that what is shown must be loaded anew.
 */
export function changeStream(store: CommentStore): Route[] {
  const follower = createFollower(store);
  let streams = 0;

  async function handle(req: Request, res: Response): Promise<void> {
    const { site } = queryAs(req, countsQuery);
    if (req.method === 'HEAD') return void res.type('text/event-stream').end();
    if (streams >= mostStreams)
      throw new Refusal('overloaded', `This process serves ${mostStreams} streams already.`);
    streams++;
    let stop = (): void => {};
    let tick: NodeJS.Timeout | undefined;
    let end: NodeJS.Timeout | undefined;
    let closed = false;
    const close = (): void => {
      if (closed) return;
      closed = true;
      streams--;
      stop();
      clearInterval(tick);
      clearTimeout(end);
      closing?.removeEventListener('abort', close);
      res.end();
    };
    const closing = req.app.locals.closing as AbortSignal | undefined;
    try {
      let session: Awaited<ReturnType<typeof createSession>> | undefined;
      let place = '';
      const header = req.get('Last-Event-ID');
      const listening = await follower.listen(header === '' ? undefined : header, ({ changes, missed }) => {
        if (!session || closed) return;
        if (missed) session.push({}, 'reset', place);
        for (const { id, ...change } of changes) {
          place = id;
          if (site === undefined || change.site === site) session.push(change, change.kind, id);
        }
      });
      stop = listening.stop;
      place = listening.from;
      if (res.destroyed || closing?.aborted) return close();
      session = await createSession(req, res, { keepAlive: null, retry: 1000 });
      session.push({ now: new Date().toISOString() }, 'hello', place);
      listening.start();
      tick = setInterval(() => {
        if (Date.now() - follower.answeredAt() < awayMs)
          session?.push({ now: new Date().toISOString() }, 'tick', place);
      }, tickMs);
      end = setTimeout(close, streamMs);
      closing?.addEventListener('abort', close);
      res.once('close', close);
    } catch (error) {
      const begun = res.headersSent;
      if (begun) return close();
      closed = true;
      streams--;
      stop();
      if (error instanceof DecorumError && error.about.field === 'after')
        throw badParameter([{ field: 'Last-Event-ID', reason: 'is not one that an event had' }]);
      throw error;
    }
  }

  return [{ method: 'get', path: '/v1/review/events', scopes: ['moderate'], handle }];
}
