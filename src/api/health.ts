import type { Response } from 'express';
import type { ModerationQueue } from '../queue/moderation-queue.js';
import type { CommentStore } from '../store/comment-store.js';
import type { Route } from './route.js';
import type { Readiness } from './types.js';

/** Milliseconds that one answer serves all who ask: no key is needed here, so asking must cost nothing. */
const freshMs = 500;

export interface HealthOptions {
  readonly store: Pick<CommentStore, 'counts'>;
  readonly queue: Pick<ModerationQueue, 'depth'>;
  readonly now: () => Date;
}

/** Whether the process lives; whether it can take comments in, and how far behind moderation is. */
export function health({ store, queue, now }: HealthOptions): Route[] {
  let latest: { readonly at: number; readonly answer: Promise<Readiness> } | undefined;

  async function look(): Promise<Readiness> {
    try {
      const [{ unjudged, oldestUnjudged }, depth] = await Promise.all([store.counts(), queue.depth()]);
      const age = oldestUnjudged === undefined ? 0 : now().getTime() - Date.parse(oldestUnjudged);
      const oldestSeconds = Math.max(0, Math.round(age / 1000));
      return { status: 'ready', redis: 'ok', queue: depth, unjudged: { count: unjudged, oldestSeconds } };
    } catch {
      return { status: 'unavailable', redis: 'away' };
    }
  }

  async function ready(res: Response): Promise<void> {
    const at = performance.now();
    if (!latest || at - latest.at > freshMs) latest = { at, answer: look() };
    const answer = await latest.answer;
    if (answer.status === 'unavailable') res.set('Retry-After', '2');
    res.status(answer.status === 'ready' ? 200 : 503).json(answer);
  }

  return [
    {
      method: 'get',
      path: '/health/live',
      handle: (_req, res) => void res.json({ status: 'live' }),
    },
    { method: 'get', path: '/health/ready', handle: (_req, res) => ready(res) },
  ];
}
