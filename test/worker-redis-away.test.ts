import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import { until } from '../src/queue/testing/until.js';
import { createRedisStore } from '../src/store/redis-store.js';
import { type RunningWorkers, startWorkers } from '../workers/start.js';
import { memoryLog, scripted, submission } from './worker-parts.js';

const folder = mkdtempSync(join(tmpdir(), 'decorum-away-'));
let server: ChildProcess | undefined;
let workers: RunningWorkers | undefined;
const connections: Redis[] = [];

afterEach(async () => {
  await workers?.close();
  for (const connection of connections) connection.disconnect();
  await stopRedis();
  rmSync(folder, { recursive: true, force: true });
}, 40_000);

test('Redis dies and comes back: workers and waiting requests go on, no comment is lost', async () => {
  const port = await freePort();
  startRedis(port);
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

  await stopRedis();
  await until('it is noticed', () =>
    queue.enqueue(['x']).then(
      () => false,
      ({ code }) => code === 'unavailable',
    ),
  );
  startRedis(port);
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

function startRedis(port: number): void {
  const options = [
    '--port',
    `${port}`,
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'yes',
  ];
  server = spawn('redis-server', options, { stdio: 'ignore' });
}

async function stopRedis(): Promise<void> {
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
