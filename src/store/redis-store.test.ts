import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { keptNewest } from './comment-store.js';
import { keysInLua, storeKeys } from './keys.js';
import { createRedisStore } from './redis-store.js';
import { conformance } from './testing/comment-store.conformance.js';
import { at, submission, verdict } from './testing/make.js';

const url = process.env.DECORUM_TEST_REDIS!;
const file = `{test-${randomUUID()}}`;
let redis: Redis;
beforeAll(() => {
  redis = new Redis(url);
});
afterAll(async () => {
  const keys = await redis.keys(`${file}*`);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
});

/** Every key under a prefix with what it holds. */
async function dump(prefix: string): Promise<string> {
  const parts: string[] = [];
  for (const key of await redis.keys(`${prefix}*`)) {
    if (key.endsWith(':changes')) continue; // ids and names of moderators, until newer ones push them out
    const type = await redis.type(key);
    const held =
      type === 'hash'
        ? await redis.hgetall(key)
        : type === 'list'
          ? await redis.lrange(key, 0, -1)
          : type === 'set'
            ? await redis.smembers(key)
            : type === 'zset'
              ? await redis.zrange(key, 0, '-1')
              : await redis.get(key);
    parts.push(key, JSON.stringify(held));
  }
  return parts.join('\n');
}

describe('redis store', () => {
  conformance(async () => {
    const prefix = `${file}${randomUUID()}`;
    return {
      store: createRedisStore({ redis: new Redis(url), prefix }),
      async leaseEnds() {
        // Redis ends leases itself: none of the two kinds of key with a time to live is left.
        for (;;) {
          const left = await redis.keys(`${prefix}:*`);
          if (
            !left.some((key) => key.startsWith(`${prefix}:claim`) || key.startsWith(`${prefix}:remembered:`))
          )
            return;
        }
      },
      dump: () => dump(prefix),
    };
  });
});

describe('in Redis', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, n) => `id-${n}`);
  const open = () => {
    const prefix = `${file}${randomUUID()}`;
    return { prefix, keys: storeKeys(prefix), store: createRedisStore({ redis, prefix }) };
  };

  test('keys are spelled the same in TypeScript and in Lua', async () => {
    const { prefix, keys } = open();
    const lua = `${keysInLua} return { case_key('a:b'), events_key('x'), claim_key('x'), unjudged_key,
      newest_key('s:1'), queue_key('review'), site_queue_key('block', 's:1'), remembered_key('d'), remembered_for_key('x'),
      words_key('s:1'), words_history_key('s:1'), words_versions_key }`;
    expect(await redis.eval(lua, 1, 'slot', prefix)).toEqual([
      keys.case('a:b'),
      keys.events('x'),
      keys.claim('x'),
      keys.unjudged,
      keys.newest('s:1'),
      keys.queue('review'),
      keys.queue('block', 's:1'),
      keys.remembered('d'),
      keys.rememberedFor('x'),
      keys.words('s:1'),
      keys.wordsHistory('s:1'),
      keys.wordsVersions,
    ]);
  });

  test('a comment that is allowed and left alone costs one key, and a place in one of its site', async () => {
    const { prefix, keys, store } = open();
    await store.add([submission('a')], at(0));
    await store.recordVerdicts([verdict('a', { action: 'allow' })]);
    expect((await redis.keys(`${prefix}:*`)).sort()).toEqual([keys.case('a'), keys.newest('daily')]);
  });

  test("a site's newest are cut back to the promised number only now and then", async () => {
    const { keys, store } = open();
    const key = keys.newest('daily');
    const slack = 1000;
    for (let n = 0; n < keptNewest + slack; n += 1000)
      await redis.rpush(key, ...Array.from({ length: 1000 }, (_, k) => `old-${n + k}`));
    await redis.lpop(key);
    await store.add([submission('a')], at(0));
    expect(await redis.llen(key)).toBe(keptNewest + slack);
    const all = await store.newest('daily', 1e9);
    expect(all).toHaveLength(keptNewest);
    expect(all.slice(0, 2)).toEqual(['a', `old-${keptNewest + slack - 1}`]);
    await store.add([submission('b')], at(1));
    expect(await redis.llen(key)).toBe(keptNewest);
    expect(await redis.lindex(key, 0)).toBe(`old-${slack + 2}`);
    expect(await store.newest('daily', 2)).toEqual(['b', 'a']);
  });

  test('two processes see one store', async () => {
    const { prefix, store } = open();
    const other = createRedisStore({ redis: new Redis(url), prefix });
    await store.add([submission('a')], at(0));
    expect((await other.claim('a', 'tom', 60_000)).result).toBe('claimed');
    expect((await store.claim('a', 'mia', 60_000)).result).toBe('held');
    await other.close();
  });

  test('a filter that matches nothing looks at 2000 cases a page, and says where to go on', async () => {
    const { store } = open();
    const all = ids(2100);
    await store.add(
      all.map((id) => submission(id)),
      at(0),
    );
    await store.recordVerdicts(all.map((id) => verdict(id)));
    const first = await store.reviewQueue({ attribute: 'THREAT' });
    expect(first).toMatchObject({ cases: [], total: 2100, next: expect.any(String) });
    expect(await store.reviewQueue({ attribute: 'THREAT', cursor: first.next! })).toEqual({
      cases: [],
      total: 2100,
    });
  });

  test('scripts are loaded again after Redis has forgotten them', async () => {
    const { store } = open();
    await store.add([submission('a')], at(0));
    await redis.script('FLUSH');
    expect((await store.add([submission('b')], at(0)))[0]?.result).toBe('created');
    await redis.script('FLUSH');
    expect(
      await store.add(
        ids(250).map((id) => submission(id)),
        at(0),
      ),
    ).toHaveLength(250);
  });
});
