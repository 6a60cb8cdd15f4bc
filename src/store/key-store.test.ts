import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { KeyStore } from './key-store.js';
import { storeKeys } from './keys.js';
import { createMemoryKeyStore } from './memory-key-store.js';
import { createRedisKeyStore } from './redis-key-store.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
const prefixes: string[] = [];
const newPrefix = () => {
  prefixes.push(`{test-${randomUUID()}}`);
  return prefixes.at(-1)!;
};
afterAll(async () => {
  await redis.del(prefixes.map((prefix) => storeKeys(prefix).apiKeys));
  await redis.quit();
});

let second = 0;
const now = () => new Date(Date.parse('2026-11-20T10:00:00Z') + second++ * 1000);
const stores: readonly (readonly [string, () => KeyStore])[] = [
  ['memory', () => createMemoryKeyStore({ now })],
  ['redis', () => createRedisKeyStore({ redis, prefix: newPrefix(), now })],
];

describe.each(stores)('%s key store', (_, open) => {
  test('makes a key that is found by itself alone', async () => {
    const store = open();
    const { key, record } = await store.create('desk', ['moderate', 'intake']);
    expect(key).toMatch(/^dk_[A-Za-z0-9_-]{43}$/);
    expect(record).toMatchObject({ name: 'desk', scopes: ['moderate', 'intake'] });
    expect(record.id).toMatch(/^[0-9a-f]{12}$/);
    expect(await store.find(key)).toEqual(record);
    for (const other of ['', 'dk_', `${key}A`, key.slice(0, -1), key.toUpperCase(), record.id, 'ключ 🔑'])
      expect(await store.find(other)).toBeUndefined();
  });

  test('makes every key and id anew', async () => {
    const store = open();
    const made = await Promise.all(Array.from({ length: 50 }, () => store.create('same', ['intake'])));
    expect(new Set(made.map(({ key }) => key)).size).toBe(50);
    expect(new Set(made.map(({ record }) => record.id)).size).toBe(50);
  });

  test('makes a given key valid once; repeating it changes nothing', async () => {
    const store = open();
    const first = await store.ensure('given by the operator', 'script', ['admin']);
    expect(await store.ensure('given by the operator', 'other', ['intake'])).toEqual(first);
    expect(await store.find('given by the operator')).toEqual(first);
    expect(await store.list()).toEqual([first]);
  });

  test('of many who give the same key at once all get the same record', async () => {
    const store = open();
    const records = await Promise.all(
      Array.from({ length: 10 }, () => store.ensure('one key', 'script', ['admin'])),
    );
    expect(new Set(records.map(({ id }) => id)).size).toBe(1);
    expect(await store.list()).toHaveLength(1);
  });

  test('lists oldest first and revokes one for good', async () => {
    const store = open();
    const { key, record } = await store.create('first', ['intake']);
    const kept = await store.create('second', ['moderate']);
    expect(await store.list()).toEqual([record, kept.record]);
    expect(await store.revoke(record.id)).toBe(true);
    expect(await store.revoke(record.id)).toBe(false);
    expect(await store.find(key)).toBeUndefined();
    expect(await store.list()).toEqual([kept.record]);
  });

  test.each([
    ['', ['intake'], 'name'],
    ['x', [], 'scopes'],
    ['x', ['root'], 'scopes'],
  ] as const)('refuses the name %p with scopes %p', async (name, scopes, field) => {
    await expect(open().create(name, scopes as never)).rejects.toMatchObject({
      code: 'invalid',
      about: { field },
    });
  });
});

test('Redis never holds a key, only its digest', async () => {
  const prefix = newPrefix();
  const { key } = await createRedisKeyStore({ redis, prefix }).create('desk', ['admin']);
  const held = JSON.stringify(await redis.hgetall(storeKeys(prefix).apiKeys));
  expect(held).toMatch(/"[0-9a-f]{64}":/);
  expect(held).not.toContain(key.slice(3));
});
