import { createHash, randomUUID } from 'node:crypto';
import type { JobsOptions } from 'bullmq';
import { limits } from '../domain/limits.js';
import type { ModerationJob } from './moderation-queue.js';

/** How often a job is tried, and the first pause between tries, ms; it doubles each time, with jitter. */
export interface Retries {
  readonly attempts: number;
  readonly delayMs: number;
}

export const defaultRetries: Retries = { attempts: 5, delayMs: 1000 };

export interface Job {
  readonly name: string;
  readonly data: ModerationJob;
  readonly opts: JobsOptions;
}

/** Jobs of at most {@link limits.jobItems} comments, in order, each with a fresh id. */
export function batches(ids: readonly string[], retries: Retries): Job[] {
  const jobs: Job[] = [];
  for (let start = 0; start < ids.length; start += limits.jobItems)
    jobs.push(batch(ids.slice(start, start + limits.jobItems), retries));
  return jobs;
}

/** One job; its own id makes a repeated command to Redis harmless. */
export function batch(ids: readonly string[], retries: Retries): Job {
  return {
    name: 'moderate',
    data: { ids },
    opts: {
      ...trying(retries),
      jobId: `b-${randomUUID()}`,
      removeOnComplete: { count: 100 },
      removeOnFail: { count: 1000 },
    },
  };
}

/** One comment, at most once on its queue: BullMQ ignores a job whose id is there, so nothing is kept of it after. */
export function single(id: string, retries: Retries): Job {
  return {
    name: 'moderate',
    data: { ids: [id] },
    opts: { ...trying(retries), jobId: `s-${digest(id)}`, removeOnComplete: true, removeOnFail: true },
  };
}

/** One comment for the remote model. While one runs, one more may wait: the comment may have been revised. */
export function remote(id: string, retries: Retries): Job {
  return {
    name: 'remote',
    data: { ids: [id] },
    opts: {
      ...trying(retries),
      jobId: `r-${randomUUID()}`,
      deduplication: { id: digest(id), keepLastIfActive: true },
      removeOnComplete: true,
      removeOnFail: { count: 1000 },
    },
  };
}

/** A decision on many cases, by its id; the same for one state of it is one job. */
export function operate(id: string, state: string, retries: Retries): Job {
  return {
    name: 'operate',
    data: { ids: [id] },
    opts: {
      ...trying(retries),
      jobId: `o-${digest(`${state} ${id}`)}`,
      removeOnComplete: true,
      removeOnFail: true,
    },
  };
}

/** A note that a comment was given up on: no worker takes it. */
export function deadLetter(id: string): Job {
  return { name: 'dead-letter', data: { ids: [id] }, opts: { jobId: `d-${digest(id)}` } };
}

const trying = ({ attempts, delayMs }: Retries): JobsOptions => ({
  attempts,
  backoff: { type: 'exponential', delay: delayMs, jitter: 0.5 },
  // A stack opens with the error's message, and a message may quote the comment: none goes to Redis.
  stackTraceLimit: 0,
});

// BullMQ refuses job ids that are integers or hold ':'; publishers' comment ids are and do.
const digest = (id: string): string => createHash('sha256').update(id).digest('base64url').slice(0, 24);
