import type { Redis } from 'ioredis';
import type { Case } from '../domain/case.js';
import type { Verdict } from '../domain/verdict.js';
import type { ReviewPage, ReviewQuery } from './comment-store.js';
import type { StoreKeys } from './keys.js';
import { fromCursor, type Place, toCursor } from './order.js';
import { checkedLimit } from './refusals.js';
import { replies, type Scripts } from './scripts.js';
import { isAskedFor } from './verdict-print.js';

/** Cases that one request for a page looks at before it answers with what it has, and where to go on. */
export const examinedAtMost = 2000;
const stepItems = 250;

interface QueueParts {
  readonly redis: Redis;
  readonly keys: StoreKeys;
  readonly scripts: Scripts;
  readonly ask: <T>(what: string, work: () => Promise<T>) => Promise<T>;
  readonly get: (ids: readonly string[]) => Promise<(Case | undefined)[]>;
}

/** Walks the index in the queue's order and keeps what the query asks for. */
export function redisQueue({ redis, keys, scripts, ask, get }: QueueParts) {
  return async function reviewQueue(query: ReviewQuery): Promise<ReviewPage> {
    const limit = checkedLimit(query.limit);
    const index = keys.queue(query.action ?? 'review', query.site);
    const filtered = query.attribute !== undefined || query.minScore !== undefined;
    let after = query.cursor === undefined ? undefined : fromCursor(query.cursor);
    let total = 0;
    let more = true;
    const chosen: string[] = [];
    for (let examined = 0; more && chosen.length < limit && examined < examinedAtMost; ) {
      // One more than needed tells whether there is a next page.
      const count = filtered ? stepItems : limit;
      const step = await places(index, count + 1, after);
      total = step.total;
      more = step.places.length > count;
      const looked = step.places.slice(0, count);
      examined += looked.length;
      const wanted = filtered ? await asked(looked, query) : looked.map(() => true);
      for (const [at, place] of looked.entries()) {
        if (chosen.length === limit) {
          more = true;
          break;
        }
        after = place;
        if (wanted[at]) chosen.push(place.id);
      }
    }
    const cases = (await get(chosen)).filter((found) => found !== undefined);
    return { cases, ...(more && after && { next: toCursor(after) }), total };
  };

  async function places(index: string, count: number, after: Place | undefined) {
    const [[total, ...flat]] = (await ask('page', () =>
      scripts.runAll('page', [[index, count, after?.rank ?? '', after?.id ?? '']]),
    )) as [[number, ...string[]]];
    const found: Place[] = [];
    for (let at = 0; at < flat.length; at += 2) found.push({ id: flat[at]!, rank: Number(flat[at + 1]) });
    return { total, places: found };
  }

  async function asked(looked: readonly Place[], query: ReviewQuery): Promise<boolean[]> {
    const pipeline = redis.pipeline();
    for (const { id } of looked) pipeline.hget(keys.case(id), 'verdict');
    const verdicts = await ask('page', async () => replies(await pipeline.exec()));
    return verdicts.map((json) => {
      const verdict = typeof json === 'string' ? (JSON.parse(json) as Verdict) : undefined;
      return isAskedFor(verdict, query);
    });
  }
}
