import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { killPlainRedis } from './plain-redis.js';

export { freePort, type PlainRedis, programFolder, startPlainRedis } from './plain-redis.js';

// A test that fails before it stops its Redis must not leave it.
afterAll(killPlainRedis);

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'decorum-test-resolve-'));
export const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Something else that listens: answers every byte with `reply`, or never when there is none. */
export async function startStranger(reply?: string): Promise<{ port: number; stop(): void }> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => reply !== undefined && socket.write(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: portOf(server), stop: () => void server.close() };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
