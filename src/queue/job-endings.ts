import { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import { within } from './within.js';

/** Hears how jobs of one queue end. */
export interface JobEndings {
  /**
   * Listens from now on; call it before the job is added, then `ended` tells within `ms`: true when it completed,
   * false when it failed for good or the time is over. Never rejects. `cancel` stops waiting.
   */
  expect(jobId: string, ms: number): Promise<{ readonly ended: Promise<boolean>; cancel(): void }>;
  close(): Promise<void>;
}

/**
 * One listening connection and one listener a queue, made when first needed: waiting for a job costs a map entry.
 * (Job#waitUntilFinished of BullMQ 6.7 leaves a rejection that nobody can catch when Redis goes away meanwhile.)
 */
export function createJobEndings(connection: Redis, queue: string, prefix: string): JobEndings {
  const waiting = new Map<string, (completed: boolean) => void>();
  let listening: Promise<QueueEvents> | undefined;

  async function listen(): Promise<QueueEvents> {
    // Not from '$': what happens between two reads of an idle stream would be missed. Redis' own clock counts.
    const [seconds] = await connection.time();
    // Requests' own connections fail fast, which a blocking read cannot bear. BullMQ copies this one, unconnected.
    const patient = { maxRetriesPerRequest: null, enableOfflineQueue: true, lazyConnect: true };
    const template = connection.duplicate({ ...patient, commandTimeout: undefined });
    const events = new QueueEvents(queue, {
      prefix,
      connection: template,
      lastEventId: `${Number(seconds) * 1000}-0`,
      skipVersionCheck: true,
    });
    events.on('error', () => {}); // it reconnects by itself
    events.on('completed', ({ jobId }) => waiting.get(jobId)?.(true));
    events.on('failed', ({ jobId }) => waiting.get(jobId)?.(false));
    try {
      await events.waitUntilReady();
    } catch (error) {
      await events.close().catch(() => {});
      throw error;
    }
    return events;
  }

  function ready(): Promise<QueueEvents> {
    listening ??= listen().catch((error: unknown) => {
      listening = undefined; // the next one tries again
      throw error;
    });
    return listening;
  }

  return {
    async expect(jobId, ms) {
      const deadline = performance.now() + ms;
      let settle: (completed: boolean) => void = () => {};
      const ended = new Promise<boolean>((resolve) => {
        settle = resolve;
      });
      const finish = (completed: boolean) => {
        clearTimeout(timer);
        waiting.delete(jobId);
        settle(completed);
      };
      const timer = setTimeout(() => finish(false), ms);
      waiting.set(jobId, finish);
      await within(ready(), deadline - performance.now(), () => new Error('not listening yet')).catch(
        () => {},
      );
      return { ended, cancel: () => finish(false) };
    },
    async close() {
      for (const finish of waiting.values()) finish(false);
      // While Redis is away it may never have come to listening.
      const closing = listening?.then((events) => events.close());
      listening = undefined;
      if (closing) await within(closing, 1000, () => new Error('not closed in time')).catch(() => {});
    },
  };
}
