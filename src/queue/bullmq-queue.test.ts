import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { freePort, startPlainRedis } from '../redis/testing/servers.js';
import { createBullmqQueue } from './bullmq-queue.js';
import { type ModerationJob, queueNames } from './moderation-queue.js';
import { queueConformance } from './testing/queue-conformance.js';
import { until } from './testing/until.js';

const url = process.env.DECORUM_TEST_REDIS!;
const run = `test-queue-${process.pid}`;
const retries = { attempts: 2, delayMs: 10 };
let made = 0;

/** As requests connect: what cannot be done now fails now. */
const impatient = (to = url) => {
  const connection = new Redis(to, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 1000,
  });
  connection.on('error', () => {});
  return connection;
};

afterAll(async () => {
  const redis = new Redis(url);
  for (const key of await redis.keys(`${run}*`)) await redis.del(key);
  redis.disconnect();
});

queueConformance('the BullMQ queue', async (moderate) => {
  const prefix = `${run}-${made++}`;
  const connection = impatient();
  const patient = new Redis(url, { maxRetriesPerRequest: null });
  const queue = createBullmqQueue({ connection, prefix, retries });
  const workers = [queueNames.moderate, queueNames.urgent, queueNames.single].map(
    (name) =>
      new Worker<ModerationJob>(name, ({ data }) => moderate(data.ids), { connection: patient, prefix }),
  );
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  return {
    queue,
    close: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
      await queue.close();
      patient.disconnect();
      connection.disconnect();
    },
  };
});

describe('jobs in Redis', () => {
  test('they hold ids only, and of a failure no message but its own', async () => {
    const prefix = `${run}-${made++}`;
    const connection = impatient();
    const queue = createBullmqQueue({ connection, prefix, retries: { attempts: 1, delayMs: 1 } });
    await queue.enqueue(['a', 'b']);
    const patient = new Redis(url, { maxRetriesPerRequest: null });
    const worker = new Worker(
      queueNames.moderate,
      async () => {
        throw new Error('ModerationFailed');
      },
      { connection: patient, prefix },
    );
    await once(worker, 'failed');
    const [key] = await patient.keys(`${prefix}:moderate:b-*`);
    const job = await patient.hgetall(key!);
    expect(JSON.parse(job.data!)).toEqual({ ids: ['a', 'b'] });
    expect(job.stacktrace).toBe('[]');
    await worker.close();
    await queue.close();
    patient.disconnect();
    connection.disconnect();
  });

  test('a remote job waits once, and once more while one runs', async () => {
    const prefix = `${run}-${made++}`;
    const connection = impatient();
    const patient = new Redis(url, { maxRetriesPerRequest: null });
    const queue = createBullmqQueue({ connection, prefix });
    const seen: string[] = [];
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    await queue.enqueueRemote(['a', 'b']);
    await queue.enqueueRemote(['a', 'b']);
    const worker = new Worker<ModerationJob>(
      queueNames.remote,
      async ({ data }) => {
        seen.push(...data.ids);
        if (seen.length === 1) await gate;
      },
      { connection: patient, prefix },
    );
    await until('one runs', () => seen.length === 1);
    await queue.enqueueRemote(['a']);
    await queue.enqueueRemote(['a']);
    release();
    await until('all ran', () => seen.length >= 3);
    await worker.close();
    expect([...seen].sort()).toEqual(['a', 'a', 'b']);
    await queue.close();
    patient.disconnect();
    connection.disconnect();
  });
});

describe('Redis away', () => {
  const refusal = { name: 'DecorumError', code: 'unavailable' };
  const within1s = async (work: Promise<unknown>) => {
    const started = performance.now();
    await expect(work).rejects.toMatchObject(refusal);
    expect(performance.now() - started).toBeLessThan(1000);
  };

  test('from the start: every method rejects within a second, and works when Redis comes', async () => {
    const port = await freePort();
    const connection = impatient(`redis://127.0.0.1:${port}`);
    const queue = createBullmqQueue({ connection, prefix: run });
    await within1s(queue.enqueue(['a']));
    await within1s(queue.enqueueAndWait('a', 200));
    await within1s(queue.depth());
    await within1s(queue.oldestOutstanding());
    const server = await startPlainRedis([], port);
    try {
      await until('it takes jobs', () =>
        queue.enqueue(['a']).then(
          () => true,
          () => false,
        ),
      );
      expect((await queue.depth()).waiting).toBeGreaterThan(0);
      expect(await queue.enqueueAndWait('b', 50)).toBe(false);
    } finally {
      await queue.close();
      connection.disconnect();
      await server.stop();
    }
  });

  test.each(['a connection for requests', 'a connection that waits'])(
    'a Redis that takes the connection and says nothing: %s',
    async (kind) => {
      const { server, port } = await silence();
      const connection = kind.includes('requests')
        ? impatient(`redis://127.0.0.1:${port}`)
        : new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null });
      connection.on('error', () => {});
      const queue = createBullmqQueue({ connection, prefix: run });
      await within1s(queue.enqueue(['a']));
      await queue.close();
      connection.disconnect();
      server.close();
    },
  );
});

/** A server that answers nothing. */
async function silence(): Promise<{ server: { close(): void }; port: number }> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { server: { close }, port: (server.address() as { port: number }).port };
}
