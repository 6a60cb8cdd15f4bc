import { type Job, Queue, RateLimitError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { runOperation } from '../src/operations/run.js';
import { defaultQueuePrefix } from '../src/queue/bullmq-queue.js';
import { type ModerationJob, queueNames } from '../src/queue/moderation-queue.js';
import { within } from '../src/queue/within.js';
import { moderateBatch, nameOf, type Parts } from './moderate.js';
import { askRemote, RateLimited } from './remote.js';
import { giveUp, split } from './split.js';
import { sweep } from './sweep.js';

export interface WorkerSettings {
  /** Batches moderated at a time: while one waits for Redis, another computes. */
  readonly batches: number;
  readonly urgent: number;
  /**
   * A job whose lock is not renewed for so long belongs to a dead worker, and is found at the check after that:
   * the two together are the longest that a killed worker's jobs lie still.
   */
  readonly lockMs: number;
  readonly stalledCheckMs: number;
  readonly sweepEveryMs: number;
  /** How long a comment may be without a verdict before the sweeper wonders. */
  readonly sweepGraceMs: number;
  /** One question to the remote model in so many ms, over all workers (Perspective's default quota is one a second). */
  readonly remoteEveryMs: number;
  /** The pause when the remote model asks for one. */
  readonly remotePauseMs: number;
  /** How long running jobs may take to finish at close. */
  readonly closeMs: number;
}

export const defaultSettings: WorkerSettings = {
  batches: 2,
  urgent: 4,
  lockMs: 8_000,
  stalledCheckMs: 3_000,
  sweepEveryMs: 30_000,
  sweepGraceMs: 60_000,
  remoteEveryMs: 1_000,
  remotePauseMs: 10_000,
  closeMs: 25_000,
};

export interface WorkersOptions extends Parts {
  /** A new connection that waits for Redis (`maxRetriesPerRequest: null`); closed at close. */
  connect(): Redis;
  /** The queue's. */
  readonly prefix?: string;
  readonly settings?: Partial<WorkerSettings>;
}

export interface RunningWorkers {
  /** Takes no more jobs, waits for those that run (at most `closeMs`: what is left is taken up by others). */
  close(): Promise<void>;
}

type Handler = (job: Job<ModerationJob>, worker: Worker<ModerationJob>) => Promise<unknown>;
type OnFailure = (ids: readonly string[], error: unknown, parts: Parts) => Promise<void>;

/** Runs the jobs of every queue in this process. Resolves when all take jobs. */
export async function startWorkers(options: WorkersOptions): Promise<RunningWorkers> {
  const { connect, prefix = defaultQueuePrefix, remotePipeline, logger } = options;
  const settings = { ...defaultSettings, ...options.settings };
  const connection = connect();
  const shared = { connection, prefix };
  const workers: Worker<ModerationJob>[] = [];
  const aftermath = new Set<Promise<void>>();

  /** `maxStalledCount`: after so many deaths of a worker on a job, the next one fails it. */
  function run(
    name: string,
    concurrency: number,
    maxStalledCount: number,
    handle: Handler,
    onFailure: OnFailure = async () => {},
    limiter?: { max: number; duration: number },
  ): void {
    const worker: Worker<ModerationJob> = new Worker<ModerationJob>(name, (job) => handle(job, worker), {
      ...shared,
      concurrency,
      maxStalledCount,
      lockDuration: settings.lockMs,
      stalledInterval: settings.stalledCheckMs,
      // After Redis was away a worker pauses so long before it fetches again, and a close waits for it: default 15 s.
      runRetryDelay: 1000,
      ...(limiter && { limiter }),
    });
    worker.on('error', troubleLog(name, logger));
    worker.on('stalled', (job) =>
      logger.warn({ queue: name, job }, 'a worker died on a job; it is tried again'),
    );
    worker.on('failed', (job, error) => {
      if (!job) return;
      const { id, attemptsMade, finishedOn } = job;
      logger.warn({ queue: name, job: id, attempt: attemptsMade, error: nameOf(error) }, 'a job failed');
      if (finishedOn === undefined) return; // it is tried again
      // Should this process die first, the sweeper finds the comments without a verdict.
      const done = onFailure(job.data.ids, error, options)
        .catch((next) => logger.error({ queue: name, job: id, error: nameOf(next) }, 'left to the sweeper'))
        .finally(() => aftermath.delete(done));
      aftermath.add(done);
    });
    workers.push(worker);
  }

  const moderate: Handler = async ({ data }) => moderateBatch(data.ids, options);
  const splitBatch: OnFailure = (ids, _, parts) => split(ids, parts);
  // A batch is split early, since no harm is in it; a single is given up late, as that is the last word.
  run(queueNames.moderate, settings.batches, 1, moderate, splitBatch);
  run(queueNames.urgent, settings.urgent, 1, moderate, splitBatch);
  // One at a time: of singles that run together when the process dies, no one could tell which did it.
  run(queueNames.single, 1, 3, moderate, giveUp);
  run(queueNames.sweep, 1, 3, () => sweep(options, settings.sweepGraceMs));
  const { operations } = options;
  if (operations)
    run(queueNames.operate, 1, 3, async ({ data }) => {
      for (const id of data.ids) await runOperation(id, { store: options.store, operations });
    });
  if (remotePipeline) {
    const handle: Handler = async ({ data }, worker) => {
      try {
        await askRemote(data.ids, options, remotePipeline);
      } catch (error) {
        if (!(error instanceof RateLimited)) throw error;
        await worker.rateLimit(settings.remotePauseMs); // costs the job no attempt
        throw new RateLimitError();
      }
    };
    run(queueNames.remote, 1, 3, handle, undefined, { max: 1, duration: settings.remoteEveryMs });
  }

  const sweeps = new Queue(queueNames.sweep, shared);
  sweeps.on('error', () => {}); // the workers' listeners tell it
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  const bounded = { removeOnComplete: true, removeOnFail: { count: 10 }, stackTraceLimit: 0 };
  await sweeps.upsertJobScheduler(
    'sweep',
    { every: settings.sweepEveryMs },
    { name: 'sweep', opts: bounded },
  );

  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    // All settled: one that cannot reach Redis must not cut short what another finishes.
    const finished = Promise.allSettled(workers.map(closeWorker)).then(async (closed) => {
      await Promise.all(aftermath);
      for (const each of closed) if (each.status === 'rejected') throw each.reason;
    });
    await within(finished, settings.closeMs, () => new Error('jobs still run')).catch((error: Error) =>
      logger.warn({ why: error.message }, 'closed before all jobs finished; others take them up'),
    );
    await sweeps.close();
    connection.disconnect();
  }
  return { close: () => (closing ??= close()) };
}

