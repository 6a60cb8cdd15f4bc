import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { DecorumError } from '../domain/errors.js';
import { describeRedis } from './describe.js';
import { locked } from './folder-lock.js';
import type { RedisHandle } from './handle.js';
import { knock } from './knock.js';
import { holds, isAlive, until } from './processes.js';
import type { ServerProgram } from './server-program.js';
import {
  configFile,
  lockFile,
  logFile,
  readPid,
  readState,
  type ServerState,
  writeConfig,
  writeState,
} from './server-state.js';

export interface PrivateServerOptions {
  /** The server's own folder: data, settings, log, who uses it. */
  readonly dir: string;
  /** Finds the program, when one must be started; throws where there is none. */
  readonly program: () => Promise<ServerProgram>;
  readonly say: (line: string) => void;
}

/** A start may have to fetch the program first (a minute), or read a large append-only file. */
const lockLimitMs = 120_000;
const loadLimitMs = 10 * 60_000;
const stopLimitMs = 30_000;
const pingMs = 500;

/**
 * Starts a Redis of our own, or finds the one that runs on this folder already (left by a process that was killed,
 * or used by another one). Never two on one folder. The last user's `stop` ends it; what is written stays.
 */
export async function startPrivateServer(options: PrivateServerOptions): Promise<RedisHandle> {
  const { say } = options;
  const dir = resolve(options.dir); // the server works in it, and would read a relative path from there
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const me = { pid: process.pid, token: randomUUID() };
  const state = await locked(lockFile(dir), lockLimitMs, async () => {
    const running = (await findRunning(dir, say)) ?? (await startOne({ ...options, dir }));
    const used = { ...running, users: [...running.users, me] };
    writeState(dir, used);
    return used;
  });
  const url = `redis://:${state.password}@127.0.0.1:${state.port}`;
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= locked(lockFile(dir), lockLimitMs, () => leave(dir, me.token));
    return stopped;
  };
  try {
    return { ...(await describeRedis(url, 5000)), url, origin: 'private', dir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The server that runs on this folder and answers to its password; refuses one that runs and does not answer. */
async function findRunning(dir: string, say: (line: string) => void): Promise<ServerState | undefined> {
  const state = readState(dir);
  if (!state) return undefined;
  const pid = readPid(dir);
  const ask = () => knock(state.port, pingMs, state.password);
  let answer = await ask();
  for (let tries = 0; answer === 'none' && holds(pid, dir) && tries < 4; tries++) answer = await ask();
  switch (answer) {
    case 'ready':
      return state;
    case 'loading':
      // It is alive: a second one on the same files would spoil them.
      say('Redis reads its data …');
      await untilLoaded(state);
      return state;
    case 'asks_password':
      return undefined; // ours has gone, and another Redis got its port
    case 'none':
      if (!holds(pid, dir)) return undefined;
      throw new DecorumError(
        'unavailable',
        `a Redis (process ${pid}) holds ${dir} and does not answer: stop it`,
      );
  }
}

async function untilLoaded({ port, password }: ServerState): Promise<void> {
  if (await until(async () => (await knock(port, pingMs, password)) === 'ready', loadLimitMs)) return;
  throw new DecorumError('unavailable', 'the private Redis has been loading its data for too long');
}

async function startOne({ dir, program, say }: PrivateServerOptions): Promise<ServerState> {
  const { command, env } = await program();
  // A free port may be taken between our look and the server's bind.
  for (let tries = 1; ; tries++) {
    const state = { port: await freePort(), password: randomBytes(32).toString('hex'), users: [] };
    writeConfig(dir, state);
    rmSync(`${dir}/redis.pid`, { force: true });
    writeState(dir, state);
    const child = spawn(command, [configFile(dir)], {
      cwd: dir,
      ...(env && { env: { ...env } }),
      stdio: 'ignore',
      // Ctrl-C in our terminal must not reach it: the workers still write.
      detached: true,
    });
    if (await becomesReady(child, state, say)) {
      child.unref();
      return state;
    }
    if (tries === 3) throw new DecorumError('unavailable', `redis-server ends at once: see ${logFile(dir)}`);
  }
}

/** False when the server ended instead. */
async function becomesReady(
  child: ChildProcess,
  { port, password }: ServerState,
  say: (line: string) => void,
): Promise<boolean> {
  let ended = false;
  child.once('error', () => {
    ended = true;
  });
  child.once('exit', () => {
    ended = true;
  });
  let ready = false;
  let told = false;
  const settled = await until(async () => {
    const answer = await knock(port, pingMs, password);
    if (answer === 'loading' && !told) say('Redis reads its data …');
    told ||= answer === 'loading';
    ready = answer === 'ready';
    return ended || ready;
  }, loadLimitMs);
  if (!settled) child.kill('SIGTERM');
  return ready && !ended;
}

/** Takes one user off the list; without users the server is ended and waited for. */
async function leave(dir: string, token: string): Promise<void> {
  const state = readState(dir);
  if (!state) return;
  const users = state.users.filter((user) => user.token !== token);
  writeState(dir, { ...state, users });
  const pid = readPid(dir);
  // By its pid only when it is ours: a pid may belong to another program by now.
  if (users.length > 0 || pid === undefined || (await knock(state.port, pingMs, state.password)) === 'none')
    return;
  process.kill(pid, 'SIGTERM');
  if (!(await until(() => !isAlive(pid), stopLimitMs)))
    throw new DecorumError('unavailable', `the private Redis (process ${pid}) does not stop`);
}

function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? done(address.port) : reject(new Error('no port')),
      );
    });
  });
}
