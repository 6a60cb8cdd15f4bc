import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { type DeskStore, type SavedView, viewsOfAll, viewsOfOne } from './desk-store.js';
import { createMemoryDeskStore } from './memory-desk-store.js';
import { createRedisDeskStore } from './redis-desk-store.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
const file = `{test-${randomUUID()}}`;
afterAll(async () => {
  const keys = await redis.keys(`${file}*`);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
});

const view = (id: string, more: Partial<SavedView> = {}): SavedView => ({
  id,
  name: `View ${id}`,
  filter: { site: 'daily', minScore: 0.8, sort: 'oldest' },
  by: 'mia',
  shared: false,
  ...more,
});

function conformance(make: () => DeskStore): void {
  test('one sees one’s own views and the shared ones, by name', async () => {
    const store = make();
    for (const each of [
      view('c'),
      view('a', { by: 'jon', shared: true }),
      view('b', { by: 'jon' }),
      view('d', { name: '"}\n', by: '"q"' }),
    ])
      expect(await store.saveView(each)).toBe(true);
    expect((await store.views('mia')).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(await store.views('"q"')).toEqual([
      view('d', { name: '"}\n', by: '"q"' }),
      view('a', { by: 'jon', shared: true }),
    ]);
  });

  test('the same id replaces, and goes only where it may', async () => {
    const store = make();
    await store.saveView(view('a'));
    await store.saveView(view('a', { name: 'Other' }));
    expect(await store.views('mia')).toEqual([view('a', { name: 'Other' })]);
    expect(await store.removeView('a', ({ by }) => by === 'jon')).toBe(false);
    expect(await store.removeView('a', ({ by }) => by === 'mia')).toBe(true);
    expect(await store.removeView('a', () => true)).toBe(false);
    expect(await store.views('mia')).toEqual([]);
  });

  test('one has so many at most, and so has the desk', async () => {
    const store = make();
    for (let at = 0; at < viewsOfAll; at++) {
      const by = `user ${Math.floor(at / viewsOfOne)}`;
      expect(await store.saveView(view(`v${at}`, { by }))).toBe(true);
      if (at === viewsOfOne - 1) expect(await store.saveView(view('more', { by }))).toBe(false);
    }
    expect(await store.saveView(view('more', { by: 'new' }))).toBe(false);
    expect(await store.saveView(view('v3', { by: 'user 0', name: 'Again' }))).toBe(true);
  });

  test("a site's reasons are its own, in their order", async () => {
    const store = make();
    expect(await store.reasons('daily')).toEqual([]);
    const reasons = [
      { code: 'SPOILER', label: 'Gives the ending away' },
      { code: 'ADVICE', label: 'Medical advice' },
    ];
    await store.setReasons('daily', reasons);
    await store.setReasons('__proto__', [{ code: 'X1', label: 'x' }]);
    expect(await store.reasons('daily')).toEqual(reasons);
    expect(await store.reasons('weekly')).toEqual([]);
    await store.setReasons('daily', []);
    expect(await store.reasons('daily')).toEqual([]);
  });
}

describe('memory', () => conformance(createMemoryDeskStore));
describe('redis', () => conformance(() => createRedisDeskStore({ redis, prefix: `${file}${randomUUID()}` })));
