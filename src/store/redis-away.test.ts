import { afterEach, describe, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { connectForIntake, connectForWorkers } from '../redis/connect.js';
import { freePort, startPlainRedis } from '../redis/testing/servers.js';
import type { CommentStore } from './comment-store.js';
import { createRedisKeyStore } from './redis-key-store.js';
import { createRedisStore } from './redis-store.js';
import { createRedisWordStore } from './redis-word-store.js';
import { at, decision, submission, verdict } from './testing/make.js';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function redisWith(...settings: string[]) {
  const server = await startPlainRedis(settings);
  undo.push(() => server.stop());
  return server;
}

function storeOn(redis: Redis, limitMs?: number): CommentStore {
  undo.push(() => redis.disconnect());
  return createRedisStore({ redis, ...(limitMs !== undefined && { limitMs }) });
}

const unheard = submission('a', { text: 'unheard-of words', author: 'someone-17' });
const some = Array.from({ length: 150 }, (_, n) => ({ ...unheard, id: `id-${n}` }));

/** Expects `unavailable` within a time, and an error that shows nothing of the comment. */
async function failsWithin(ms: number, work: Promise<unknown>): Promise<void> {
  const started = performance.now();
  const error = await work.then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error).toMatchObject({ name: 'DecorumError', code: 'unavailable' });
  const told = `${error!.message} ${error!.stack} ${JSON.stringify(error)} ${String(error!.cause)}`;
  expect(told).not.toMatch(/unheard|someone-17/);
  expect(performance.now() - started).toBeLessThan(ms);
}

const everyMethod: Record<string, (store: CommentStore) => Promise<unknown>> = {
  add: (store) => store.add([unheard], at(0)),
  'add of many': (store) => store.add(some, at(0)),
  get: (store) => store.get(['a']),
  recordVerdicts: (store) => store.recordVerdicts([verdict('a')]),
  reviewQueue: (store) => store.reviewQueue({}),
  claim: (store) => store.claim('a', 'mia', 1000),
  release: (store) => store.release('a', 'mia'),
  recordDecision: (store) => store.recordDecision(decision('a')),
  events: (store) => store.events('a'),
  unjudged: (store) => store.unjudged(at(9), 5),
  newest: (store) => store.newest('daily', 5),
  counts: (store) => store.counts(),
  erase: (store) => store.erase('a'),
  remember: (store) => store.remember('k', 'a', 1000),
};

describe('a Redis that', () => {
  test('was never there: every method fails within two tries', async () => {
    const port = await freePort();
    for (const ask of Object.values(everyMethod))
      await failsWithin(2000, ask(storeOn(connectForIntake(`redis://127.0.0.1:${port}`))));
  });

  test('hangs: every method fails at the limit of a command', async () => {
    const server = await redisWith();
    const store = storeOn(connectForIntake(`redis://127.0.0.1:${server.port}`));
    await store.add([unheard], at(0));
    process.kill(server.pid, 'SIGSTOP');
    await Promise.all(Object.values(everyMethod).map((ask) => failsWithin(2500, ask(store))));
    process.kill(server.pid, 'SIGCONT');
  });

  test('dies fails at once, and is used again when it is back', async () => {
    const server = await startPlainRedis([]);
    const redis = connectForIntake(`redis://127.0.0.1:${server.port}`);
    const store = storeOn(redis);
    await store.add([unheard], at(0));
    const closed = new Promise((resolve) => redis.once('close', resolve));
    await server.stop();
    await closed;
    for (const ask of Object.values(everyMethod)) await failsWithin(400, ask(store));
    const ready = new Promise((resolve) => redis.once('ready', resolve));
    const back = await startPlainRedis([], server.port);
    undo.push(() => back.stop());
    await ready;
    expect((await store.add([unheard], at(0)))[0]?.result).toBe('created');
    expect((await store.add(some, at(0))).every(({ result }) => result === 'created')).toBe(true);
  });

  test('is away does not hold up a worker for ever either', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`;
    await failsWithin(500, storeOn(connectForWorkers(url), 100).add([unheard], at(0)));
    const redis = connectForWorkers(url);
    undo.push(() => redis.disconnect());
    await failsWithin(500, createRedisKeyStore({ redis, limitMs: 100 }).find('unheard'));
    const words = createRedisWordStore({ redis, limitMs: 100 });
    const entry = {
      id: '1',
      list: 'deny',
      phrase: 'unheard',
      severity: 'mild',
      addedBy: 'someone-17',
      addedAt: at(0),
    } as const;
    await failsWithin(500, words.replace('a', [entry], 0, 'someone-17'));
    const asked = [words.get('a'), words.get('a', 1), words.history('a'), words.versions()];
    await Promise.all(asked.map((each) => failsWithin(500, each)));
  });

  test('is full refuses; a hundred comments are written whole or not at all', async () => {
    const server = await redisWith('--maxmemory', '2mb', '--maxmemory-policy', 'noeviction');
    const store = storeOn(connectForIntake(`redis://127.0.0.1:${server.port}`));
    const hundred = (call: number) =>
      some.slice(0, 100).map((each) => ({ ...each, id: `${call}-${each.id}` }));
    let calls = 0;
    const fill = async () => {
      for (; calls < 100; calls++) await store.add(hundred(calls), at(0));
    };
    await expect(fill()).rejects.toThrow('OOM');
    await failsWithin(1000, store.add(hundred(calls), at(0)));
    expect((await store.counts()).unjudged).toBe(100 * calls);
  });
});

test('closing ends the connection, also one that is down, and may be repeated', async () => {
  const server = await redisWith();
  for (const port of [server.port, await freePort()]) {
    const redis = connectForIntake(`redis://127.0.0.1:${port}`);
    const store = storeOn(redis);
    const ended = new Promise((resolve) => redis.once('end', resolve));
    await store.close();
    await ended;
    await store.close();
    await failsWithin(400, store.get(['a']));
  }
});
