import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { AuditStore } from './audit-store.js';
import { createMemoryAudit } from './memory-audit.js';
import { createRedisAudit } from './redis-audit.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
const file = `{test-${randomUUID()}}`;
afterAll(async () => {
  const keys = await redis.keys(`${file}*`);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
});

function conformance(make: () => AuditStore): void {
  const act = { by: 'Ada', kind: 'decided', subject: 'c1', site: 'daily' } as const;

  test('acts come back whole, newest first, with a time and an id of their own', async () => {
    const audit = make();
    await audit.record({ ...act, note: 'Line "one"\n👍', ruling: 'reject', reason: 'SPAM', policy: 'a@1' });
    await audit.record({ by: 'Bo', kind: 'key', subject: 'k1', detail: 'made' });
    const { entries, next } = await audit.page({ limit: 10 });
    expect(next).toBeUndefined();
    expect(entries).toMatchObject([
      { by: 'Bo', kind: 'key', subject: 'k1', detail: 'made' },
      { ...act, note: 'Line "one"\n👍', ruling: 'reject', reason: 'SPAM', policy: 'a@1' },
    ]);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
    for (const { at } of entries) expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
  });

  test('the same act told again is kept once', async () => {
    const audit = make();
    for (let n = 0; n < 3; n++) await audit.record({ ...act, once: 'decided d1' });
    await audit.record({ ...act, once: 'decided d2' });
    expect((await audit.page({ limit: 10 })).entries).toHaveLength(2);
  });

  test('pages have each entry once, filtered, to the end', async () => {
    const audit = make();
    for (let n = 0; n < 30; n++)
      await audit.record({ ...act, by: n % 3 === 0 ? 'Ada' : 'Bo', subject: `c${n}` });
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await audit.page({ by: 'Ada', limit: 3, ...(cursor && { cursor }) });
      found.push(...page.entries.map(({ subject }) => subject));
      cursor = page.next;
    } while (cursor);
    expect(found).toEqual([27, 24, 21, 18, 15, 12, 9, 6, 3, 0].map((n) => `c${n}`));
    expect((await audit.page({ site: 'other', limit: 3 })).entries).toEqual([]);
    expect((await audit.page({ kind: 'key', limit: 3 })).entries).toEqual([]);
    expect((await audit.page({ to: Date.now() - 60_000, limit: 3 })).entries).toEqual([]);
    expect((await audit.page({ from: Date.now() + 60_000, limit: 3 })).entries).toEqual([]);
  });

  test('a cursor that no page gave is refused', async () => {
    await expect(make().page({ limit: 1, cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid',
      about: { field: 'cursor' },
    });
  });
}

describe('memory audit', () => conformance(() => createMemoryAudit()));
describe('redis audit', () =>
  conformance(() => createRedisAudit({ redis, prefix: `${file}${randomUUID()}` })));
