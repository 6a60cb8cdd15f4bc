import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import type { Check } from '../src/checks/check.js';
import { createPipeline } from '../src/pipeline/pipeline.js';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import type { ModerationQueue } from '../src/queue/moderation-queue.js';
import { until } from '../src/queue/testing/until.js';
import { connectForWorkers } from '../src/redis/connect.js';
import { startPlainRedis } from '../src/redis/testing/plain-redis.js';
import { liveSiteWords } from '../src/site-words/live.js';
import type { CommentStore } from '../src/store/comment-store.js';
import { createRedisStore } from '../src/store/redis-store.js';
import { createRedisWordStore } from '../src/store/redis-word-store.js';
import { word } from '../src/store/testing/word-store.conformance.js';
import { house, redis } from './worker-house.js';
import { memoryLog, submission } from './worker-parts.js';

/** A changed list counts so soon for the comments that come, ms. */
const promisedMs = 2000;
const site = submission('any').site;

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** Posts comments, a few at a time and without end, until it is stopped; then tells when each was posted. */
function flow(store: CommentStore, queue: Pick<ModerationQueue, 'enqueue'>) {
  const posted = new Map<string, number>();
  let flowing = true;
  const done = (async () => {
    while (flowing) {
      const ids = Array.from({ length: 3 }, (_, n) => `c-${posted.size + n}`);
      for (const id of ids) posted.set(id, performance.now());
      await store.add(
        ids.map((id) => submission(id)),
        new Date().toISOString(),
      );
      await queue.enqueue(ids);
      await pause(5);
    }
  })();
  done.catch(() => {}); // told by `stop`
  undo.push(() => {
    flowing = false;
    return done.catch(() => {});
  });
  return {
    posted,
    async stop() {
      flowing = false;
      await done;
    },
    /** Resolves when comments were posted so long after a time. */
    async goesOnUntil(time: number) {
      await until('comments flow', () => [...posted.values()].at(-1)! > time);
    },
  };
}

test('a running worker goes by a changed list within two seconds; no comment is lost on the way', async () => {
  const listening: Check = {
    name: 'listening',
    version: '1',
    attributes: ['PROFANITY'],
    inspect: (_, { words }) => ({
      findings: [],
      scores: {},
      ...(words && { using: `words.${words.version}` }),
    }),
  };
  const words = createRedisWordStore({ redis, prefix: `test-worker-words-${process.pid}` });
  undo.push(async () => {
    for (const key of await redis.keys(`test-worker-words-${process.pid}*`)) await redis.del(key);
  });
  const live = liveSiteWords({ store: words });
  const policy = { name: 'test', version: '1', rules: [], onFailedCheck: 'review' } as const;
  const pipeline = createPipeline({ checks: [listening], policy, siteWords: live.of });
  const { store, queue, work, judged, verdict } = house({ pipeline });
  await words.replace(site, [word('first')], 0, 'desk');
  await live.start();
  undo.push(() => live.close());
  await work();

  const comments = flow(store, queue);
  const versionOf = async (id: string) => (await verdict(id))?.outcomes[0]?.version;
  await until('comments are judged', async () => (await versionOf('c-100')) !== undefined);
  await words.replace(site, [word('first'), word('second')], 1, 'desk');
  const changed = performance.now();
  await comments.goesOnUntil(changed + promisedMs + 500);
  await comments.stop();
  await until('all are judged', async () => (await store.counts()).unjudged === 0);

  const found = new Map<string | undefined, number[]>();
  for (const [id, at] of comments.posted) {
    expect(await judged(id)).toBe(1);
    const version = await versionOf(id);
    found.set(version, [...(found.get(version) ?? []), at - changed]);
  }
  expect([...found.keys()]).toEqual(['1+words.1', '1+words.2']);
  expect(Math.max(...found.get('1+words.1')!)).toBeLessThan(promisedMs);
  expect(found.get('1+words.2')!.filter((late) => late > promisedMs).length).toBeGreaterThan(30);
  expect((await queue.depth()).deadLetters).toBe(0);
}, 30_000);

interface LogLine {
  readonly msg: string;
  readonly site?: string;
  readonly version?: number;
  readonly sites?: number;
}

