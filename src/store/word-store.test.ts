import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { storeKeys } from './keys.js';
import { createMemoryWordStore } from './memory-word-store.js';
import { createRedisWordStore } from './redis-word-store.js';
import { conformance, word } from './testing/word-store.conformance.js';
import { keptVersions } from './word-store.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
const file = `{test-${randomUUID()}}`;
const newPrefix = () => `${file}${randomUUID()}`;
afterAll(async () => {
  const keys = await redis.keys(`${file}*`);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
});

describe('memory word store', () => conformance((now) => createMemoryWordStore({ now })));
describe('redis word store', () =>
  conformance((now) => createRedisWordStore({ redis, prefix: newPrefix(), now })));

describe('in Redis', () => {
  test('a site costs two keys, however often its list changes, and all sites share a third', async () => {
    const prefix = newPrefix();
    const store = createRedisWordStore({ redis, prefix });
    for (let version = 0; version < keptVersions + 5; version++)
      for (const site of ['a', 'b']) await store.replace(site, [word('x')], version, 'desk');
    const keys = storeKeys(prefix);
    const expected = ['a', 'b'].flatMap((site) => [keys.words(site), keys.wordsHistory(site)]);
    expect((await redis.keys(`${prefix}*`)).sort()).toEqual([...expected, keys.wordsVersions].sort());
    expect(await redis.hlen(keys.words('a'))).toBe(keptVersions);
    expect(await redis.llen(keys.wordsHistory('a'))).toBe(keptVersions);
  });

  test('two processes see one list', async () => {
    const prefix = newPrefix();
    const other = new Redis(process.env.DECORUM_TEST_REDIS!);
    const stores = [redis, other].map((each) => createRedisWordStore({ redis: each, prefix }));
    await stores[0]!.replace('a', [word('x')], 0, 'desk');
    expect(await stores[1]!.replace('a', [], 0, 'desk')).toEqual({ result: 'conflict', version: 1 });
    expect((await stores[1]!.replace('a', [], 1, 'desk')).result).toBe('written');
    expect((await stores[0]!.get('a')).version).toBe(2);
    await other.quit();
  });
});
