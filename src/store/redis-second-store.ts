import type { Redis } from 'ioredis';
import { answered } from './answered.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { loadScripts, replies } from './scripts.js';
import {
  keptOpinions,
  type SecondOpinion,
  type SecondReview,
  type SecondReviewStore,
  secondLeaseMs,
  usualShare,
} from './second-store.js';

export interface RedisSecondOptions {
  /** Shared with whoever made it: nothing is closed here. */
  readonly redis: Redis;
  readonly prefix?: string;
  readonly now?: () => Date;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** Second reviews in Redis. */
export function createRedisSecondStore({
  redis,
  prefix = defaultPrefix,
  now = () => new Date(),
  limitMs = 5000,
}: RedisSecondOptions): SecondReviewStore {
  const keys = storeKeys(prefix);
  const scripts = loadScripts(redis, prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);
  const run = async (name: 'second-next' | 'second-answer', ...args: (string | number)[]) => {
    const [json] = await ask(name, () => scripts.runAll(name, [args]));
    return json ? (JSON.parse(json as string) as SecondReview) : undefined;
  };

  return {
    async share(site) {
      const found = await ask('share', () => redis.hget(keys.secondShares, site));
      return found === null ? usualShare : Number(found);
    },
    async setShare(site, share) {
      await ask('share', () => redis.hset(keys.secondShares, site, share));
    },
    async offer(review) {
      const { commentId } = review;
      await ask('offer', async () =>
        replies(
          await redis
            .multi()
            .hset(keys.secondCases, commentId, JSON.stringify(review))
            .zadd(keys.secondOpen, 'NX', now().getTime(), commentId)
            .exec(),
        ),
      );
    },
    next: (by, site = '') => run('second-next', by, site, secondLeaseMs),
    answer: (id, by, ruling) => run('second-answer', id, by, ruling, keptOpinions),
    async drop(id) {
      await run('second-answer', id, '', '', 0);
    },
    async opinions(site) {
      const found = await ask('opinions', () => redis.lrange(keys.secondOpinions(site), 0, -1));
      return found.map((line) => {
        const [first, second] = line.split(' ');
        return { first, second } as SecondOpinion;
      });
    },
  };
}
