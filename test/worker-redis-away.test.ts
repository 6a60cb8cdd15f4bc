import { afterEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import { until } from '../src/queue/testing/until.js';
import { type PlainRedis, startPlainRedis } from '../src/redis/testing/servers.js';
import { createRedisStore } from '../src/store/redis-store.js';
import { type RunningWorkers, startWorkers } from '../workers/start.js';
import { memoryLog, scripted, submission } from './worker-parts.js';

let server: PlainRedis | undefined;
let workers: RunningWorkers | undefined;
const connections: Redis[] = [];

afterEach(async () => {
  await workers?.close();
  for (const connection of connections) connection.disconnect();
  await server?.stop();
}, 40_000);

test('Redis dies and comes back: workers and waiting requests go on, no comment is lost', async () => {
  server = await startPlainRedis(['--appendonly', 'yes']);
  const { port } = server;
  const patient = () => connected(port, { maxRetriesPerRequest: null });
  const impatient = () => connected(port, { maxRetriesPerRequest: 1, enableOfflineQueue: false });
  const [workerStore, store] = [
    createRedisStore({ redis: patient() }),
    createRedisStore({ redis: patient() }),
  ];
  const queue = createBullmqQueue({ connection: impatient() });
  const workerQueue = createBullmqQueue({ connection: patient() });
  workers = await startWorkers({
    connect: patient,
    store: workerStore,
    queue: workerQueue,
    pipeline: scripted(),
    logger: memoryLog(),
  });
  const accept = async (id: string) => {
    await store.add([submission(id)], new Date().toISOString());
    return queue.enqueueAndWait(id, 10_000);
  };
  expect(await accept('before')).toBe(true);
  await store.add([submission('in between')], new Date().toISOString());
  await queue.enqueue(['in between']);

  await server.kill();
  await until('it is noticed', () =>
    queue.enqueue(['x']).then(
      () => false,
      ({ code }) => code === 'unavailable',
    ),
  );
  await server.restart();
  await until('it takes jobs again', () =>
    queue
      .depth()
      .then(() => true)
      .catch(() => false),
  );
  expect(await accept('after')).toBe(true);
  await until('all judged', async () => (await store.counts()).unjudged === 0);
  await queue.close();
  await workerQueue.close();
}, 60_000);

function connected(port: number, options: object): Redis {
  const connection = new Redis(port, '127.0.0.1', options);
  connection.on('error', () => {});
  connections.push(connection);
  return connection;
}
