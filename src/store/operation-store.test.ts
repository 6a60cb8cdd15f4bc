import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createMemoryOperationStore } from './memory-operation-store.js';
import type { OperationStore } from './operation-store.js';
import { createRedisOperationStore } from './redis-operation-store.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
afterAll(() => redis.quit());
const about = {
  id: 'o',
  kind: 'bulk',
  by: 'Ada',
  at: '2026-11-20T10:00:00.000Z',
  ruling: 'approve',
} as const;

describe.each<[string, () => OperationStore]>([
  ['memory', createMemoryOperationStore],
  ['redis', () => createRedisOperationStore({ redis, prefix: `{test-${randomUUID()}}` })],
])('%s operation store', (_, open) => {
  test('keeps what is planned, and moves it on once', async () => {
    const store = open();
    expect(await store.get('o')).toBeUndefined();
    const planned = { ...about, state: 'planned', total: 3, done: 0, skipped: 0 };
    expect(await store.plan(about, ['a', 'b', 'c'])).toEqual(planned);
    expect(await store.get('o')).toEqual(planned);
    await store.leaveOut('o', ['b', 'x']);
    expect(await store.ids('o', 0, 10)).toEqual(['a', 'c']);
    expect(await store.ids('o', 1, 1)).toEqual(['c']);
    const moved = await Promise.all([1, 2].map(() => store.move('o', 'planned', 'running')));
    expect(moved.sort()).toEqual([false, true]);
    await store.progress('o', 1, 1);
    expect(await store.get('o')).toEqual({ ...about, state: 'running', total: 2, done: 1, skipped: 1 });
    await store.leaveOut('o', ['a']);
    expect(await store.ids('o', 0, 10)).toHaveLength(2);
    await store.move('o', 'running', 'done');
    expect((await store.get('o'))?.done).toBe(1);
    await store.move('o', 'done', 'undoing', 'Bo');
    expect(await store.get('o')).toMatchObject({ state: 'undoing', done: 0, skipped: 0, undoneBy: 'Bo' });
  });

  test('what is not there does not move, and has no progress', async () => {
    const store = open();
    expect(await store.move('nothing', 'planned', 'running')).toBe(false);
    await store.progress('nothing', 1, 0);
    expect(await store.get('nothing')).toBeUndefined();
    expect(await store.ids('nothing', 0, 5)).toEqual([]);
  });

  test('one without cases is kept too', async () => {
    const store = open();
    await store.plan(about, []);
    expect(await store.get('o')).toMatchObject({ total: 0 });
  });
});
