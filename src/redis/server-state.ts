import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './processes.js';

/** A process that uses the private server. */
export interface User {
  readonly pid: number;
  readonly token: string;
}

/** What the next start needs to know to find the server again. */
export interface ServerState {
  readonly port: number;
  readonly password: string;
  readonly users: readonly User[];
}

const stateFile = (dir: string) => join(dir, 'decorum.json');
/** Written by the server itself. */
const pidFile = (dir: string) => join(dir, 'redis.pid');
export const configFile = (dir: string) => join(dir, 'redis.conf');
export const logFile = (dir: string) => join(dir, 'redis.log');
export const lockFile = (dir: string) => join(dir, 'starting.lock');

export function readState(dir: string): ServerState | undefined {
  try {
    const state = JSON.parse(readFileSync(stateFile(dir), 'utf8')) as ServerState;
    return { ...state, users: state.users.filter(({ pid }) => isAlive(pid)) };
  } catch {
    return undefined;
  }
}

/** Written beside and moved into place, readable by us alone: it holds the password. */
export function writeState(dir: string, state: ServerState): void {
  const fresh = `${stateFile(dir)}.new`;
  writeFileSync(fresh, JSON.stringify(state), { mode: 0o600 });
  renameSync(fresh, stateFile(dir));
}

export function readPid(dir: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile(dir), 'utf8'));
    return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The private server's settings. The password stands here, not among the arguments, where `ps` shows it. Paths are
 * relative to the server's working folder, so that no character in a path needs escaping.
 */
export function writeConfig(dir: string, { port, password }: ServerState): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    'protected-mode yes',
    `requirepass ${password}`,
    'dir ./',
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'pidfile redis.pid',
    'logfile redis.log',
    'daemonize no',
  ];
  writeFileSync(configFile(dir), `${lines.join('\n')}\n`, { mode: 0o600 });
}