/**
 * What BullMQ and the connection say, which is never about a comment: jobs hold ids only, and what processing throws
 * is told by 'failed'. While Redis is away each try says the same: once in ten seconds is enough.
 */
function troubleLog(queue: string, logger: Parts['logger']): (error: Error) => void {
  const told = new Map<string, number>();
  return ({ message }) => {
    const now = performance.now();
    if (now - (told.get(message) ?? -Infinity) < 10_000) return;
    if (told.size >= 100) told.clear();
    told.set(message, now);
    logger.warn({ queue, error: message }, 'worker trouble');
  };
}

/** How long a close waits for a connection that is being made anew, ms. */
const reconnectMs = 2000;

/**
 * Takes no more jobs and waits for those that run. BullMQ 6.7 never finishes closing a worker while its blocking
 * connection is being made anew: this waits for it first, and while Redis stays away leaves the rest to the process' end.
 */
async function closeWorker(worker: Worker<ModerationJob>): Promise<void> {
  await worker.pause(true);
  const blocking = await worker.getBackend().blockingClient;
  if (blocking && blocking.status !== 'ready') {
    const ready = new Promise<void>((resolve) => blocking.once('ready', () => resolve()));
    await within(ready, reconnectMs, () => new Error('Redis is away'));
  }
  await worker.close();
}
