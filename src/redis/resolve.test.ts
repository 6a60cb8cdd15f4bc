import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { RedisHandle } from './handle.js';
import { knock } from './knock.js';
import { isAlive, until } from './processes.js';
import { resolveRedis } from './resolve.js';
import { lockFile, readPid, readState, writeState } from './server-state.js';
import {
  freePort,
  programFolder,
  remove,
  startPlainRedis,
  startStranger,
  temporaryFolder,
} from './testing/servers.js';

const testUrl = process.env.DECORUM_TEST_REDIS!;
const testPort = Number(new URL(testUrl).port);

let dataDir: string;
let handles: RedisHandle[];
let said: string[];
beforeEach(() => {
  dataDir = temporaryFolder();
  handles = [];
  said = [];
});
afterEach(async () => {
  await Promise.all(handles.map((handle) => handle.stop()));
  remove(dataDir);
});

async function resolve(options: Partial<Parameters<typeof resolveRedis>[0]> = {}): Promise<RedisHandle> {
  const handle = await resolveRedis({
    dataDir,
    localPort: await freePort(),
    programFolder,
    say: (line) => said.push(line),
    ...options,
  });
  handles.push(handle);
  return handle;
}

async function using<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await work(redis);
  } finally {
    await redis.quit();
  }
}

const portOf = ({ url }: RedisHandle): number => Number(new URL(url).port);

/** The pid of a process that has ended. */
/** What any user of the machine may read of a process (Linux: /proc; elsewhere ps). */
const argumentsOf = (pid: number | undefined): string =>
  existsSync('/proc/self/cmdline')
    ? readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    : spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout;

const deadPid = () => spawnSync(process.execPath, ['--version']).pid;

