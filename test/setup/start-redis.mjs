// A real Redis for the tests: its own process, port and folder, append-only file on. Never 6379.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(!socket.destroy() || true));
    socket.on('error', () => setTimeout(() => resolve(false), 20));
  });

export default async function start() {
  const dir = mkdtempSync(join(tmpdir(), 'decorum-test-redis-'));
  const port = await freePort();
  const args = [
    '--port',
    port,
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ];
  const server = spawn('redis-server', args.map(String), { stdio: 'ignore' });
  server.on('error', (error) => {
    throw error;
  });
  for (let tries = 0; tries < 200 && !(await answers(port)); tries++);
  process.env.DECORUM_TEST_REDIS = `redis://127.0.0.1:${port}`;
  globalThis.testRedis = { server, dir };
}
