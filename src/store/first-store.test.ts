import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { type FirstStore, mostFirst } from './first-store.js';
import { createMemoryFirstStore } from './memory-first-store.js';
import { createRedisFirstStore } from './redis-first-store.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
const file = `{test-${randomUUID()}}`;
afterAll(async () => {
  const keys = await redis.keys(`${file}*`);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
});

function conformance(make: () => FirstStore): void {
  test('articles are set and taken off by site; each change counts one up, none where nothing changes', async () => {
    const store = make();
    expect(await store.read('daily')).toEqual({ version: 0, articles: [] });
    expect(await store.versions()).toEqual(new Map());
    for (const article of ['b', 'a', 'a', '__proto__'])
      expect(await store.set('daily', article, true)).toBe(true);
    expect(await store.read('daily')).toEqual({ version: 3, articles: ['__proto__', 'a', 'b'] });
    await store.set('daily', 'a', false);
    await store.set('daily', 'a', false);
    await store.set('__proto__', 'x', true);
    expect(await store.read('daily')).toEqual({ version: 4, articles: ['__proto__', 'b'] });
    expect((await store.versions()).get('daily')).toBe(4);
    expect((await store.versions()).get('__proto__')).toBe(1);
  });

  test(`no more than ${mostFirst}`, async () => {
    const store = make();
    for (let n = 0; n < mostFirst; n++) expect(await store.set('daily', `a${n}`, true)).toBe(true);
    expect(await store.set('daily', 'more', true)).toBe(false);
    expect(await store.set('daily', 'a1', true)).toBe(true);
    await store.set('daily', 'a1', false);
    expect(await store.set('daily', 'more', true)).toBe(true);
  });
}

describe('memory', () => conformance(createMemoryFirstStore));
describe('redis', () =>
  conformance(() => createRedisFirstStore({ redis, prefix: `${file}${randomUUID()}` })));
