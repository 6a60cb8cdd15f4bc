import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { Redis } from 'ioredis';
import { createRedisStore } from './redis-store.js';
import { conformance } from './testing/comment-store.conformance.js';

const url = process.env.DECORUM_TEST_REDIS!;
const file = `{test-${randomUUID()}}`;
let redis: Redis;
beforeAll(() => {
  redis = new Redis(url);
});
afterAll(async () => {
  const keys = await redis.keys(`${file}*`);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
});

/** Every key under a prefix with what it holds. */
async function dump(prefix: string): Promise<string> {
  const parts: string[] = [];
  for (const key of await redis.keys(`${prefix}*`)) {
    const type = await redis.type(key);
    const held =
      type === 'hash'
        ? await redis.hgetall(key)
        : type === 'list'
          ? await redis.lrange(key, 0, -1)
          : type === 'set'
            ? await redis.smembers(key)
            : type === 'zset'
              ? await redis.zrange(key, 0, '-1')
              : await redis.get(key);
    parts.push(key, JSON.stringify(held));
  }
  return parts.join('\n');
}

describe('redis store', () => {
  conformance(async () => {
    const prefix = `${file}${randomUUID()}`;
    return {
      store: createRedisStore({ redis: new Redis(url), prefix }),
      async leaseEnds() {
        // Redis ends leases itself: none of the two kinds of key with a time to live is left.
        for (;;) {
          const left = await redis.keys(`${prefix}:*`);
          if (
            !left.some((key) => key.startsWith(`${prefix}:claim`) || key.startsWith(`${prefix}:remembered:`))
          )
            return;
        }
      },
      dump: () => dump(prefix),
    };
  });
});
