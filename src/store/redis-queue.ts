import type { Case } from '../domain/case.js';
import type { ReviewPage, ReviewQuery } from './comment-store.js';
import type { StoreKeys } from './keys.js';
import { fromCursor, type Place, toCursor } from './order.js';
import { checkedLimit } from './refusals.js';
import { isAskedFor, looksInside } from './review-filter.js';
import type { Scripts } from './scripts.js';

/** Cases that one request for a page looks at before it answers with what it has, and where to go on. */
export const examinedAtMost = 2000;
const stepItems = 250;

interface QueueParts {
  readonly keys: StoreKeys;
  readonly scripts: Scripts;
  readonly ask: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  readonly get: (ids: readonly string[]) => Promise<(Case | undefined)[]>;
  readonly now: () => Date;
}

const orders = { priority: 'rank', score: 'score', oldest: 'time', newest: 'time' } as const;

/** Walks the index in the order asked for and keeps what the filter asks for. */
export function redisQueue({ keys, scripts, ask, get, now }: QueueParts) {
  return async function reviewQueue(query: ReviewQuery): Promise<ReviewPage> {
    const limit = checkedLimit(query.limit);
    const { site, sort = 'priority' } = query;
    const action = query.state === 'appealed' ? 'appeal' : (query.action ?? 'review');
    const index = keys.queue(action, site, orders[sort]);
    const filtered = looksInside(query);
    const nowMs = now().getTime();
    let after = query.cursor === undefined ? undefined : fromCursor(query.cursor);
    let total = 0;
    let more = true;
    const cases: Case[] = [];
    for (let examined = 0; more && cases.length < limit && examined < examinedAtMost; ) {
      // One more than needed tells whether there is a next page.
      const count = filtered ? stepItems : limit;
      const step = await places(index, count + 1, after, sort === 'newest');
      total = step.total;
      more = step.places.length > count;
      const looked = step.places.slice(0, count);
      examined += looked.length;
      const found = await get(looked.map(({ id }) => id));
      for (const [at, place] of looked.entries()) {
        if (cases.length === limit) {
          more = true;
          break;
        }
        after = place;
        const one = found[at];
        if (one && (!filtered || isAskedFor(one, query, nowMs))) cases.push(one);
      }
      if (!filtered) break;
    }
    return { cases, ...(more && after && { next: toCursor(after) }), total };
  };

  async function places(index: string, count: number, after: Place | undefined, backwards: boolean) {
    const [[total, ...flat]] = (await ask('page', () =>
      scripts.runAll('page', [[index, count, after?.rank ?? '', after?.id ?? '', backwards ? 1 : 0]]),
    )) as [[number, ...string[]]];
    const found: Place[] = [];
    for (let at = 0; at < flat.length; at += 2) found.push({ id: flat[at]!, rank: Number(flat[at + 1]) });
    return { total, places: found };
  }
}
