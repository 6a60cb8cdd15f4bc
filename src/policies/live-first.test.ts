import { expect, test } from '@jest/globals';
import { until } from '../queue/testing/until.js';
import { createMemoryFirstStore } from '../store/memory-first-store.js';
import { liveFirst } from './live-first.js';

test('what is set or taken off is known soon, by site', async () => {
  const store = createMemoryFirstStore();
  await store.set('daily', 'old', true);
  const live = liveFirst({ store, everyMs: 5 });
  await live.start();
  expect([live.has('daily', 'old'), live.has('daily', 'new'), live.has('other', 'old')]).toEqual([
    true,
    false,
    false,
  ]);
  await store.set('daily', 'new', true);
  await until('it is known', () => live.has('daily', 'new'));
  await store.set('daily', 'old', false);
  await until('it is known', () => !live.has('daily', 'old'));
  await live.close();
});
