import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadServer } from '../download.js';
import { knock } from '../knock.js';
import { until } from '../processes.js';
import { runCommand } from '../run-command.js';
import { programInFolder, programOnPath, type ServerProgram } from '../server-program.js';

// Without Jest, so that scripts can use it too; tests take it from servers.ts, which cleans up after them.

/** Where the tests' set-up keeps a fetched program (test/setup/start-redis.mjs). */
export const programFolder = fileURLToPath(
  new URL('../../../node_modules/.cache/decorum/redis-server', import.meta.url),
);

/** A Redis as an operator may run it, without a password, and what may befall it. */
export interface PlainRedis {
  readonly port: number;
  readonly url: string;
  readonly pid: number;
  /** Takes connections and answers nothing (SIGSTOP), until `resume`. */
  hang(): void;
  resume(): void;
  /** Ends at once (kill -9); its folder stays. */
  kill(): Promise<void>;
  /** Starts again after `kill`, on the same port and folder. */
  restart(): Promise<void>;
  /** Ends at once and removes its folder. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
/** Ends every one that runs, whatever state it is in. */
export function killPlainRedis(): void {
  for (const child of running) child.kill('SIGKILL');
}

/**
 * Starts a Redis on loopback, with the settings given, and waits until it answers.
 *
 * @param settings as on redis-server's command line
 * @param atPort default: a free one
 */
export async function startPlainRedis(settings: readonly string[], atPort?: number): Promise<PlainRedis> {
  const { command, env } = await findProgram();
  const dir = mkdtempSync(join(tmpdir(), 'decorum-test-plain-'));
  const port = atPort ?? (await freePort());
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', ...settings];
  let child: ChildProcess;
  let gone: Promise<unknown>;

  async function start(): Promise<void> {
    const started = spawn(command, args, { stdio: 'ignore', ...(env && { env }) });
    running.add(started);
    child = started;
    gone = new Promise((resolve) => started.once('exit', resolve)).then(() => running.delete(started));
    if (!(await until(async () => (await knock(port, 200)) !== 'none', 5000)))
      throw new Error('no test Redis');
  }
  async function kill(): Promise<void> {
    child.kill('SIGKILL');
    await gone;
  }
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return child.pid!;
    },
    hang: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    kill,
    restart: start,
    async stop() {
      await kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** On PATH, else fetched by the tests' set-up, else fetched now. */
async function findProgram(): Promise<ServerProgram> {
  const search = { runCommand };
  const found =
    (await programOnPath(search)) ??
    (await programInFolder(programFolder, search)) ??
    (await downloadServer({
      ...search,
      folder: programFolder,
      say: (line) => void process.stderr.write(`${line}\n`),
      limitMs: 60_000,
    }));
  if (typeof found === 'string') throw new Error(`no redis-server: ${found}`);
  return found;
}

/** A port on which nothing listens, as far as one can tell. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
