import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from '@jest/globals';
import { knock } from '../knock.js';
import { until } from '../processes.js';
import { runCommand } from '../run-command.js';
import { programInFolder, programOnPath } from '../server-program.js';

/** Where the tests' set-up keeps a fetched program (test/setup/start-redis.mjs). */
export const programFolder = fileURLToPath(
  new URL('../../../node_modules/.cache/decorum/redis-server', import.meta.url),
);

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'decorum-test-resolve-'));
export const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });

const running = new Set<ChildProcess>();
// A test that fails before it stops its Redis must not leave it.
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** A Redis as an operator may run it: no password, with the settings given. */
export async function startPlainRedis(
  settings: readonly string[],
  atPort?: number,
): Promise<{ port: number; pid: number; stop(): Promise<void> }> {
  const program =
    (await programOnPath({ runCommand })) ?? (await programInFolder(programFolder, { runCommand }));
  const dir = temporaryFolder();
  const port = atPort ?? (await freePort());
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', ...settings];
  const child: ChildProcess = spawn(program!.command, args, {
    stdio: 'ignore',
    ...(program!.env && { env: program!.env }),
  });
  running.add(child);
  const gone = new Promise((resolve) => child.once('exit', resolve)).then(() => running.delete(child));
  if (!(await until(async () => (await knock(port, 200)) !== 'none', 5000))) throw new Error('no test Redis');
  return {
    port,
    pid: child.pid!,
    async stop() {
      child.kill('SIGKILL');
      await gone;
      remove(dir);
    },
  };
}

/** Something else that listens: answers every byte with `reply`, or never when there is none. */
export async function startStranger(reply?: string): Promise<{ port: number; stop(): void }> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => reply !== undefined && socket.write(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: portOf(server), stop: () => void server.close() };
}

/** A port on which nothing listens, as far as one can tell. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
