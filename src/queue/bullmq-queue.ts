import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { DecorumError } from '../domain/errors.js';
import { createJobEndings } from './job-endings.js';
import {
  batch,
  batches,
  deadLetter,
  defaultRetries,
  type Job,
  operate,
  type Retries,
  remote,
  single,
} from './jobs.js';
import { queueNames, type WorkerQueue } from './moderation-queue.js';
import { within } from './within.js';

export interface BullmqQueueOptions {
  /** The caller's: it is not closed here. For requests: `enableOfflineQueue: false`, so that commands fail fast. */
  readonly connection: Redis;
  /** Before every key of the queues; the workers' must be the same. Braces keep a queue in one cluster slot. */
  readonly prefix?: string;
  readonly retries?: Retries;
}

export const defaultQueuePrefix = '{decorum}';

/** Longest wait for Redis, ms: "unavailable" within a second. */
const patienceMs = 900;
/** How many of the oldest jobs of a state are looked at for {@link WorkerQueue.oldestOutstanding}. */
const looked = 100;

/** The queues on BullMQ. Every method rejects with DecorumError `unavailable` within a second when Redis is away. */
export function createBullmqQueue({
  connection,
  prefix = defaultQueuePrefix,
  retries = defaultRetries,
}: BullmqQueueOptions): WorkerQueue {
  let closed = false;
  const open = (name: string) => {
    // Without skipWaitingForReady add() hangs while Redis is down; without skipVersionCheck a queue that was made
    // while it was down stays broken for ever, as its first INFO failed.
    const queue = new Queue(name, { connection, prefix, skipWaitingForReady: true, skipVersionCheck: true });
    queue.on('error', () => {}); // the caller of the command hears of it
    return queue;
  };
  const queues = {
    moderate: open(queueNames.moderate),
    urgent: open(queueNames.urgent),
    single: open(queueNames.single),
    remote: open(queueNames.remote),
    deadLetter: open(queueNames.deadLetter),
    operate: open(queueNames.operate),
  };
  const endings = createJobEndings(connection, queueNames.urgent, prefix);

  const refuseWhenClosed = () => {
    if (closed) throw unavailable('the queue is closed');
  };

  async function ask<T>(command: () => Promise<T>): Promise<T> {
    refuseWhenClosed();
    const started = performance.now();
    try {
      await readiness(connection);
      return await within(command(), patienceMs - (performance.now() - started), tooLate);
    } catch (error) {
      if (error instanceof DecorumError) throw error;
      throw unavailable('Redis does not take jobs', error);
    }
  }

  async function put(queue: Queue, jobs: readonly Job[]): Promise<void> {
    const [first] = jobs;
    if (!first) return;
    await ask(async () => {
      if (jobs.length === 1) await queue.add(first.name, first.data, first.opts);
      else await queue.addBulk([...jobs]);
    });
  }

  return {
    enqueue: (ids) => put(queues.moderate, batches(ids, retries)),
    enqueueSingles: (ids) =>
      put(
        queues.single,
        ids.map((id) => single(id, retries)),
      ),
    enqueueRemote: (ids) =>
      put(
        queues.remote,
        ids.map((id) => remote(id, retries)),
      ),
    enqueueOperation: (id, state) => put(queues.operate, [operate(id, state, retries)]),
    deadLetter: (ids) => put(queues.deadLetter, ids.map(deadLetter)),

    async enqueueAndWait(id, ms) {
      refuseWhenClosed(); // before it begins to listen
      const job = batch([id], retries);
      const expected = await endings.expect(String(job.opts.jobId), ms);
      try {
        await put(queues.urgent, [job]);
      } catch (error) {
        expected.cancel();
        throw error;
      }
      return expected.ended;
    },

    depth: () =>
      ask(async () => {
        const [deadLetters, ...counts] = await Promise.all([
          queues.deadLetter.getWaitingCount(),
          ...[queues.moderate, queues.urgent, queues.single].map((queue) =>
            queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed'),
          ),
        ]);
        const sum = (state: string) => counts.reduce((total, count) => total + (count[state] ?? 0), 0);
        return {
          waiting: sum('waiting') + sum('prioritized'),
          active: sum('active'),
          delayed: sum('delayed'),
          deadLetters,
        };
      }),

    oldestOutstanding: () =>
      ask(async () => {
        const found = await Promise.all(
          [queues.moderate, queues.urgent].map((queue) =>
            queue.getJobs(['waiting', 'prioritized', 'active', 'delayed'], 0, looked - 1, true),
          ),
        );
        const times = found.flat().flatMap((job) => (job ? [job.timestamp] : [])); // gone meanwhile: done
        return times.length > 0 ? Math.min(...times) : undefined;
      }),

    async close() {
      if (closed) return;
      closed = true;
      await endings.close();
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
    },
  };
}

/** Waits for a connection that is being made, not for one that was lost: that one may be away for long. */
async function readiness(connection: Redis): Promise<void> {
  const isReady = () => connection.status === 'ready';
  if (isReady()) return;
  if (!['wait', 'connecting', 'connect'].includes(connection.status)) throw unavailable('Redis is away');
  let settle = (): void => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  for (const event of ['ready', 'close', 'end']) connection.once(event, settle);
  if (connection.status === 'wait') connection.connect().catch(settle);
  await within(settled, patienceMs, tooLate).finally(() => {
    for (const event of ['ready', 'close', 'end']) connection.removeListener(event, settle);
  });
  if (!isReady()) throw unavailable('Redis is away');
}

const tooLate = () => unavailable('Redis did not answer in time');
const unavailable = (message: string, cause?: unknown) =>
  new DecorumError('unavailable', message, {}, cause instanceof Error ? { cause } : undefined);

/** What {@link createBullmqQueue} makes. */
export type BullmqQueue = WorkerQueue;
