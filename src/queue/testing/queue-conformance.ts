import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { limits } from '../../domain/limits.js';
import type { WorkerQueue } from '../moderation-queue.js';
import { until } from './until.js';

jest.setTimeout(30_000); // a loaded machine; conditions are awaited, not time

export type Moderate = (ids: readonly string[]) => Promise<void>;

export interface Harness {
  readonly queue: WorkerQueue;
  close(): Promise<void>;
}

/** What every queue must do. `make` gives a queue whose jobs `moderate` is called for, one job at a time. */
export function queueConformance(name: string, make: (moderate: Moderate) => Promise<Harness>): void {
  describe(`${name} keeps the queue's contract`, () => {
    const open: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of open.splice(0)) await close();
    });

    async function start(moderate: Moderate): Promise<WorkerQueue> {
      const harness = await make(moderate);
      open.push(() => harness.close());
      return harness.queue;
    }

    /** A queue that notes each job, and one gate that holds the jobs that `held` names. */
    async function watched(held: (ids: readonly string[]) => boolean = () => false) {
      const jobs: (readonly string[])[] = [];
      let release = (): void => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      const queue = await start(async (ids) => {
        jobs.push(ids);
        if (held(ids)) await gate;
      });
      open.unshift(async () => release());
      return { queue, jobs, release };
    }

    const numbered = (count: number) => Array.from({ length: count }, (_, n) => `comment ${n}`);

    test('comments go in jobs of at most a hundred, each once, in order', async () => {
      const { queue, jobs } = await watched();
      const ids = numbered(2 * limits.jobItems + 50);
      await queue.enqueue(ids);
      await until('all moderated', () => jobs.flat().length >= ids.length);
      expect(jobs.map((job) => job.length)).toEqual([limits.jobItems, limits.jobItems, 50]);
      expect(jobs.flat()).toEqual(ids);
    });

    test('no comments make no job', async () => {
      const { queue, jobs } = await watched();
      await queue.enqueue([]);
      await queue.enqueueSingles([]);
      await queue.enqueueRemote([]);
      await queue.enqueue(['after']);
      await until('the job after', () => jobs.length > 0);
      expect(jobs).toEqual([['after']]);
    });

    test.each(['42', '0', 'a:b', '0:1', ' ', '…', 'ü🙂', 'x'.repeat(limits.idLength)])(
      'a comment may be called %p on every queue',
      async (id) => {
        const { queue, jobs } = await watched();
        await queue.enqueue([id]);
        expect(await queue.enqueueAndWait(id, 5000)).toBe(true);
        await queue.enqueueSingles([id]);
        await queue.enqueueRemote([id]);
        await queue.deadLetter([id]);
        await until('three jobs', () => jobs.length === 3);
        expect(jobs).toEqual([[id], [id], [id]]);
      },
    );

    test('waiting tells that the comment was moderated', async () => {
      const { queue, jobs } = await watched();
      expect(await queue.enqueueAndWait('urgent', 5000)).toBe(true);
      expect(jobs).toEqual([['urgent']]);
    });

    test('many may wait at once', async () => {
      const { queue, jobs } = await watched();
      const ids = numbered(50);
      const answers = await Promise.all(ids.map((id) => queue.enqueueAndWait(id, 5000)));
      expect(answers).toEqual(ids.map(() => true));
      expect(jobs.flat().sort()).toEqual([...ids].sort());
    });

    test('waiting ends with false when the time is over, and the comment is moderated all the same', async () => {
      const { queue, jobs, release } = await watched(([id]) => id === 'slow');
      const started = performance.now();
      expect(await queue.enqueueAndWait('slow', 200)).toBe(false);
      expect(performance.now() - started).toBeLessThan(2000);
      release();
      expect(await queue.enqueueAndWait('next', 5000)).toBe(true);
      expect(jobs.map(([id]) => id)).toEqual(['slow', 'next']);
    });

    test('waiting ends with false when moderation fails', async () => {
      const queue = await start(async () => {
        throw new Error('no');
      });
      expect(await queue.enqueueAndWait('failing', 1000)).toBe(false);
    });

    test('a single comment waits once however often it is put there', async () => {
      const { queue, jobs, release } = await watched(([id]) => id === 'first');
      await queue.enqueueSingles(['first']);
      await until('the first runs', () => jobs.length === 1);
      await queue.enqueueSingles(['first', 'second']);
      await queue.enqueueSingles(['second', 'third', 'first']);
      release();
      await until('all done', async () => (await queue.depth()).waiting === 0 && jobs.length >= 3);
      expect(jobs).toEqual([['first'], ['second'], ['third']]);
    });

    test('a single comment may come again after it was done', async () => {
      const { queue, jobs } = await watched();
      await queue.enqueueSingles(['again']);
      await until('done', async () => jobs.length === 1 && (await queue.depth()).active === 0);
      await queue.enqueueSingles(['again']);
      await until('done again', () => jobs.length === 2);
    });

    test('depth counts jobs by state, and dead letters once each', async () => {
      const { queue, jobs, release } = await watched(() => true);
      await queue.enqueue(['runs']);
      await until('it runs', () => jobs.length === 1);
      await queue.enqueue(numbered(2 * limits.jobItems));
      await queue.deadLetter(['lost', 'lost too']);
      await queue.deadLetter(['lost']);
      expect(await queue.depth()).toEqual({ waiting: 2, active: 1, delayed: 0, deadLetters: 2 });
      release();
      await until('all done', async () => (await queue.depth()).waiting + (await queue.depth()).active === 0);
    });

    test('the oldest outstanding job is the one that was enqueued first and is not done', async () => {
      const { queue, jobs, release } = await watched(() => true);
      expect(await queue.oldestOutstanding()).toBeUndefined();
      const before = Date.now();
      await queue.enqueue(['runs']);
      const after = Date.now();
      await until('it runs', () => jobs.length === 1);
      await until('a millisecond later', () => Date.now() > after);
      await queue.enqueue(['waits']);
      const oldest = await queue.oldestOutstanding();
      expect(oldest).toBeGreaterThanOrEqual(before);
      expect(oldest).toBeLessThanOrEqual(after);
      release();
      await until('done', async () => (await queue.oldestOutstanding()) === undefined);
    });

    test('a closed queue says that it is unavailable', async () => {
      const { queue } = await watched();
      await queue.close();
      const refusal = { name: 'DecorumError', code: 'unavailable' };
      await expect(queue.enqueue(['late'])).rejects.toMatchObject(refusal);
      await expect(queue.enqueueAndWait('late', 100)).rejects.toMatchObject(refusal);
      await expect(queue.enqueueSingles(['late'])).rejects.toMatchObject(refusal);
    });
  });
}
