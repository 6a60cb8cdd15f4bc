import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import { until } from '../src/queue/testing/until.js';
import { type PlainRedis, startPlainRedis } from '../src/redis/testing/plain-redis.js';
import type { CommentStore } from '../src/store/comment-store.js';
import { createRedisStore } from '../src/store/redis-store.js';

/**
 * Shows what a killed worker costs: nothing. A private Redis, a real worker process, comments through store and queue,
 * kill -9 in the middle of the load, the rest of the comments, the worker again. Every accepted comment must have one
 * current verdict, and one `judged` event, within 30 s of the worker's return. Exits 1 otherwise.
 *
 * node tools/run.mjs test/worker-crash.ts [--comments 5000]
 */
const { values } = parseArgs({ options: { comments: { type: 'string', default: '5000' } } });
const total = Number(values.comments);
const perRequest = 100;
const allowedMs = 30_000;
const program = fileURLToPath(new URL('../dist/workers/main.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'decorum-crash-'));
const children: ChildProcess[] = [];
let server: PlainRedis | undefined;
const rows: [string, string | number][] = [];
const say = (what: string, value: string | number): void => void rows.push([what, value]);

try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  await Promise.all(children.map(end));
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
  const width = Math.max(...rows.map(([what]) => what.length));
  for (const [what, value] of rows) console.log(`${what.padEnd(width)}  ${value}`);
  console.log(process.exitCode === 0 ? 'PASSED' : 'FAILED');
}

async function run(): Promise<boolean> {
  const durable = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'];
  server = await startPlainRedis(durable);
  const { url } = server;
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  const store = createRedisStore({ redis });
  const queue = createBullmqQueue({ connection: redis });
  const ids = Array.from({ length: total }, (_, n) => `crash-${n}`);
  let accepted = 0;
  const accept = async (some: readonly string[]) => {
    for (let start = 0; start < some.length; start += perRequest) {
      const part = some.slice(start, start + perRequest);
      await store.add(
        part.map((id) => ({ id, text: wordsOf(id), site: 'crash' })),
        new Date().toISOString(),
      );
      await queue.enqueue(part);
      accepted += part.length;
    }
  };

  const first = await startWorker(url);
  const early = Math.floor(total * 0.8);
  const accepting = accept(ids.slice(0, early));
  await until(
    'a running batch in the middle of the load',
    async () => accepted - (await store.counts()).unjudged > total * 0.1 && (await queue.depth()).active > 0,
    60_000,
  );
  const killed = performance.now();
  first.kill('SIGKILL');
  await once(first, 'exit');
  await accepting;
  const left = await store.counts();
  const depth = await queue.depth();
  await accept(ids.slice(early)); // nobody works, and comments are accepted all the same
  say('comments accepted', total);
  say('judged when the worker was killed', early - left.unjudged);
  say('batches it held', depth.active);
  say('batches that waited', depth.waiting);

  const returned = performance.now();
  const second = await startWorker(url);
  const ready = performance.now();
  let notWithin = false;
  await until(
    'no comment without a verdict',
    async () => (await store.counts()).unjudged === 0,
    allowedMs,
  ).catch(() => {
    notWithin = true;
  });
  const judgedAll = performance.now();
  say('worker ready again after', seconds(ready - returned));
  say(
    'last verdict after the return',
    notWithin ? `not within ${seconds(allowedMs)}` : seconds(judgedAll - returned),
  );
  say('last verdict after the kill', seconds(judgedAll - killed));
  await until('no job left', async () => {
    const { waiting, active, delayed } = await queue.depth();
    return waiting + active + delayed === 0;
  }).catch(() => say('jobs left', 'yes'));

  const verdicts = await verdictsOf(store, ids);
  const end = await queue.depth();
  say('comments with a current verdict', verdicts.current);
  say('comments with exactly one judged event', verdicts.once);
  say('check failed', verdicts.failed);
  say('dead letters', end.deadLetters);

  second.kill('SIGTERM');
  const [code] = await once(second, 'exit');
  say('exit code of the worker after SIGTERM', String(code));
  await queue.close();
  redis.disconnect();
  return (
    !notWithin &&
    depth.active > 0 &&
    left.unjudged > 0 &&
    verdicts.current === total &&
    verdicts.once === total &&
    verdicts.failed === 0 &&
    end.deadLetters === 0 &&
    code === 0
  );
}

async function verdictsOf(store: CommentStore, ids: readonly string[]) {
  let current = 0;
  let onceJudged = 0;
  let failed = 0;
  for (let start = 0; start < ids.length; start += perRequest) {
    const part = ids.slice(start, start + perRequest);
    const cases = await store.get(part);
    const events = await Promise.all(part.map((id) => store.events(id)));
    current += cases.filter((each) => each?.verdict?.revision === each?.comment.revision).length;
    failed += cases.filter((each) =>
      each?.verdict?.outcomes.some(({ status }) => status === 'failed'),
    ).length;
    onceJudged += events.filter((each) => each.filter(({ type }) => type === 'judged').length === 1).length;
  }
  return { current, once: onceJudged, failed };
}

async function startWorker(url: string): Promise<ChildProcess> {
  const env = { ...process.env, REDIS_URL: url, DATA_DIR: folder, LOG_LEVEL: 'error' };
  const child = fork(program, { env, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.push(child);
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('the worker ended before it was ready'))),
  ]);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** About 300 characters, another text for every comment. */
function wordsOf(id: string): string {
  const words = [
    'council',
    'bridge',
    'people',
    'reader',
    'train',
    'market',
    'school',
    'report',
    'garden',
    'number',
  ];
  const chosen = Array.from(
    { length: 42 },
    (_, n) => words[(n * 7 + id.length * 3 + Number(id.slice(6)) * (n + 1)) % words.length],
  );
  return `${chosen.join(' ')} (${id}).`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
