import type { Redis } from 'ioredis';
import type { Label } from '../domain/label.js';
import { answered } from './answered.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { keptLabels, type LabelStore } from './label-store.js';
import { replies } from './scripts.js';

export interface RedisLabelStoreOptions {
  /** Shared with whoever made it: nothing is closed. */
  readonly redis: Redis;
  readonly prefix?: string;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** Labels read in one round trip. */
const page = 1000;

/** Labels in Redis: a hash a site by the label's id, and a sorted set by time. */
export function createRedisLabelStore({
  redis,
  prefix = defaultPrefix,
  limitMs = 5000,
}: RedisLabelStoreOptions): LabelStore {
  const keys = storeKeys(prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);

  async function read(site: string, ids: readonly string[]): Promise<Label[]> {
    if (ids.length === 0) return [];
    const found = await ask('labels', () => redis.hmget(keys.labels(site), ...ids));
    return found.filter((json) => json !== null).map((json) => JSON.parse(json) as Label);
  }

  async function drop(site: string, labels: readonly Label[]): Promise<void> {
    if (labels.length === 0) return;
    const dropping = redis.multi();
    for (const { id, commentId } of labels) {
      dropping.hdel(keys.labels(site), id).zrem(keys.labelTimes(site), id);
      if (commentId !== undefined) dropping.hdel(keys.labelsOf(commentId), `${site}\n${id}`);
    }
    await ask('labels', async () => replies(await dropping.exec()));
  }

  async function of(commentId: string): Promise<Label[]> {
    const named = await ask('labels', () => redis.hkeys(keys.labelsOf(commentId)));
    const found: Label[] = [];
    for (const name of named) {
      const at = name.lastIndexOf('\n');
      found.push(...(await read(name.slice(0, at), [name.slice(at + 1)])));
    }
    return found;
  }

  return {
    async put(label) {
      const { site, id, commentId } = label;
      const putting = redis
        .multi()
        .hset(keys.labels(site), id, JSON.stringify(label))
        .zadd(keys.labelTimes(site), Date.parse(label.at), id)
        .hset(keys.labelSites, site, '1')
        .zcard(keys.labelTimes(site));
      if (commentId !== undefined) putting.hset(keys.labelsOf(commentId), `${site}\n${id}`, '1');
      const count = (await ask('put label', async () => replies(await putting.exec())))[3] as number;
      if (count <= keptLabels) return;
      const old = await ask('labels', () =>
        redis.zrange(keys.labelTimes(site), 0, String(count - keptLabels - 1)),
      );
      await drop(site, await read(site, old));
    },

    async newest(site, limit) {
      const labels: Label[] = [];
      for (let start = 0; start < limit; start += page) {
        const last = Math.min(start + page, limit) - 1;
        const ids = await ask('labels', () => redis.zrevrange(keys.labelTimes(site), start, last));
        labels.push(...(await read(site, ids)));
        if (ids.length < last - start + 1) break;
      }
      return labels;
    },

    sites: () => ask('labels', () => redis.hkeys(keys.labelSites)),

    of,

    async erase(commentId) {
      const labels = await of(commentId);
      for (const label of labels) await drop(label.site, [label]);
      return labels.length;
    },
  };
}
