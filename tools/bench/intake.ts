import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { projectRoot } from '../../src/config.js';
import { startPrivateRedis } from '../../src/redis/resolve.js';
import type { CommentStore } from '../../src/store/comment-store.js';
import { createRedisStore } from '../../src/store/redis-store.js';
import { print, rate } from './report.js';
import { comments } from './texts.js';

const key = 'bench-key-0123456789abcdef';

/**
 * HTTP intake to stored verdict, beside raw BullMQ with one job a comment that does nothing. Both on the same
 * real Redis (append-only file, fsync every second), each with one worker process; the texts are the same.
 */
export async function intakeBench(count = 20_000, rounds = 3): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'decorum-bench-'));
  const redis = await startPrivateRedis({ dataDir });
  const stop: (() => Promise<unknown>)[] = [async () => redis.stop()];
  try {
    const port = await freePort();
    const decorum = await startDecorum(port, redis.url, dataDir);
    stop.unshift(() => ended(decorum));
    const raw = await startRaw(redis.url);
    stop.unshift(raw.stop);
    const reader = new Redis(redis.url, { maxRetriesPerRequest: null });
    stop.unshift(async () => reader.disconnect());
    // A rewrite of the append-only file takes a core for seconds, and would fall on whichever side is running.
    await reader.config('SET', 'auto-aof-rewrite-percentage', '0');
    const store = createRedisStore({ redis: reader });
    const texts = comments(count);
    const batches: number[] = [];
    const singles: number[] = [];
    const noop: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const size = round === 0 ? 2000 : count; // the first round only warms up
      const some = texts.slice(0, size);
      const rawRate = await rate(size, () => raw.run(some));
      const batchRate = await rate(size, () => decorumRun(store, port, some, `b${round}`, 100));
      const singleSize = size / 4;
      const singleRate = await rate(singleSize, () =>
        decorumRun(store, port, some.slice(0, singleSize), `s${round}`, 1),
      );
      if (round === 0) continue;
      noop.push(rawRate);
      batches.push(batchRate);
      singles.push(singleRate);
    }
    return print(
      `Intake: comments a second from HTTP to stored verdict, ${count} comments of about 300 characters a round`,
      noop,
      [
        ['raw BullMQ, one job a comment, no-op', noop],
        ['Decorum, 100 comments a request', batches],
        ['Decorum, 1 comment a request, 64 at a time', singles],
      ],
      { of: batches, floor: 1, name: 'Decorum / raw BullMQ' },
    );
  } finally {
    for (const end of stop) await end();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startDecorum(port: number, redisUrl: string, dataDir: string): Promise<ChildProcess> {
  const env = {
    ...process.env,
    PORT: String(port),
    REDIS_URL: redisUrl,
    DATA_DIR: dataDir,
    DECORUM_ADMIN_KEY: key,
    LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, [join(projectRoot, 'dist', 'src', 'main.js'), 'start'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const until = Date.now() + 20_000;
  while (!(await ready(port)))
    if (Date.now() > until || child.exitCode !== null) throw new Error('Decorum did not start');
  return child;
}

async function ready(port: number): Promise<boolean> {
  try {
    const { status } = await fetch(`http://127.0.0.1:${port}/health/ready`);
    return status === 200;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return false;
  }
}

/** Posts all, then waits until no comment is without a verdict. */
async function decorumRun(
  store: CommentStore,
  port: number,
  texts: readonly string[],
  run: string,
  perRequest: number,
): Promise<void> {
  const connections = perRequest === 1 ? 64 : 8;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  let at = 0;
  const worker = async (): Promise<void> => {
    while (at < texts.length) {
      const from = at;
      at += perRequest;
      const items = texts.slice(from, at).map((text, k) => ({ id: `${run}-${from + k}`, text }));
      const path = perRequest === 1 ? '/v1/comments' : '/v1/comments/batch';
      const status = await post(agent, port, path, JSON.stringify(perRequest === 1 ? items[0] : items));
      if (status !== 202) throw new Error(`intake answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  while ((await store.counts()).unjudged > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  agent.destroy();
}

function post(agent: Agent, port: number, path: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${key}`,
    };
    const sent = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function startRaw(redisUrl: string) {
  const child = fork(join(projectRoot, 'tools', 'bench', 'noop-worker.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, REDIS_URL: redisUrl },
  });
  await once(child, 'message');
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue('noop', { connection, prefix: '{raw}' });
  return {
    /** Adds one job a comment, 100 in flight, and waits until the queue is empty. */
    async run(texts: readonly string[]): Promise<void> {
      let at = 0;
      const add = async (): Promise<void> => {
        while (at < texts.length)
          await queue.add('comment', { text: texts[at++] }, { removeOnComplete: true, removeOnFail: true });
      };
      await Promise.all(Array.from({ length: 100 }, add));
      for (;;) {
        const { waiting, active } = (await queue.getJobCounts('waiting', 'active')) as {
          waiting: number;
          active: number;
        };
        if (waiting + active === 0) break;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    async stop(): Promise<void> {
      await queue.close();
      await connection.quit();
      await ended(child);
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
