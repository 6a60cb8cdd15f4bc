import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { DecorumError } from '../domain/errors.js';
import { answered } from './answered.js';
import { type AuditEntry, type AuditStore, isAskedFor, mostLookedAt } from './audit-store.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { loadScripts } from './scripts.js';

export interface RedisAuditOptions {
  /** Shared with whoever made it: nothing is closed here. */
  readonly redis: Redis;
  readonly prefix?: string;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

const onceMs = 24 * 60 * 60 * 1000;
const stepItems = 1000;

/** The audit as a Redis stream: its ids are times, its order is the order in which acts were told. */
export function createRedisAudit({
  redis,
  prefix = defaultPrefix,
  limitMs = 5000,
}: RedisAuditOptions): AuditStore {
  const { audit } = storeKeys(prefix);
  const scripts = loadScripts(redis, prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);

  return {
    async record({ once, ...act }) {
      const digest = once === undefined ? '' : createHash('sha256').update(once).digest('base64url');
      await ask('audit', () =>
        scripts.runAll('audit', [[digest, once === undefined ? '' : onceMs, JSON.stringify(act)]]),
      );
    },

    async page(query) {
      const { from = 0, to, cursor, limit } = query;
      if (cursor !== undefined && !/^\d{1,15}-\d{1,15}$/.test(cursor))
        throw new DecorumError('invalid', 'is not one that a page gave', { field: 'cursor' });
      const entries: AuditEntry[] = [];
      let end = cursor ?? (to === undefined ? '+' : `${to}`);
      for (let looked = 0; looked < mostLookedAt; looked += stepItems) {
        const found = await ask('audit page', () =>
          redis.xrevrange(audit, end, `${from}`, 'COUNT', stepItems),
        );
        for (const [id, fields] of found) {
          if (entries.length === limit) return { entries, next: id };
          const at = new Date(Number(id.split('-')[0])).toISOString();
          const entry = { ...(JSON.parse(fields[1]!) as Omit<AuditEntry, 'id' | 'at'>), id, at };
          if (isAskedFor(entry, query)) entries.push(entry);
        }
        if (found.length < stepItems) return { entries };
        end = before(found.at(-1)![0]);
      }
      return { entries, next: end };
    },
  };
}

/** The last id that may stand before this one. */
function before(id: string): string {
  const [ms, count] = id.split('-').map(Number) as [number, number];
  return count > 0 ? `${ms}-${count - 1}` : `${ms - 1}-${Number.MAX_SAFE_INTEGER}`;
}
