import type { Redis } from 'ioredis';
import { answered } from './answered.js';
import { byAge, type Digest, digestOf, makeKey, makeRecord, matches, type StoredKey } from './api-key.js';
import type { KeyRecord, KeyStore } from './key-store.js';
import { defaultPrefix, storeKeys } from './keys.js';

export interface RedisKeyStoreOptions {
  /** Shared with whoever made it: the key store closes nothing. */
  readonly redis: Redis;
  readonly prefix?: string;
  readonly now?: () => Date;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** API keys in one Redis hash: the digest of each, with its record. */
export function createRedisKeyStore({
  redis,
  prefix = defaultPrefix,
  now = () => new Date(),
  limitMs = 5000,
}: RedisKeyStoreOptions): KeyStore {
  const { apiKeys } = storeKeys(prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);
  const toStored = (digest: Digest, json: string): StoredKey => ({
    digest,
    record: JSON.parse(json) as KeyRecord,
  });
  const all = async (): Promise<StoredKey[]> =>
    Object.entries(await ask('keys', () => redis.hgetall(apiKeys))).map(([digest, json]) =>
      toStored(digest, json),
    );

  const store: KeyStore = {
    async create(name, scopes, about) {
      const key = makeKey();
      return { key, record: await store.ensure(key, name, scopes, about) };
    },
    async ensure(key, name, scopes, about) {
      const digest = digestOf(key);
      const record = makeRecord(name, scopes, now(), about);
      const fresh = await ask('keys', () => redis.hsetnx(apiKeys, digest, JSON.stringify(record)));
      return fresh ? record : ((await store.find(key)) ?? record);
    },
    async find(key) {
      const digest = digestOf(key);
      const json = await ask('keys', () => redis.hget(apiKeys, digest));
      return json === null ? undefined : matches(toStored(digest, json), digest);
    },
    async list() {
      return (await all()).map(({ record }) => record).sort(byAge);
    },
    async revoke(id) {
      const found = (await all()).find(({ record }) => record.id === id);
      return found !== undefined && (await ask('keys', () => redis.hdel(apiKeys, found.digest))) > 0;
    },
  };
  return store;
}
