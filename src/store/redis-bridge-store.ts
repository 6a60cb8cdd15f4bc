import type { Redis } from 'ioredis';
import { type ScoreMap, type ScorePair, type SiteBridge, usualBridge } from '../domain/bridge.js';
import { answered } from './answered.js';
import { type BridgeStore, keptPairs, keptSettings } from './bridge-store.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { replies } from './scripts.js';

export interface RedisBridgeStoreOptions {
  /** Shared with whoever made it: nothing is closed. */
  readonly redis: Redis;
  readonly prefix?: string;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** Settings, maps and pairs of scores in Redis. */
export function createRedisBridgeStore({
  redis,
  prefix = defaultPrefix,
  limitMs = 5000,
}: RedisBridgeStoreOptions): BridgeStore {
  const keys = storeKeys(prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);
  const read = <T>(json: string): T => JSON.parse(json) as T;

  return {
    async settings() {
      const found = await ask('bridges', () => redis.hgetall(keys.bridges));
      return new Map(Object.entries(found).map(([site, json]) => [site, read<SiteBridge>(json)]));
    },

    async set(site, settings) {
      const before = await ask('bridges', () => redis.hget(keys.bridges, site));
      const history = keys.bridgeHistory(site);
      const change = redis
        .multi()
        .lpush(history, before ?? JSON.stringify(usualBridge))
        .ltrim(history, 0, keptSettings - 1)
        .hset(keys.bridges, site, JSON.stringify(settings));
      await ask('set bridge', async () => replies(await change.exec()));
    },

    async undo(site) {
      const before = await ask('undo bridge', () => redis.lpop(keys.bridgeHistory(site)));
      if (before === null) return undefined;
      await ask('undo bridge', () => redis.hset(keys.bridges, site, before));
      return read<SiteBridge>(before);
    },

    async saveMap(map) {
      for (let version = (await ask('maps', () => redis.hlen(keys.maps))) + 1; ; version++) {
        const saved: ScoreMap = { version, ...map };
        if (await ask('maps', () => redis.hsetnx(keys.maps, String(version), JSON.stringify(saved))))
          return saved;
      }
    },

    async map(version) {
      const json = await ask('maps', () => redis.hget(keys.maps, String(version)));
      return json === null ? undefined : read<ScoreMap>(json);
    },

    async maps() {
      const all = await ask('maps', () => redis.hvals(keys.maps));
      return all.map(read<ScoreMap>).sort((a, b) => a.version - b.version);
    },

    async addPair(site, pair) {
      const key = keys.pairs(site);
      const adding = redis
        .multi()
        .lpush(key, JSON.stringify(pair))
        .ltrim(key, 0, keptPairs - 1);
      await ask('pairs', async () => replies(await adding.exec()));
    },

    async pairs(site) {
      const all = await ask('pairs', () => redis.lrange(keys.pairs(site), 0, -1));
      return all.map(read<ScorePair>);
    },
  };
}
