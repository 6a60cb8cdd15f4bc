import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, jest, test } from '@jest/globals';

jest.setTimeout(60_000);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dataDir = mkdtempSync(join(tmpdir(), 'decorum-start-'));
const running = new Set<ChildProcess>();

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

interface Started {
  /** The printed request, taken apart. */
  readonly url: string;
  readonly key: string;
  readonly body: string;
  said(): string;
  /** Ctrl-C; resolves with the exit code. */
  interrupt(): Promise<number | null>;
}

/** `decorum start` as an operator runs it, on the test Redis, until it has printed what to paste. */
async function start(args: string[] = ['start'], env: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, [join(root, 'dist', 'src', 'main.js'), ...args], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATA_DIR: dataDir,
      REDIS_URL: process.env.DECORUM_TEST_REDIS,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      said += data;
      if (said.includes('Stop with Ctrl-C')) resolve();
    });
    child.once('exit', () => reject(new Error(`ended early: ${said}`)));
  });
  const printed = /curl -s (\S+) -H "Authorization: Bearer ([^"]+)" -H '[^']+' -d '([^']+)'/.exec(said);
  return {
    url: printed?.[1] ?? '',
    key: printed?.[2] ?? '',
    body: printed?.[3] ?? '',
    said: () => said,
    async interrupt() {
      const exit = once(child, 'exit');
      child.kill('SIGINT');
      const [code] = await exit;
      running.delete(child);
      return code;
    },
  };
}

async function verdictOf(url: string, key: string): Promise<unknown> {
  for (;;) {
    const answer = await fetch(`${url}/hello-1`, { headers: { authorization: `Bearer ${key}` } });
    const { verdict } = (await answer.json()) as { verdict?: { action: string } };
    if (verdict) return verdict.action;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('what start prints works: the comment is accepted and gets a verdict; the next start finds it', async () => {
  const first = await start();
  const sent = await fetch(first.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${first.key}`, 'content-type': 'application/json' },
    body: first.body,
  });
  expect(sent.status).toBe(202);
  expect(await verdictOf(first.url, first.key)).toBe('review');
  expect(statSync(join(dataDir, 'admin.key')).mode & 0o777).toBe(0o600);
  expect(first.said()).not.toMatch(/animals[^"]*"msg"/);
  expect(await first.interrupt()).toBe(0);
  expect(first.said()).toContain('Nothing is lost');

  const second = await start();
  expect(second.key).toBe(`$(cat '${join(dataDir, 'admin.key')}')`);
  expect(second.said()).not.toContain(first.key);
  expect(await verdictOf(second.url, first.key)).toBe('review');
  expect(await second.interrupt()).toBe(0);
});

test('a key of the environment has every scope and is not printed', async () => {
  const key = 'environment-key-0123456789';
  const folder = join(dataDir, 'other');
  const started = await start(['start', 'api'], { DECORUM_ADMIN_KEY: key, DATA_DIR: folder });
  expect(started.key).toBe('$DECORUM_ADMIN_KEY');
  const authorization = `Bearer ${key}`;
  const review = new URL('/v1/review', started.url);
  expect((await fetch(review, { headers: { authorization } })).status).toBe(200);
  expect((await fetch(review, { headers: { authorization: `${authorization}x` } })).status).toBe(401);
  expect(existsSync(join(folder, 'admin.key'))).toBe(false);
  expect(started.said()).not.toContain(key);
  expect(await started.interrupt()).toBe(0);
});

test('several API processes answer on one port, comments:analyze among it', async () => {
  const key = 'environment-key-0123456789';
  const started = await start(['start', 'api'], { DECORUM_ADMIN_KEY: key, API_PROCESSES: '2' });
  const url = new URL(`/v1alpha1/comments:analyze?key=${key}`, started.url);
  const body = JSON.stringify({ comment: { text: 'You idiot.' }, requestedAttributes: { INSULT: {} } });
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const answer = await fetch(url, { method: 'POST', headers: { connection: 'close' }, body });
      return [answer.status, await answer.text()];
    }),
  );
  expect(new Set(answers.map(String)).size).toBe(1);
  expect(answers[0]![0]).toBe(200);
  expect(await started.interrupt()).toBe(0);
  expect(started.said()).not.toContain(key);
});

test.each([
  ['a Redis that is not there', { REDIS_URL: 'redis://:hidden@127.0.0.1:1' }, /127\.0\.0\.1:1/],
  ['a bad variable', { PORT: 'eighty' }, /environment variable PORT/],
  ['a policy that is none', { POLICY_FILE: fileURLToPath(import.meta.url) }, /start\.test\.ts: /],
])('%s ends the start with a clear word, no stack and code 1', async (_name, env, reason) => {
  const child = spawn(process.execPath, [join(root, 'dist', 'src', 'main.js'), 'start'], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATA_DIR: dataDir,
      REDIS_URL: process.env.DECORUM_TEST_REDIS,
      ...env,
    },
  });
  running.add(child);
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const [code] = await once(child, 'exit');
  running.delete(child);
  expect(code).toBe(1);
  expect(said).toMatch(reason);
  expect(said).not.toMatch(/hidden|\n\s+at /);
});