describe('a given address', () => {
  test('is used, and described', async () => {
    const handle = await resolve({ url: testUrl });
    expect(handle).toMatchObject({
      url: testUrl,
      origin: 'url',
      durability: 'append-only file, fsync every second',
      warnings: [],
    });
    expect(handle.version).toMatch(/^(Valkey )?\d+\.\d+/);
    await handle.stop();
    expect(await knock(testPort, 500)).toBe('asks_password');
  });

  test('that is down fails with host and port, never with the password, and nothing else is tried', async () => {
    const port = await freePort();
    const failed = resolve({ url: `redis://user:hidden-word@127.0.0.1:${port}` });
    await expect(failed).rejects.toMatchObject({
      code: 'unavailable',
      message: `Redis at 127.0.0.1:${port} cannot be used: ECONNREFUSED`,
    });
    expect(readState(join(dataDir, 'redis'))).toBeUndefined();
  });

  test('that refuses the password fails and does not repeat it', async () => {
    const failed = resolve({ url: `redis://:hidden-word@127.0.0.1:${testPort}` });
    await expect(failed).rejects.toMatchObject({ code: 'unavailable' });
    await expect(failed).rejects.toThrow(/WRONGPASS/);
    await expect(failed).rejects.not.toThrow(/hidden-word/);
  });

  test('where something else listens fails within seconds', async () => {
    const stranger = await startStranger();
    await expect(resolve({ url: `redis://127.0.0.1:${stranger.port}` })).rejects.toMatchObject({
      code: 'unavailable',
    });
    stranger.stop();
  });

  test('that is none fails', async () => {
    await expect(resolve({ url: 'redis://127.0.0.1:notaport' })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});

describe("this machine's own Redis", () => {
  test('is used, with what should be changed about it', async () => {
    const plain = await startPlainRedis(['--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru']);
    const handle = await resolve({ localPort: plain.port });
    expect(handle).toMatchObject({
      url: `redis://127.0.0.1:${plain.port}`,
      origin: 'local',
      durability: 'no append-only file',
    });
    expect(handle.warnings).toEqual([
      expect.stringContaining('maxmemory-policy is allkeys-lru: set noeviction'),
      expect.stringContaining('append-only file is off'),
    ]);
    await handle.stop();
    expect(await knock(plain.port, 500)).toBe('ready');
    await plain.stop();
  });

  test('that asks for a password is left alone, and that is said', async () => {
    const handle = await resolve({ localPort: testPort });
    expect(handle.origin).toBe('private');
    expect(said.join('\n')).toContain(`127.0.0.1:${testPort} asks for a password`);
    expect(said.join('\n')).toContain('REDIS_URL');
  });

  test('that is a replica is left alone', async () => {
    const plain = await startPlainRedis(['--replicaof', '127.0.0.1', String(await freePort())]);
    expect((await resolve({ localPort: plain.port })).origin).toBe('private');
    expect(said.join('\n')).toContain('read-only replica');
    await plain.stop();
  });

  test.each([
    ['never answers', undefined],
    ['speaks HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['says something without end', '+'],
  ])('a stranger on its port that %s is no Redis, found out in 300 ms', async (_, reply) => {
    const stranger = await startStranger(reply);
    const started = performance.now();
    expect(await knock(stranger.port, 300)).toBe('none');
    expect(performance.now() - started).toBeLessThan(1500);
    stranger.stop();
  });
});

describe('a private Redis', () => {
  test('is durable, ours alone, and tells its password to nobody', async () => {
    const handle = await resolve();
    const dir = join(dataDir, 'redis');
    expect(handle).toMatchObject({
      origin: 'private',
      dir,
      durability: 'append-only file, fsync every second',
      warnings: [],
    });
    const { password } = new URL(handle.url);
    expect(password).toMatch(/^[0-9a-f]{64}$/);
    for (const file of ['decorum.json', 'redis.conf'])
      expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    const shown = argumentsOf(readPid(dir));
    expect(shown).toContain('redis-server');
    expect(shown).not.toContain(password);
    expect(await knock(portOf(handle), 500)).toBe('asks_password');
    const settings = await using(handle.url, (redis) => redis.config('GET', 'maxmemory-policy'));
    expect(settings).toEqual(['maxmemory-policy', 'noeviction']);
  });

  test('keeps its data from one start to the next', async () => {
    const yesterday = await resolve();
    await using(yesterday.url, (redis) => redis.set('{test}:k', 'yesterday'));
    await yesterday.stop();
    expect(await knock(portOf(yesterday), 500)).toBe('none');
    const today = await resolve();
    expect(await using(today.url, (redis) => redis.get('{test}:k'))).toBe('yesterday');
    expect(today.url).not.toBe(yesterday.url);
  });

  test('two starts at once share one server, which the last one to stop ends', async () => {
    const [one, two, three] = await Promise.all([resolve(), resolve(), resolve()]);
    expect(new Set([one.url, two.url, three.url]).size).toBe(1);
    const pid = readPid(one.dir!)!;
    await one.stop();
    await one.stop();
    await three.stop();
    expect(await using(two.url, (redis) => redis.ping())).toBe('PONG');
    await two.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('one whose process was killed is found again, and then stopped by who found it', async () => {
    const killed = await resolve();
    const state = readState(killed.dir!)!;
    writeState(killed.dir!, { ...state, users: [{ pid: deadPid(), token: 'killed' }] });
    await using(killed.url, (redis) => redis.set('{test}:k', 'kept'));
    const found = await resolve();
    expect(found.url).toBe(killed.url);
    const pid = readPid(found.dir!)!;
    await found.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('one that was killed itself is started anew on its data', async () => {
    const killed = await resolve();
    await using(killed.url, (redis) => redis.set('{test}:k', 'kept'));
    const pid = readPid(killed.dir!)!;
    process.kill(pid, 'SIGKILL');
    await until(() => !isAlive(pid), 5000);
    const anew = await resolve();
    expect(await using(anew.url, (redis) => redis.get('{test}:k'))).toBe('kept');
  });

  test('one that hangs is not joined by a second on the same files', async () => {
    const handle = await resolve();
    const pid = readPid(handle.dir!)!;
    process.kill(pid, 'SIGSTOP');
    await expect(resolve()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`process ${pid}`),
    });
    process.kill(pid, 'SIGCONT');
    expect((await resolve()).url).toBe(handle.url);
  });

  test('a pid file that names another program by now is no hindrance', async () => {
    const first = await resolve();
    await first.stop();
    writeFileSync(join(first.dir!, 'redis.pid'), `${process.pid}\n`);
    expect(await using((await resolve()).url, (redis) => redis.ping())).toBe('PONG');
  });

  test('a lock left by a start that died is taken over', async () => {
    const first = await resolve();
    await first.stop();
    writeFileSync(lockFile(first.dir!), `${deadPid()} gone`);
    expect((await resolve()).origin).toBe('private');
    expect(() => readFileSync(lockFile(first.dir!))).toThrow();
  });

  test('works in a folder with an odd name', async () => {
    const odd = join(dataDir, 'a "quoted" \\ folder # ü');
    const handle = await resolve({ dataDir: odd });
    expect(handle.dir).toBe(join(odd, 'redis'));
  });

  test('works in a folder named from here', async () => {
    const handle = await resolve({ dataDir: relative(process.cwd(), dataDir) });
    expect(handle.dir).toBe(join(dataDir, 'redis'));
  });

  test('whose program ends at once is given up, with the log to read', async () => {
    const bin = join(dataDir, 'bin');
    mkdirSync(bin);
    const script = '#!/bin/sh\n[ "$1" = --version ] && echo "Redis server v=7.0.15"\nexit 0\n';
    writeFileSync(join(bin, 'redis-server'), script, { mode: 0o755 });
    await expect(resolve({ env: { PATH: `${bin}:/bin:/usr/bin` } })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(join(dataDir, 'redis', 'redis.log')),
    });
  });
});
