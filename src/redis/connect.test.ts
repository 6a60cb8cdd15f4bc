import { expect, test } from '@jest/globals';
import { closeConnection, connectForIntake, connectForWorkers } from './connect.js';
import { freePort, startPlainRedis } from './testing/servers.js';

test.each([
  ['intake', connectForIntake],
  ['workers', connectForWorkers],
])(
  'for %s: may be used before it is connected, and closes with what is under way done',
  async (_, connect) => {
    const server = await startPlainRedis([]);
    const redis = connect(`redis://127.0.0.1:${server.port}`);
    expect(await redis.set('k', 'v')).toBe('OK');
    const last = redis.get('k');
    await closeConnection(redis);
    expect(await last).toBe('v');
    expect(redis.status).toBe('end');
    await closeConnection(redis);
    await server.stop();
  },
);

test('for intake a command fails soon, for workers it waits until Redis is back', async () => {
  const port = await freePort();
  const troubles: string[] = [];
  const intake = connectForIntake(`redis://127.0.0.1:${port}`, (code) => troubles.push(code));
  const worker = connectForWorkers(`redis://127.0.0.1:${port}`);
  const waiting = worker.set('k', 'late');
  await expect(intake.set('k', 'v')).rejects.toThrow();
  expect(new Set(troubles)).toEqual(new Set(['ECONNREFUSED']));
  const server = await startPlainRedis([], port);
  expect(await waiting).toBe('OK');
  await Promise.all([closeConnection(intake), closeConnection(worker)]);
  await server.stop();
});

test('closing does not wait for a Redis that hangs', async () => {
  const server = await startPlainRedis([]);
  const redis = connectForWorkers(`redis://127.0.0.1:${server.port}`);
  await redis.ping();
  process.kill(server.pid, 'SIGSTOP');
  const started = performance.now();
  await closeConnection(redis, 100);
  expect(performance.now() - started).toBeLessThan(1500);
  process.kill(server.pid, 'SIGCONT');
  await server.stop();
});
