import type { Redis } from 'ioredis';
import { answered } from './answered.js';
import { type FirstStore, mostFirst } from './first-store.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { loadScripts, replies } from './scripts.js';

export interface RedisFirstOptions {
  /** Shared with whoever made it: nothing is closed here. */
  readonly redis: Redis;
  readonly prefix?: string;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** A set of articles a site, and a hash of versions for all. */
export function createRedisFirstStore({
  redis,
  prefix = defaultPrefix,
  limitMs = 5000,
}: RedisFirstOptions): FirstStore {
  const keys = storeKeys(prefix);
  const scripts = loadScripts(redis, prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);
  return {
    async read(site) {
      const [version, articles] = (await ask('review first', async () =>
        replies(
          await redis.multi().hget(keys.reviewFirstVersions, site).smembers(keys.reviewFirst(site)).exec(),
        ),
      )) as [string | null, string[]];
      return { version: Number(version ?? 0), articles: articles.sort() };
    },
    async versions() {
      const found = await ask('review first', () => redis.hgetall(keys.reviewFirstVersions));
      return new Map(Object.entries(found).map(([site, version]) => [site, Number(version)]));
    },
    async set(site, article, on) {
      const args = [site, article, on ? '1' : '0', mostFirst];
      return (await ask('review first', () => scripts.runAll('review-first', [args])))[0] === 1;
    },
  };
}