/** A worker process as it is started in earnest, and the lines that it logged with the time at which they came. */
function startWorker(url: string): { child: ChildProcess; lines: (LogLine & { at: number })[] } {
  const child = fork(fileURLToPath(new URL('../workers/main.ts', import.meta.url)), {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'info', REDIS_URL: url },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const lines: (LogLine & { at: number })[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) =>
    lines.push({ ...(JSON.parse(line) as LogLine), at: performance.now() }),
  );
  undo.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return { child, lines };
}

test('worker processes load every list before they take jobs, follow it, and finish every job', async () => {
  const server = await startPlainRedis(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']);
  undo.push(() => server.stop());
  const connection = connectForWorkers(server.url);
  const store = createRedisStore({ redis: connection });
  const queue = createBullmqQueue({ connection });
  const words = createRedisWordStore({ redis: connection });
  undo.push(async () => {
    await queue.close();
    connection.disconnect();
  });
  await words.replace(site, [word('first')], 0, 'desk');
  const workers = [startWorker(server.url), startWorker(server.url)];
  await Promise.all(workers.map(({ child }) => once(child, 'message')));
  await until('all is told', () => workers.every(({ lines }) => lines.length > 3));
  for (const { lines } of workers) {
    const told = lines.map(({ msg }) => msg);
    expect(told.slice(0, 3).sort()).toEqual([
      "sites' articles for review first are loaded",
      "sites' own policies are loaded",
      "sites' own words are loaded",
    ]);
    expect(told[3]).toBe('worker takes jobs');
  }

  const comments = flow(store, queue);
  await until('comments are judged', async () => (await store.get(['c-100']))[0]?.verdict !== undefined);
  await words.replace(site, [word('first'), word('unheard-of')], 1, 'someone-17');
  const changed = performance.now();
  await comments.goesOnUntil(changed + promisedMs + 500);
  await comments.stop();
  await until('all are judged', async () => (await store.counts()).unjudged === 0);
  for (const { lines } of workers) {
    const told = lines.filter(({ msg }) => msg === "a site's own words changed");
    expect(told).toMatchObject([{ site, version: 2, count: 2 }]);
    expect(told[0]!.at - changed).toBeLessThan(promisedMs);
    expect(JSON.stringify(lines)).not.toMatch(/unheard-of|someone-17/);
  }
  const cases = await store.get([...comments.posted.keys()]);
  const late = cases.filter((each) => comments.posted.get(each!.comment.id)! > changed + promisedMs);
  expect(late.length).toBeGreaterThan(0);
  const profanityOf = (found: (typeof cases)[number]) =>
    found?.verdict?.outcomes.find(({ check }) => check === 'profanity')?.version;
  for (const found of cases) expect(profanityOf(found)).toMatch(/\+words\.[12]$/);
  for (const found of late) expect(profanityOf(found)).toMatch(/\+words\.2$/);
  expect(cases.every((found) => found?.verdict?.outcomes.every(({ status }) => status === 'ran'))).toBe(true);
  expect((await queue.depth()).deadLetters).toBe(0);
  const ended = workers.map(({ child }) => once(child, 'exit'));
  for (const { child } of workers) child.kill('SIGTERM');
  expect(await Promise.all(ended)).toEqual([
    [0, null],
    [0, null],
  ]);
}, 60_000);

test('while Redis is down the last known lists count; when it is back, so does what changed', async () => {
  const server = await startPlainRedis(['--appendonly', 'yes']);
  undo.push(() => server.stop());
  const connection = connectForWorkers(server.url);
  undo.push(() => connection.disconnect());
  const words = createRedisWordStore({ redis: connection, limitMs: 100 });
  const logger = memoryLog();
  const live = liveSiteWords({ store: words, everyMs: 20, logger });
  undo.push(() => live.close());
  await words.replace(site, [word('first')], 0, 'desk');
  await live.start();
  const before = live.of(site);

  await server.kill();
  await until('it is noticed', () => logger.lines.length === 2);
  expect(live.of(site)).toBe(before);
  await server.restart();
  await until('it can be written', () =>
    words.replace(site, [word('second')], 1, 'desk').then(
      ({ result }) => result === 'written' || result === 'conflict',
      () => false,
    ),
  );
  await until('it counts', () => live.of(site)?.version === 2);
  expect(JSON.stringify(logger.lines)).not.toContain('second');
}, 30_000);
