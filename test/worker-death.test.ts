import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import { until } from '../src/queue/testing/until.js';
import { createRedisStore } from '../src/store/redis-store.js';
import { submission } from './worker-parts.js';

const url = process.env.DECORUM_TEST_REDIS!;
const prefix = `{test-worker-death-${process.pid}}`;
const program = fileURLToPath(new URL('./worker-fragile.ts', import.meta.url));
const redis = new Redis(url, { maxRetriesPerRequest: null });
let worker: ChildProcess | undefined;
let deaths = 0;
let over = false;

/** Keeps one fragile worker running, as the supervisor does. */
function supervise(): void {
  worker = fork(program, [url, prefix], { execArgv: ['--import', 'tsx'], stdio: 'inherit' });
  worker.once('exit', () => {
    deaths++;
    if (!over) supervise();
  });
}

afterEach(async () => {
  over = true;
  if (worker && worker.exitCode === null && worker.signalCode === null) {
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
  for (const key of await redis.keys(`${prefix}*`)) await redis.del(key);
  redis.disconnect();
});

test('a comment that kills every worker that reads it is given up alone; all others are judged', async () => {
  const store = createRedisStore({ redis, prefix });
  const queue = createBullmqQueue({ connection: redis, prefix });
  const ids = Array.from({ length: 30 }, (_, n) => (n === 3 ? 'poison' : `comment-${n}`));
  await store.add(
    ids.map((id) => submission(id)),
    new Date().toISOString(),
  );
  await queue.enqueue(ids.slice(0, 20));
  await queue.enqueue(ids.slice(20));
  supervise();
  await until('given up', async () => (await queue.depth()).deadLetters === 1, 50_000);
  await until('all judged', async () => (await store.counts()).unjudged === 0, 10_000);
  const cases = await store.get(ids);
  const others = cases.filter((found) => found?.comment.id !== 'poison');
  expect(others.map((found) => found?.verdict?.action)).toEqual(others.map(() => 'allow'));
  expect(cases[3]?.verdict?.reasons).toMatchObject([
    { kind: 'failed_check', error: 'StalledError: workers ended or hung while they read the comment' },
  ]);
  expect(deaths).toBeGreaterThanOrEqual(4);
  for (const id of ids)
    expect((await store.events(id)).filter(({ type }) => type === 'judged')).toHaveLength(1);
  await queue.close();
}, 70_000);
