import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { createApp } from '../../src/api/app.js';
import { type Listening, listen } from '../../src/api/server.js';
import { readConfig } from '../../src/config.js';
import { type Context, createContext } from '../../src/context.js';
import { statusOf } from '../../src/domain/case.js';
import type { Role } from '../../src/domain/user.js';
import { createLogger } from '../../src/logger.js';
import { until } from '../../src/queue/testing/until.js';
import { startPlainRedis } from '../../src/redis/testing/plain-redis.js';
import { hashPassword } from '../../src/users/password.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
];
export const password = 'correct horse battery';

/** Redis, a worker process, the API with the built page, and Chromium: everything as it is in earnest. */
export async function startStack() {
  if (!existsSync(executablePath))
    throw new Error(
      `No Chromium at ${executablePath}. Install it (Debian, Ubuntu: apt-get install chromium) or set CHROMIUM_PATH.`,
    );
  const plain = await startPlainRedis(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']);
  const config = { ...readConfig(), redisUrl: plain.url };
  const worker: ChildProcess = fork(fileURLToPath(new URL('../../dist/workers/main.js', import.meta.url)), {
    env: { PATH: process.env.PATH, REDIS_URL: plain.url, LOG_LEVEL: 'silent' },
    execArgv: [],
  });
  await once(worker, 'message');
  const context: Context = createContext(config, createLogger({ level: 'silent' }), plain.url, 'api');
  await context.start();
  let port = 0;
  const serve = (): Promise<Listening> =>
    listen(
      createApp({ ...context, pageFolder: fileURLToPath(new URL('../../dist/src/ui', import.meta.url)) }),
      { host: '127.0.0.1', port },
    );
  let server = await serve();
  port = Number(new URL(server.url).port);
  const hash = await hashPassword(password);
  for (const [name, role] of [
    ['mia', 'moderator'],
    ['jon', 'moderator'],
    ['lea', 'lead'],
  ] as const satisfies readonly (readonly [string, Role])[])
    await context.users.add({ name, role, createdAt: new Date().toISOString() }, hash);
  const { key } = await context.keys.create('newsroom', ['admin']);
  const browser: Browser = await chromium.launch({ executablePath, args: flags });
  const complaints: string[] = [];

  /** A browser of its own, signed in. */
  async function seat(name: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const seated: BrowserContext = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    const page = await seated.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of (?:401|403|409|503)|ERR_CONNECTION/.test(message.text()))
        complaints.push(message.text());
    });
    await page.goto(`${server.url}/review`);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Review queue' }).waitFor({ state: 'attached' });
    return page;
  }

  async function post(comments: readonly object[]): Promise<void> {
    const response = await fetch(`${server.url}/v1/comments/batch`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: JSON.stringify(comments),
    });
    if (!response.ok) throw new Error(`the intake answered ${response.status}`);
    await until('all are judged', async () => (await context.store.counts()).unjudged === 0);
  }

  /** What the reader says against a rejection, as the publisher passes it on. */
  async function appeal(id: string, text: string): Promise<void> {
    const response = await fetch(`${server.url}/v1/comments/${id}/appeal`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: JSON.stringify({ text }),
    });
    if (!response.ok) throw new Error(`the appeal was answered ${response.status}`);
  }

  async function status(id: string): Promise<string | undefined> {
    const [found] = await context.store.get([id]);
    return found && statusOf(found);
  }

  /** A week of comments on two stories, judged as in earnest, three in four of those held decided by two people. */
  async function history(site: string): Promise<void> {
    const texts = [
      'Hope they catch the animals',
      'Animal thugs!',
      'Damn they should be dead!',
      'You are an idiot and a liar.',
      'What a load of bullshit.',
      'They are vermin, the lot of them.',
      'A fair summary, thank you.',
      'The council does this every single year.',
      'Where can I read the report itself?',
    ];
    const now = Date.now();
    for (let at = 0; at < 360; at++) {
      const id = `h${at}`;
      // Half of them in the last hour, on one story: it surges.
      const ago = at < 180 ? (at * 3_500_000) / 180 : 3_600_000 + ((at - 180) * 6.5 * 86_400_000) / 180;
      const article = { id: at < 120 ? 'carjacking' : at % 2 === 0 ? 'transit-fares' : 'carjacking' };
      const text = `${texts[at % texts.length]!} ${at}`;
      await context.store.add(
        [{ id, text, site, author: `r${at % 40}`, article }],
        new Date(now - ago).toISOString(),
      );
      const [found] = await context.store.get([id]);
      await context.store.recordVerdicts([await context.pipeline.moderate(found!.comment)]);
      const [judged] = await context.store.get([id]);
      if (judged!.verdict!.action === 'allow' || at % 4 === 3) continue;
      const ruling = at % 9 === 4 || at % 9 === 2 ? 'approve' : 'reject';
      await context.store.recordDecision({
        id: `d-${id}`,
        commentId: id,
        revision: 1,
        ruling,
        ...(ruling === 'reject' && { reason: 'DEHUMANIZING' }),
        moderator: at % 2 === 0 ? 'mia' : 'jon',
        decidedAt: new Date(Math.min(now, now - ago + 60_000 + (at % 7) * 90_000)).toISOString(),
      });
    }
  }

  return {
    context,
    history,
    appeal,
    status,
    complaints,
    seat,
    post,
    url: () => server.url,
    async restartApi() {
      await server.close(0);
      server = await serve();
    },
    stopApi: () => server.close(0),
    async startApi() {
      server = await serve();
    },
    async empty() {
      const redis = new Redis(plain.url);
      const keep = /:(?:users|api-keys)$/;
      for (const name of await redis.keys('*'))
        if (!keep.test(name) && !name.startsWith('bull') && name.includes(':')) {
          if (
            /:(?:case|events|claim|queue|queue-time|queue-score|alike|newest|unjudged|operation|policies|author|views|newest|quota|audit|words|second|review-first)/.test(
              name,
            )
          )
            await redis.del(name);
        }
      redis.disconnect();
    },
    async close() {
      await browser.close();
      await server.close(0);
      worker.kill('SIGTERM');
      await once(worker, 'exit');
      await context.close();
      await plain.stop();
    },
  };
}
export type Stack = Awaited<ReturnType<typeof startStack>>;
