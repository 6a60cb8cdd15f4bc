import { join, resolve } from 'node:path';
import { DecorumError } from '../domain/errors.js';
import { describeRedis } from './describe.js';
import { downloadServer } from './download.js';
import type { RedisHandle } from './handle.js';
import { knock } from './knock.js';
import { startPrivateServer } from './private-server.js';
import { type RunCommand, runCommand } from './run-command.js';
import { programInFolder, programOnPath, type ServerProgram } from './server-program.js';

export type { RedisHandle } from './handle.js';

export interface PrivateRedisOptions {
  /** Data go to `<dataDir>/redis`, a fetched program to `<dataDir>/redis-server`. */
  readonly dataDir: string;
  /** Whether a missing program may be fetched from the distribution (REDIS_AUTO). Default true. */
  readonly auto?: boolean;
  /** Hears what takes time or is not as usual. */
  readonly say?: (line: string) => void;
  /** Where a fetched program is kept instead. */
  readonly programFolder?: string;
  /** The environment in which programs are looked for and run; default: this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly runCommand?: RunCommand;
  /** Milliseconds that fetching may take. Default 60 s. */
  readonly downloadLimitMs?: number;
}

export interface ResolveOptions extends PrivateRedisOptions {
  /** The Redis to use, and no other (REDIS_URL). */
  readonly url?: string;
  /** Where this machine's Redis would be. Default 6379. */
  readonly localPort?: number;
}

/**
 * Finds a real Redis or starts one: the given address; else this machine's own; else a private server, by the
 * program on PATH or one fetched from the distribution. Never a stand-in that would accept comments and lose them.
 *
 * @throws DecorumError `unavailable`: the given address is down, or there is no way to a Redis; the message says
 * what to run
 */
export async function resolveRedis(options: ResolveOptions): Promise<RedisHandle> {
  if (options.url !== undefined) return useGiven(options.url);
  return (await useLocal(options)) ?? startPrivateRedis(options);
}

async function useGiven(url: string): Promise<RedisHandle> {
  return { ...(await describeRedis(url, 3000)), url, origin: 'url', stop: async () => {} };
}

/** The Redis on this machine's usual port, if it lets us in. */
async function useLocal({
  localPort = 6379,
  say = () => {},
}: ResolveOptions): Promise<RedisHandle | undefined> {
  const where = `127.0.0.1:${localPort}`;
  const answer = await knock(localPort, 300);
  if (answer === 'asks_password')
    say(
      `The Redis at ${where} asks for a password, so it is left alone: to use it, give its address as REDIS_URL.`,
    );
  if (answer === 'loading') say(`The Redis at ${where} reads its data …`);
  if (answer !== 'ready' && answer !== 'loading') return undefined;
  const url = `redis://${where}`;
  try {
    return { ...(await describeRedis(url, 3000)), url, origin: 'local', stop: async () => {} };
  } catch (error) {
    if (!(error instanceof DecorumError)) throw error;
    say(`${error.message}. It is left alone.`);
    return undefined;
  }
}

/** A Redis of our own, whatever else runs on this machine. */
export function startPrivateRedis(options: PrivateRedisOptions): Promise<RedisHandle> {
  const { dataDir, say = () => {} } = options;
  return startPrivateServer({ dir: join(dataDir, 'redis'), say, program: () => findProgram(options) });
}

async function findProgram(options: PrivateRedisOptions): Promise<ServerProgram> {
  const { dataDir, auto = true, say = () => {}, env, downloadLimitMs = 60_000 } = options;
  const folder = resolve(options.programFolder ?? join(dataDir, 'redis-server'));
  const search = { runCommand: options.runCommand ?? runCommand, ...(env && { env }) };
  const found = (await programOnPath(search)) ?? (await programInFolder(folder, search));
  if (found) return found;
  const fetched = auto
    ? await downloadServer({ ...search, folder, say, limitMs: downloadLimitMs })
    : 'REDIS_AUTO=0 forbids fetching it';
  if (typeof fetched !== 'string') return fetched;
  throw new DecorumError('unavailable', whatToRun(fetched));
}

const whatToRun = (why: string): string =>
  [
    `No Redis was found and none could be started (${why}). Do one of these, then start again:`,
    '  Debian, Ubuntu:  sudo apt-get install redis-server',
    '  macOS:           brew install redis',
    '  Docker:          docker compose up -d redis',
    '  elsewhere:       set REDIS_URL=redis://user:password@host:6379',
  ].join('\n');
