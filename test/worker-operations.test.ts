import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { until } from '../src/queue/testing/until.js';
import { createRedisOperationStore } from '../src/store/redis-operation-store.js';
import { house, redis } from './worker-house.js';
import { submission } from './worker-parts.js';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

test('a worker does a bulk run of 300 cases as a job, and takes it back', async () => {
  const prefix = `{test-operations-${randomUUID()}}`;
  const operations = createRedisOperationStore({ redis, prefix });
  undo.push(async () => {
    for (const key of await redis.keys(`${prefix}*`)) await redis.del(key);
  });
  const { store, queue, work } = house({ operations });
  const ids = Array.from({ length: 300 }, (_, k) => `c-${k}`);
  await store.add(
    ids.map((id) => submission(id)),
    new Date().toISOString(),
  );
  await work();
  const id = `o-${randomUUID()}`;
  await operations.plan(
    { id, kind: 'bulk', by: 'lea', at: new Date().toISOString(), ruling: 'approve' },
    ids,
  );
  await operations.move(id, 'planned', 'running');
  await queue.enqueueOperation(id, 'running');
  await until('it is done', async () => (await operations.get(id))?.state === 'done');
  expect(await operations.get(id)).toMatchObject({ done: 300, skipped: 0 });
  expect((await store.get(['c-299']))[0]?.decision?.moderator).toBe('lea');
  await operations.move(id, 'done', 'undoing', 'mia');
  await queue.enqueueOperation(id, 'undoing');
  await until('it is taken back', async () => (await operations.get(id))?.state === 'undone');
  expect((await store.get(['c-0']))[0]?.decision).toBeUndefined();
  expect((await store.events('c-0')).at(-1)).toMatchObject({ type: 'undone', moderator: 'mia' });
}, 30_000);
