import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createStand, type Stand } from '../src/api/testing/stand.js';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import { until } from '../src/queue/testing/until.js';
import { connectForIntake, connectForWorkers } from '../src/redis/connect.js';
// Not by servers.js: what it does after all tests comes before ours, and would take the Redis from running workers.
import { type PlainRedis, startPlainRedis } from '../src/redis/testing/plain-redis.js';
import { createRedisKeyStore } from '../src/store/redis-key-store.js';
import { createRedisStore } from '../src/store/redis-store.js';
import { type RunningWorkers, startWorkers } from '../workers/start.js';
import { memoryLog } from './worker-parts.js';

/** The API as it is served: Redis store, BullMQ queues, workers; the Redis is this test's own, to be stopped at will. */
const connections: Redis[] = [];
const keep = (redis: Redis): Redis => {
  connections.push(redis);
  return redis;
};
let server: PlainRedis;
let workers: RunningWorkers;
let stand: Stand;
const closing: { close(): Promise<void> }[] = [];

const ready = async () => (await stand.get('/health/ready')).status === 200;

beforeAll(async () => {
  server = await startPlainRedis(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']);
  const { url } = server;
  const intake = keep(connectForIntake(url));
  const queue = createBullmqQueue({ connection: keep(connectForIntake(url)) });
  const workerQueue = createBullmqQueue({ connection: keep(connectForWorkers(url)) });
  closing.push(queue, workerQueue);
  await until('Redis is there', () => intake.status === 'ready');
  stand = await createStand({
    storeAs: () => createRedisStore({ redis: intake }),
    keyStore: createRedisKeyStore({ redis: intake }),
    queue,
  });
  workers = await startWorkers({
    connect: () => keep(connectForWorkers(url)),
    store: createRedisStore({ redis: keep(connectForWorkers(url)) }),
    queue: workerQueue,
    pipeline: stand.pipeline,
    logger: memoryLog(),
  });
  await until('the API is ready', ready);
}, 30_000);

afterAll(async () => {
  try {
    server.resume();
    await workers?.close();
    for (const one of closing) await one.close();
    for (const connection of connections) connection.disconnect();
  } finally {
    await server.stop();
  }
}, 40_000);

const ids = (body: { cases: { id: string }[] }) => body.cases.map(({ id }) => id);

test('a comment goes in, a verdict comes out, a moderator decides', async () => {
  const { status, body } = await stand.post('/v1/comments?wait=5000', {
    id: 'a:1/ж',
    text: 'They are vermin.',
  });
  expect([status, body.verdict?.action]).toEqual([200, 'review']);
  expect(ids((await stand.get('/v1/review')).body)).toEqual(['a:1/ж']);
  const review = body.links.history;
  expect((await stand.post(`${review}/claim`, undefined, 'moderate')).status).toBe(200);
  expect((await stand.post(`${review}/decisions`, { ruling: 'approve' }, 'other')).body.code).toBe('claimed');
  const decision = { ruling: 'reject', reason: 'DEHUMANIZING' };
  expect((await stand.post(`${review}/decisions`, decision, 'moderate')).status).toBe(201);
  expect((await stand.post(`${review}/decisions`, decision, 'moderate')).status).toBe(200);
  expect((await stand.get('/v1/review')).body.total).toBe(0);
  const found = (await stand.get(review)).body;
  expect(found.status).toBe('rejected');
  expect(found.history.map(({ type }: { type: string }) => type)).toEqual([
    'submitted',
    'judged',
    'claimed',
    'decided',
  ]);
  expect((await stand.delete(body.links.self)).status).toBe(204);
  expect((await stand.get(body.links.self)).status).toBe(404);
});

test('a batch is judged, and the review queue comes in pages', async () => {
  const batch = Array.from({ length: 250 }, (_, index) => ({
    id: `${index}`,
    text: `vermin ${index}`,
    site: 'b',
  }));
  const send = () => stand.post('/v1/comments/batch', batch).set('Idempotency-Key', 'batch');
  expect((await send()).body).toMatchObject({ accepted: 250, refused: 0 });
  await until('all are judged', async () => (await stand.get('/v1/review?site=b')).body.total === 250);
  expect((await send()).body.results[7]).toMatchObject({ id: '7', result: 'repeated', status: 'in_review' });
  const seen: string[] = [];
  for (let path = '/v1/review?site=b&limit=100&attribute=DEHUMANIZATION'; path; ) {
    const { body } = await stand.get(path);
    seen.push(...ids(body));
    path = body.links.next;
  }
  expect(seen.sort()).toEqual(batch.map(({ id }) => id).sort());
});

test.each([
  ['hangs', () => server.hang(), () => server.resume()],
  ['is killed', () => server.kill(), () => server.restart()],
])(
  'when Redis %s, requests are 503 within a second; when it is back, what was accepted is there and judged',
  async (name, stop, resume) => {
    const id = `accepted before it ${name}`;
    expect((await stand.post('/v1/comments', { id, text: 'x' })).status).toBe(202);
    await stop();
    for (const [path, body] of [
      ['/v1/comments', { id: 'during', text: 'x' }],
      ['/v1/comments?wait=5000', { id: 'during', text: 'x' }],
      ['/v1/comments/batch', [{ id: 'during', text: 'x' }]],
    ] as const) {
      const started = performance.now();
      const answer = await stand.post(path, body);
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
      expect(performance.now() - started).toBeLessThan(1500); // 800 ms by the clock of a quiet machine
    }
    await resume();
    await until('the API is ready', ready);
    await until('it is judged', async () => {
      const { status, body } = await stand.get(`/v1/comments/${encodeURIComponent(id)}`);
      return status === 200 && body.verdict !== undefined;
    });
    expect((await stand.post('/v1/comments?wait=5000', { id: 'during', text: 'x' })).status).toBe(200);
  },
  40_000,
);
