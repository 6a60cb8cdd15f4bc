import { afterAll, afterEach, jest } from '@jest/globals';
import { Redis } from 'ioredis';
import type { CaseEvent } from '../src/domain/case.js';
import type { Pipeline } from '../src/pipeline/pipeline.js';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import type { CommentStore } from '../src/store/comment-store.js';
import { createMemoryStore } from '../src/store/memory-store.js';
import type { OperationStore } from '../src/store/operation-store.js';
import { startWorkers, type WorkerSettings } from '../workers/start.js';
import { memoryLog, scripted, submission } from './worker-parts.js';

jest.setTimeout(30_000); // a loaded machine; conditions are awaited, not time

const url = process.env.DECORUM_TEST_REDIS!;
const run = `test-workers-${process.pid}-${Date.now()}`;
const connect = () => new Redis(url, { maxRetriesPerRequest: null });
export const redis = connect();
const open: (() => Promise<void>)[] = [];
let made = 0;

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});
afterAll(async () => {
  for (const key of await redis.keys(`${run}*`)) await redis.del(key);
  redis.disconnect();
});

interface House {
  readonly pipeline?: Pipeline;
  readonly operations?: OperationStore;
  readonly remotePipeline?: Pipeline;
  readonly store?: CommentStore;
  readonly settings?: Partial<WorkerSettings>;
}

/** Queue, store and parts on a prefix of their own in the tests' Redis; `work` starts the workers. Closed after each test. */
export function house({
  pipeline = scripted(),
  operations,
  remotePipeline,
  store = createMemoryStore(),
  settings,
}: House) {
  const prefix = `${run}-${made++}`;
  const connection = connect();
  const queue = createBullmqQueue({ connection, prefix, retries: { attempts: 2, delayMs: 20 } });
  const logger = memoryLog();
  const parts = {
    store,
    queue,
    pipeline,
    logger,
    ...(remotePipeline && { remotePipeline }),
    ...(operations && { operations }),
  };
  open.push(async () => {
    await queue.close();
    connection.disconnect();
  });
  const work = async () => {
    const workers = await startWorkers({ ...parts, connect, prefix, ...(settings && { settings }) });
    open.push(() => workers.close());
    return workers;
  };
  const add = (ids: readonly string[], receivedAt = new Date().toISOString()) =>
    store.add(
      ids.map((id) => submission(id)),
      receivedAt,
    );
  const verdict = async (id: string) => (await store.get([id]))[0]?.verdict;
  const judged = async (id: string) => (await store.events(id)).filter(isJudged).length;
  return { prefix, queue, store, parts, logger, work, add, verdict, judged };
}

const isJudged = ({ type }: CaseEvent) => type === 'judged';
export const numbered = (count: number) => Array.from({ length: count }, (_, n) => `comment-${n}`);
