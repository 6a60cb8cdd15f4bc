import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Policy } from '../domain/policy.js';
import { createMemoryPolicyStore } from './memory-policy-store.js';
import { keptPolicies, type PolicyStore } from './policy-store.js';
import { createRedisPolicyStore } from './redis-policy-store.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
afterAll(() => redis.quit());
const now = () => new Date('2026-11-20T10:00:00.000Z');
const policy = (name: string): Policy => ({ name, version: '1', rules: [], onFailedCheck: 'review' });

describe.each<[string, () => PolicyStore]>([
  ['memory', () => createMemoryPolicyStore({ now })],
  ['redis', () => createRedisPolicyStore({ redis, prefix: `{test-${randomUUID()}}`, now })],
])('%s policy store', (_, open) => {
  test('keeps versions a site, newest first, and none judges by itself', async () => {
    const store = open();
    expect(await store.versions('herald')).toEqual([]);
    const first = await store.save('herald', policy('strict'), 'Ada', 'a try');
    expect(first).toEqual({
      version: 1,
      policy: policy('strict'),
      by: 'Ada',
      at: now().toISOString(),
      note: 'a try',
    });
    await store.save('herald', policy('mild'), 'Bo');
    await store.save('gazette', policy('own'), 'Bo');
    expect((await store.versions('herald')).map(({ version, by }) => [version, by])).toEqual([
      [2, 'Bo'],
      [1, 'Ada'],
    ]);
    expect(await store.get('herald', 1)).toEqual(first);
    expect(await store.get('herald', 9)).toBeUndefined();
    expect((await store.standing()).size).toBe(0);
  });

  test('activates while the expected one stands, and goes back step by step', async () => {
    const store = open();
    for (const name of ['a', 'b', 'c']) await store.save('herald', policy(name), 'Ada');
    expect(await store.activate('herald', 7, undefined)).toEqual({ result: 'unknown' });
    expect(await store.activate('herald', 1, undefined)).toEqual({
      result: 'written',
      standing: { live: 1 },
    });
    expect(await store.activate('herald', 2, undefined)).toEqual({
      result: 'conflict',
      standing: { live: 1 },
    });
    expect(await store.activate('herald', 2, 1)).toEqual({ result: 'written', standing: { live: 2 } });
    expect(await store.setShadow('herald', 3)).toEqual({
      result: 'written',
      standing: { live: 2, shadow: 3 },
    });
    expect((await store.standing()).get('herald')).toEqual({ live: 2, shadow: 3 });
    expect(await store.activate('herald', 3, 2)).toEqual({ result: 'written', standing: { live: 3 } });
    expect(await store.rollBack('herald')).toEqual({ result: 'written', standing: { live: 2 } });
    expect(await store.rollBack('herald')).toEqual({ result: 'written', standing: { live: 1 } });
    expect(await store.rollBack('herald')).toEqual({ result: 'written', standing: {} });
    expect(await store.rollBack('herald')).toEqual({ result: 'nothing', standing: {} });
    expect(await store.setShadow('herald', 9)).toEqual({ result: 'unknown' });
  });

  test('of two who activate at once exactly one does', async () => {
    const store = open();
    for (const name of ['a', 'b']) await store.save('herald', policy(name), 'Ada');
    const both = await Promise.all([1, 2].map((version) => store.activate('herald', version, undefined)));
    expect(both.map(({ result }) => result).sort()).toEqual(['conflict', 'written']);
  });

  test('the oldest go, the live one stays', async () => {
    const store = open();
    await store.save('herald', policy('first'), 'Ada');
    await store.save('herald', policy('second'), 'Ada');
    await store.activate('herald', 1, undefined);
    for (let n = 0; n < keptPolicies; n++) await store.save('herald', policy('more'), 'Ada');
    const kept = (await store.versions('herald')).map(({ version }) => version);
    expect([kept.includes(1), kept.includes(2), kept.length]).toEqual([true, false, keptPolicies + 1]);
  });
});
