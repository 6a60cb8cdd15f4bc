// Times HTTP intake to stored verdict, and raw BullMQ with one job a comment, turn by turn on one real Redis, on the
// texts that its parent sends. Plain JavaScript, run by Node alone: see measure-checks.mjs.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { startPrivateRedis } from '../../dist/src/redis/resolve.js';
import { createRedisStore } from '../../dist/src/store/redis-store.js';

const key = 'bench-key-0123456789abcdef';
const program = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

process.once('message', async ({ texts, rounds }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'decorum-bench-'));
  const redis = await startPrivateRedis({ dataDir });
  const stop = [() => redis.stop()];
  try {
    const reader = new Redis(redis.url, { maxRetriesPerRequest: null });
    stop.unshift(async () => reader.disconnect());
    // A rewrite of the append-only file takes a core for seconds, and would fall on whichever side is running.
    await reader.config('SET', 'auto-aof-rewrite-percentage', '0');
    const store = createRedisStore({ redis: reader });
    const port = await freePort();
    const decorum = await startDecorum(port, redis.url, dataDir);
    stop.unshift(() => ended(decorum));
    const raw = await startRaw(redis.url);
    stop.unshift(raw.stop);

    const rates = { raw: [], batches: [], singles: [] };
    for (let round = 0; round <= rounds; round++) {
      const few = texts.slice(0, texts.length / 4);
      const rawRate = await rate(texts.length, () => raw.run(texts));
      const batchRate = await rate(texts.length, () => decorumRun(store, port, texts, `b${round}`, 100));
      const singleRate = await rate(few.length, () => decorumRun(store, port, few, `s${round}`, 1));
      if (round === 0) continue; // warming up
      rates.raw.push(rawRate);
      rates.batches.push(batchRate);
      rates.singles.push(singleRate);
    }
    process.send(rates);
  } finally {
    for (const end of stop) await end();
    rmSync(dataDir, { recursive: true, force: true });
    process.disconnect();
  }
});

/** Operations a second. */
async function rate(count, work) {
  const started = performance.now();
  await work();
  return (count * 1000) / (performance.now() - started);
}

/** As `npm start` runs it: API and worker processes. */
async function startDecorum(port, redisUrl, dataDir) {
  const env = {
    ...process.env,
    PORT: String(port),
    REDIS_URL: redisUrl,
    DATA_DIR: dataDir,
    DECORUM_ADMIN_KEY: key,
    LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, ['--max-semi-space-size=64', program, 'start'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const until = Date.now() + 20_000;
  while (!(await isReady(port))) {
    if (Date.now() > until || child.exitCode !== null) throw new Error('Decorum did not start');
    await soon();
  }
  return child;
}

const isReady = (port) =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Posts all, then waits until no comment is without a verdict. */
async function decorumRun(store, port, texts, run, perRequest) {
  const connections = perRequest === 1 ? 64 : 8;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const path = perRequest === 1 ? '/v1/comments' : '/v1/comments/batch';
  let at = 0;
  const client = async () => {
    while (at < texts.length) {
      const from = at;
      at += perRequest;
      const items = texts.slice(from, at).map((text, k) => ({ id: `${run}-${from + k}`, text }));
      const status = await post(agent, port, path, JSON.stringify(perRequest === 1 ? items[0] : items));
      if (status !== 202) throw new Error(`intake answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  while ((await store.counts()).unjudged > 0) await soon();
  agent.destroy();
}

function post(agent, port, path, body) {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    authorization: `Bearer ${key}`,
  };
  return new Promise((resolve, reject) => {
    request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    })
      .on('error', reject)
      .end(body);
  });
}

/** One worker process that does nothing; one job a comment, 100 in flight, until the queue is empty. */
async function startRaw(redisUrl) {
  const child = fork(new URL('noop-worker.mjs', import.meta.url), {
    env: { ...process.env, REDIS_URL: redisUrl },
  });
  await once(child, 'message');
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue('noop', { connection, prefix: '{raw}' });
  return {
    async run(texts) {
      let at = 0;
      const add = async () => {
        while (at < texts.length)
          await queue.add('comment', { text: texts[at++] }, { removeOnComplete: true, removeOnFail: true });
      };
      await Promise.all(Array.from({ length: 100 }, add));
      for (;;) {
        const { waiting = 0, active = 0 } = await queue.getJobCounts('waiting', 'active');
        if (waiting + active === 0) break;
        await soon();
      }
    },
    async stop() {
      await queue.close();
      await connection.quit();
      await ended(child);
    },
  };
}

async function ended(child) {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
