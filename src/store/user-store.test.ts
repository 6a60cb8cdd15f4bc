import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createMemoryUserStore } from './memory-user-store.js';
import { createRedisUserStore } from './redis-user-store.js';
import type { UserStore } from './user-store.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
afterAll(() => redis.quit());
const user = (name: string) => ({ name, role: 'moderator' as const, createdAt: '2026-11-20T10:00:00.000Z' });
const prefix = `{test-${randomUUID()}}`;

describe.each<[string, () => UserStore]>([
  ['memory', createMemoryUserStore],
  ['redis', () => createRedisUserStore({ redis, prefix: `{test-${randomUUID()}}` })],
])('%s user store', (_, open) => {
  test('keeps users, each name once', async () => {
    const store = open();
    expect(await store.add(user('mia'), 'h1')).toBe(true);
    expect(await store.add(user('mia'), 'h2')).toBe(false);
    await store.add(user('ada'), 'h3');
    expect(await store.find('mia')).toEqual({ user: user('mia'), hash: 'h1' });
    expect(await store.find('nobody')).toBeUndefined();
    expect((await store.list()).map(({ name }) => name)).toEqual(['ada', 'mia']);
    expect(await store.remove('ada')).toBe(true);
    expect(await store.remove('ada')).toBe(false);
  });

  test('another password and removal end the sessions of this user alone', async () => {
    const store = open();
    for (const name of ['mia', 'ada']) await store.add(user(name), 'h');
    const session = (name: string) => ({ name, csrf: `c-${name}` });
    await store.open('t1', session('mia'));
    await store.open('t2', session('mia'));
    await store.open('t3', session('ada'));
    expect(await store.session('t1')).toEqual(session('mia'));
    await store.close('t1');
    expect(await store.session('t1')).toBeUndefined();
    expect(await store.setHash('mia', 'h2')).toBe(true);
    expect(await store.setHash('nobody', 'h2')).toBe(false);
    expect((await store.find('mia'))?.hash).toBe('h2');
    expect(await store.session('t2')).toBeUndefined();
    await store.remove('ada');
    expect(await store.session('t3')).toBeUndefined();
  });
});

test('a session runs out, and looking renews it', async () => {
  let at = 0;
  const store = createMemoryUserStore({ now: () => new Date(at) });
  await store.open('t', { name: 'mia', csrf: 'c' });
  at = 11 * 3_600_000;
  expect(await store.session('t')).toBeDefined();
  at = 22 * 3_600_000;
  expect(await store.session('t')).toBeDefined();
  at = 35 * 3_600_000;
  expect(await store.session('t')).toBeUndefined();
});

test('Redis holds no token', async () => {
  const store = createRedisUserStore({ redis, prefix });
  await store.open('secret-token', { name: 'mia', csrf: 'c' });
  const keys = await redis.keys(`${prefix.replace(/[{}]/g, '?')}*`);
  expect(keys.length).toBeGreaterThan(0);
  expect(JSON.stringify(keys)).not.toContain('secret-token');
});
