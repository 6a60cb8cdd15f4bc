import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createMemorySecondStore } from './memory-second-store.js';
import { createRedisSecondStore } from './redis-second-store.js';
import { type SecondReviewStore, usualShare } from './second-store.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
const file = `{test-${randomUUID()}}`;
afterAll(async () => {
  const keys = await redis.keys(`${file}*`);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
});

const review = (commentId: string, moderator: string, site = 'daily') =>
  ({ commentId, site, revision: 1, ruling: 'reject', moderator }) as const;

function conformance(open: (now: () => Date) => SecondReviewStore): void {
  let second = 0;
  const make = () => open(() => new Date(Date.now() + second++));

  test('a case goes to someone who did not decide it, and to one person at a time', async () => {
    const store = make();
    await store.offer(review('a', 'Ada'));
    await store.offer(review('b', 'Bo'));
    expect(await store.next('Ada')).toEqual(review('b', 'Bo'));
    expect(await store.next('Ada')).toEqual(review('b', 'Bo'));
    expect(await store.next('Cy')).toEqual(review('a', 'Ada'));
    expect(await store.next('Di')).toBeUndefined();
    expect(await store.next('Bo')).toBeUndefined();
    expect(await store.next('Cy', 'other')).toBeUndefined();
    expect(await store.next('Cy', 'daily')).toEqual(review('a', 'Ada'));
  });

  test('only who was given a case may answer, once; opinions are kept by site', async () => {
    const store = make();
    await store.offer(review('a', 'Ada'));
    expect(await store.answer('a', 'Bo', 'approve')).toBeUndefined();
    await store.next('Bo');
    expect(await store.answer('a', 'Cy', 'approve')).toBeUndefined();
    expect(await store.answer('a', 'Bo', 'approve')).toEqual(review('a', 'Ada'));
    expect(await store.answer('a', 'Bo', 'approve')).toBeUndefined();
    expect(await store.next('Bo')).toBeUndefined();
    expect(await store.opinions('daily')).toEqual([{ first: 'reject', second: 'approve' }]);
    expect(await store.opinions('other')).toEqual([]);
  });

  test('a case can be taken back, and a share be set', async () => {
    const store = make();
    await store.offer(review('a', 'Ada'));
    await store.drop('a');
    await store.drop('never');
    expect(await store.next('Bo')).toBeUndefined();
    expect(await store.share('daily')).toBe(usualShare);
    await store.setShare('daily', 0.25);
    expect(await store.share('daily')).toBe(0.25);
    expect(await store.share('other')).toBe(usualShare);
  });
}

describe('memory second reviews', () => conformance((now) => createMemorySecondStore({ now })));
describe('redis second reviews', () =>
  conformance((now) => createRedisSecondStore({ redis, prefix: `${file}${randomUUID()}`, now })));
