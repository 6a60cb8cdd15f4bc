import type { Redis } from 'ioredis';
import type { Operation } from '../domain/operation.js';
import { answered } from './answered.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { type NewOperation, type OperationStore, plannedMs, undoableMs } from './operation-store.js';
import { loadScripts, replies } from './scripts.js';

export interface RedisOperationStoreOptions {
  /** Shared with whoever made it: nothing is closed. */
  readonly redis: Redis;
  readonly prefix?: string;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** Operations in Redis; each ends by itself. */
export function createRedisOperationStore({
  redis,
  prefix = defaultPrefix,
  limitMs = 5000,
}: RedisOperationStoreOptions): OperationStore {
  const keys = storeKeys(prefix);
  const scripts = loadScripts(redis, prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);

  async function get(id: string): Promise<Operation | undefined> {
    const pipeline = redis.pipeline().hgetall(keys.operation(id)).llen(keys.operationIds(id));
    const [found, total] = (await ask('operation', async () => replies(await pipeline.exec()))) as [
      Record<string, string>,
      number,
    ];
    if (!found.about) return undefined;
    return {
      ...(JSON.parse(found.about) as NewOperation),
      state: found.state as Operation['state'],
      total,
      done: Number(found.done),
      skipped: Number(found.skipped),
      ...(found.undoneBy && { undoneBy: found.undoneBy }),
    };
  }

  return {
    get,

    async plan(operation, ids) {
      const [key, list] = [keys.operation(operation.id), keys.operationIds(operation.id)];
      const planning = redis
        .multi()
        .hset(key, 'about', JSON.stringify(operation), 'state', 'planned', 'done', 0, 'skipped', 0)
        .pexpire(key, plannedMs);
      if (ids.length > 0) planning.rpush(list, ...ids).pexpire(list, plannedMs);
      await ask('plan', async () => replies(await planning.exec()));
      return { ...operation, state: 'planned', total: ids.length, done: 0, skipped: 0 };
    },

    ids: (id, from, count) =>
      ask('operation', () => redis.lrange(keys.operationIds(id), from, from + count - 1)),

    async leaveOut(id, ids) {
      if (ids.length === 0 || (await get(id))?.state !== 'planned') return;
      const pipeline = redis.pipeline();
      for (const one of ids) pipeline.lrem(keys.operationIds(id), 0, one);
      await ask('operation', async () => replies(await pipeline.exec()));
    },

    async move(id, from, to, by = '') {
      const [moved] = (await ask('operation', () =>
        scripts.runAll('move-operation', [[id, from, to, undoableMs, by]]),
      )) as [number];
      return moved === 1;
    },

    async progress(id, done, skipped) {
      // Only where it still is: a count alone would make a ghost that never ends.
      if ((await ask('operation', () => redis.exists(keys.operation(id)))) === 0) return;
      await ask('operation', () => redis.hset(keys.operation(id), 'done', done, 'skipped', skipped));
    },
  };
}
