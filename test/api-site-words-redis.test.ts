import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createStand, type Stand } from '../src/api/testing/stand.js';
import { profanity } from '../src/checks/profanity/index.js';
import { createPipeline } from '../src/pipeline/pipeline.js';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import { until } from '../src/queue/testing/until.js';
import { connectForIntake, connectForWorkers } from '../src/redis/connect.js';
import { type PlainRedis, startPlainRedis } from '../src/redis/testing/plain-redis.js';
import { liveSiteWords } from '../src/site-words/live.js';
import { createRedisKeyStore } from '../src/store/redis-key-store.js';
import { createRedisStore } from '../src/store/redis-store.js';
import { createRedisWordStore } from '../src/store/redis-word-store.js';
import { type RunningWorkers, startWorkers } from '../workers/start.js';
import { memoryLog } from './worker-parts.js';

/** A site's words from the API through Redis to running workers and back, with the profanity check itself. */
const path = '/v1/sites/herald/words';
const connections: Redis[] = [];
const keep = (redis: Redis): Redis => {
  connections.push(redis);
  return redis;
};
const closing: { close(): Promise<void> }[] = [];
let server: PlainRedis;
let workers: RunningWorkers;
let stand: Stand;

beforeAll(async () => {
  server = await startPlainRedis(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']);
  const { url } = server;
  const intake = keep(connectForIntake(url));
  await until('Redis is there', () => intake.status === 'ready');
  const live = liveSiteWords({ store: createRedisWordStore({ redis: keep(connectForWorkers(url)) }) });
  await live.start();
  const pipeline = createPipeline({
    checks: [profanity()],
    policy: {
      name: 'real',
      version: '1',
      rules: [
        { name: 'rude', attribute: 'PROFANITY', minScore: 0.5, minSeverity: 'moderate', action: 'review' },
      ],
      onFailedCheck: 'review',
    },
    siteWords: (site) => live.of(site),
  });
  const queue = createBullmqQueue({ connection: keep(connectForIntake(url)) });
  const workerQueue = createBullmqQueue({ connection: keep(connectForWorkers(url)) });
  closing.push(live, queue, workerQueue);
  stand = await createStand({
    storeAs: () => createRedisStore({ redis: intake }),
    keyStore: createRedisKeyStore({ redis: intake }),
    words: createRedisWordStore({ redis: intake }),
    queue,
    pipeline,
  });
  workers = await startWorkers({
    connect: () => keep(connectForWorkers(url)),
    store: createRedisStore({ redis: keep(connectForWorkers(url)) }),
    queue: workerQueue,
    pipeline,
    logger: memoryLog(),
  });
}, 30_000);

afterAll(async () => {
  try {
    await workers?.close();
    for (const one of closing) await one.close();
    for (const connection of connections) connection.disconnect();
  } finally {
    await server.stop();
  }
}, 40_000);

let sent = 0;
/** The verdict on a text that is sent in now. */
async function verdictOn(text: string) {
  const { body } = await stand.post('/v1/comments?wait=5000', { id: `c${sent++}`, text, site: 'herald' });
  return body.verdict;
}

test('an entry is previewed, added, goes to running workers, and comes off again', async () => {
  expect((await verdictOn('What a grumblewort.')).action).toBe('allow');
  expect((await verdictOn('g r u m b l e w o r t s!')).action).toBe('allow');
  expect((await verdictOn('Nothing of the kind.')).action).toBe('allow');
  const decided = await stand.post(
    '/v1/review/c0/decisions',
    { ruling: 'reject', reason: 'OFFENSIVE' },
    'moderate',
  );
  expect(decided.status).toBe(201);

  const words = [{ list: 'deny', phrase: 'grumblewort*', severity: 'severe', note: 'a local insult' }];
  const seen = await stand.post(`${path}/preview`, { words }, 'moderate');
  expect(seen.body).toMatchObject({
    ...{ version: 0, read: 3, hit: 2, decided: { approved: 0, rejected: 1, escalated: 0, undecided: 1 } },
    changes: [{ from: 'allow', to: 'review', count: 2 }],
  });

  const added = await stand.post(path, { words }, 'admin');
  expect([added.status, added.body.version]).toEqual([201, 1]);
  const [{ id }] = added.body.words;
  await until('workers go by it', async () => (await verdictOn('You grumblewort')).action === 'review');
  const verdict = await verdictOn('You grumbl3worts');
  expect(verdict.findings).toMatchObject([
    {
      rule: 'profanity/site',
      severity: 'severe',
      span: { start: 4, end: 16 },
      note: expect.stringContaining(id),
    },
  ]);
  expect(verdict.outcomes[0].version).toMatch(/\+words\.1$/);

  const file = await stand.get(`${path}/export`, 'moderate');
  expect((await stand.delete(`${path}/${id}`)).status).toBe(204);
  await until(
    'workers go by the older list',
    async () => (await verdictOn('You grumblewort')).action === 'allow',
  );
  const back = await stand.send(`${path}/import?mode=replace`, file.text, 'text/csv', 'admin');
  expect([back.status, back.body]).toEqual([
    200,
    { site: 'herald', version: 3, added: 1, removed: 0, count: 1 },
  ]);
  const { versions } = (await stand.get(`${path}/versions`)).body;
  expect(versions.map(({ version }: { version: number }) => version)).toEqual([3, 2, 1]);
  const restored = await stand.post(`${path}/restore`, { version: 2 }, 'admin');
  expect(restored.body).toMatchObject({ version: 4, removed: 1, count: 0 });
}, 30_000);

test('of changes at the same time none is lost', async () => {
  const site = '/v1/sites/gazette/words';
  const add = (phrase: string) => stand.post(site, { words: [{ list: 'deny', phrase }] }, 'admin');
  const answers = await Promise.all([add('wortone'), add('worttwo'), add('wortthree')]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  const { body } = await stand.get(site);
  expect([body.version, body.words.length]).toEqual([3, 3]);
});
