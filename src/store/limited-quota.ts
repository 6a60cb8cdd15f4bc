import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { defaultPrefix, storeKeys } from './keys.js';
import type { Quota, QuotaStore } from './quota-store.js';

const minuteSeconds = 60;
/** One limiter for each size of quota: operators choose few. */
const mostSizes = 100;

/** Quotas shared by every process on this Redis. */
export function createRedisQuota({
  redis,
  prefix = defaultPrefix,
}: {
  /** Shared with whoever made it. */
  readonly redis: Redis;
  readonly prefix?: string;
}): QuotaStore {
  return quotaOf(
    (points) =>
      new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: storeKeys(prefix).quota,
        points,
        duration: minuteSeconds,
        // Who is far over the limit is told so without a question to Redis.
        inMemoryBlockOnConsumed: points + 1,
        rejectIfRedisNotReady: true,
        insuranceLimiter: memoryLimiter(points),
      }),
  );
}

/** Quotas of this process alone. */
export const createMemoryQuota = (): QuotaStore => quotaOf(memoryLimiter);

const memoryLimiter = (points: number) => new RateLimiterMemory({ points, duration: minuteSeconds });

function quotaOf(limiterOf: (points: number) => RateLimiterAbstract): QuotaStore {
  const limiters = new Map<number, RateLimiterAbstract>();
  return {
    async take(id, perMinute): Promise<Quota> {
      let limiter = limiters.get(perMinute);
      if (!limiter) {
        if (limiters.size >= mostSizes) limiters.clear();
        limiter = limiterOf(perMinute);
        limiters.set(perMinute, limiter);
      }
      // A refusal comes as a rejection with the same result; with the insurance there is no other.
      const found: unknown = await limiter.consume(id).catch((refused: unknown) => refused);
      if (!(found instanceof RateLimiterRes))
        return { granted: true, limit: perMinute, remaining: 0, resetMs: 0 };
      return {
        granted: found.consumedPoints <= perMinute,
        limit: perMinute,
        remaining: Math.max(0, found.remainingPoints),
        resetMs: Math.max(0, found.msBeforeNext),
      };
    },
  };
}
