import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { type SiteBridge, usualBridge } from '../domain/bridge.js';
import { type BridgeStore, keptSettings } from './bridge-store.js';
import { createMemoryBridgeStore } from './memory-bridge-store.js';
import { createRedisBridgeStore } from './redis-bridge-store.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
afterAll(() => redis.quit());

const map = (from: string) => ({
  at: '2026-11-20T10:00:00.000Z',
  from,
  rows: { TOXICITY: 2 },
  knots: {
    TOXICITY: [
      [0, 0],
      [1, 1],
    ] as const,
  },
});

describe.each<[string, () => BridgeStore]>([
  ['memory', createMemoryBridgeStore],
  ['redis', () => createRedisBridgeStore({ redis, prefix: `{test-${randomUUID()}}` })],
])('%s bridge store', (_, open) => {
  test('sets sites, and undoes one change after the other', async () => {
    const store = open();
    expect(await store.undo('herald')).toBeUndefined();
    const steps: SiteBridge[] = [
      { mode: 'shadow', archive: false },
      { mode: 'shadow', archive: true, map: 1 },
    ];
    for (const step of steps) await store.set('herald', step);
    await store.set('gazette', { mode: 'primary', archive: false });
    expect((await store.settings()).get('herald')).toEqual(steps[1]);
    expect(await store.undo('herald')).toEqual(steps[0]);
    expect((await store.settings()).get('herald')).toEqual(steps[0]);
    expect(await store.undo('herald')).toEqual(usualBridge);
    expect(await store.undo('herald')).toBeUndefined();
    expect((await store.settings()).get('gazette')?.mode).toBe('primary');
  });

  test(`${keptSettings} earlier settings can be had back`, async () => {
    const store = open();
    for (let change = 0; change <= keptSettings + 5; change++)
      await store.set('herald', { ...usualBridge, map: change });
    let undone = 0;
    while (await store.undo('herald')) undone++;
    expect(undone).toBe(keptSettings);
  });

  test('numbers maps one up', async () => {
    const store = open();
    const saved = [await store.saveMap(map('a.jsonl')), await store.saveMap(map('b.jsonl'))];
    expect(saved.map(({ version }) => version)).toEqual([1, 2]);
    expect(await store.map(2)).toEqual({ version: 2, ...map('b.jsonl') });
    expect(await store.map(3)).toBeUndefined();
    expect(await store.maps()).toEqual(saved);
  });

  test('keeps pairs of scores, newest first', async () => {
    const store = open();
    const pair = (id: string) => ({ id, at: '', local: { TOXICITY: 0.1 }, perspective: { TOXICITY: 0.2 } });
    await store.addPair('herald', pair('a'));
    await store.addPair('herald', pair('b'));
    expect(await store.pairs('herald')).toEqual([pair('b'), pair('a')]);
    expect(await store.pairs('gazette')).toEqual([]);
  });
});
