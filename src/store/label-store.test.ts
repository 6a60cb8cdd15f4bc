import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { LabelStore } from './label-store.js';
import { createMemoryLabelStore } from './memory-label-store.js';
import { createRedisLabelStore } from './redis-label-store.js';
import { labelOf } from './testing/label-of.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
afterAll(() => redis.quit());
const prefix = () => `{test-${randomUUID()}}`;

describe.each<[string, () => LabelStore]>([
  ['memory', createMemoryLabelStore],
  ['redis', () => createRedisLabelStore({ redis, prefix: prefix() })],
])('%s label store', (_, open) => {
  test('keeps labels, newest first, site by site', async () => {
    const store = open();
    const [a, b, c] = ['a', 'b', 'c'].map((id) => labelOf({ id }));
    for (const label of [a!, b!, c!, labelOf({ id: 'a', site: 'gazette' })]) await store.put(label);
    expect(await store.newest('herald', 2)).toEqual([c, b]);
    expect(await store.newest('herald', 10)).toEqual([c, b, a]);
    expect(await store.newest('nowhere', 10)).toEqual([]);
    expect([...(await store.sites())].sort()).toEqual(['gazette', 'herald']);
  });

  test('a label with the same id takes the place of the earlier one', async () => {
    const store = open();
    await store.put(labelOf({ id: 'a' }));
    await store.put(labelOf({ id: 'b' }));
    const later = labelOf({ id: 'a', scores: { TOXICITY: 0 } });
    await store.put(later);
    expect(await store.newest('herald', 10)).toEqual([later, expect.objectContaining({ id: 'b' })]);
  });

  test('is asked by comment, and forgets with it', async () => {
    const store = open();
    const commentId = 'odd\nid:1';
    const named = [
      labelOf({ id: 'a', commentId }),
      labelOf({ id: 'b', commentId, site: 'gazette' }),
      labelOf({ id: 'c', commentId: 'other' }),
    ];
    for (const label of named) await store.put(label);
    expect((await store.of(commentId)).map(({ id }) => id).sort()).toEqual(['a', 'b']);
    expect(await store.erase(commentId)).toBe(2);
    expect(await store.erase(commentId)).toBe(0);
    expect(await store.of(commentId)).toEqual([]);
    expect((await store.newest('herald', 10)).map(({ id }) => id)).toEqual(['c']);
    expect(await store.newest('gazette', 10)).toEqual([]);
  });
});

test('a Redis that is away is told as unavailable', async () => {
  const away = new Redis({ port: 1, lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  away.on('error', () => {});
  const store = createRedisLabelStore({ redis: away });
  await expect(store.put(labelOf({ id: 'a', text: 'secret' }))).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.not.stringContaining('secret'),
  });
});
