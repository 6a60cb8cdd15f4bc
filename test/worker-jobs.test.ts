import { describe, expect, test } from '@jest/globals';
import { DecorumError } from '../src/domain/errors.js';
import { until } from '../src/queue/testing/until.js';
import type { CommentStore } from '../src/store/comment-store.js';
import { createMemoryStore } from '../src/store/memory-store.js';
import { house, numbered, redis } from './worker-house.js';
import { scripted, submission } from './worker-parts.js';

describe('moderation', () => {
  test('every comment of every batch gets one verdict', async () => {
    const { work, add, queue, judged } = house({});
    const ids = numbered(250);
    await add(ids);
    await queue.enqueue(ids);
    await work();
    await until('all judged', async () => (await Promise.all(ids.map(judged))).every((count) => count === 1));
  });

  test('a job that comes twice makes one verdict and one event', async () => {
    const { work, add, queue, judged } = house({});
    await add(['a', 'b']);
    await work();
    await queue.enqueue(['a', 'b', 'a']);
    await queue.enqueue(['b', 'a']);
    expect(await queue.enqueueAndWait('a', 5000)).toBe(true);
    await until('all done', async () => (await queue.depth()).waiting + (await queue.depth()).active === 0);
    expect(await judged('a')).toBe(1);
    expect(await judged('b')).toBe(1);
  });

  test('what is judged is not read again', async () => {
    const read: string[] = [];
    const { work, add, queue } = house({ pipeline: scripted(({ id }) => void read.push(id)) });
    await add(['a', 'b', 'c']);
    await work();
    await queue.enqueue(['a', 'b']);
    await until('both read', () => read.length === 2);
    await until('job done', async () => (await queue.depth()).active === 0);
    await queue.enqueue(['b', 'c', 'a']);
    expect(await queue.enqueueAndWait('c', 5000)).toBe(true);
    await until('all done', async () => (await queue.depth()).waiting + (await queue.depth()).active === 0);
    // The new one may be read by the urgent job and the batch at the same time.
    expect(read.filter((id) => id !== 'c')).toEqual(['a', 'b']);
  });

  test('a comment that is revised while it is read is judged as it stands now', async () => {
    const store = createMemoryStore();
    let queue: ReturnType<typeof house>['queue'] | undefined;
    const pipeline = scripted(async ({ id, revision }) => {
      if (revision > 1) return;
      await store.add([submission(id, 'other words')], new Date().toISOString());
      await queue?.enqueue([id]);
    });
    const { work, add, ...rest } = house({ store, pipeline });
    queue = rest.queue;
    await add(['a']);
    await queue.enqueue(['a']);
    await work();
    await until('judged', async () => (await rest.verdict('a')) !== undefined);
    expect(await rest.verdict('a')).toMatchObject({ revision: 2 });
    expect(await rest.judged('a')).toBe(1);
  });

  test('a comment that was erased meanwhile harms nobody', async () => {
    const { work, add, queue, verdict } = house({});
    await add(['stays']);
    await work();
    await queue.enqueue(['erased', 'stays']);
    await until('judged', async () => (await verdict('stays')) !== undefined);
    expect((await queue.depth()).deadLetters).toBe(0);
  });

  test('a verdict that comes after the decision is recorded, and the decision stands', async () => {
    const { work, add, queue, verdict, store } = house({});
    await add(['a']);
    const decision = { id: 'd', commentId: 'a', revision: 1, ruling: 'reject', moderator: 'm' } as const;
    await store.recordDecision({ ...decision, decidedAt: new Date().toISOString() });
    await queue.enqueue(['a']);
    await work();
    await until('judged', async () => (await verdict('a')) !== undefined);
    expect((await store.get(['a']))[0]?.decision?.ruling).toBe('reject');
  });

  test('long work lets timers run: locks are renewed', async () => {
    let ticks = 0;
    const busy = scripted(() => {
      const end = performance.now() + 2;
      while (performance.now() < end);
    });
    const { work, add, queue, judged } = house({ pipeline: busy });
    const ids = numbered(100);
    await add(ids);
    await work();
    const timer = setInterval(() => ticks++, 5);
    await queue.enqueue(ids);
    await until('all judged', async () => (await judged('comment-99')) === 1);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });
});

describe('failure', () => {
  const poison = scripted(({ id, text }) => {
    if (id === 'poison') throw new TypeError(`cannot read: ${text}`);
  });

  test('of a batch with one poison comment the others are judged, and it is shown as check failed', async () => {
    const { work, add, queue, judged, verdict, logger } = house({ pipeline: poison });
    const ids = [...numbered(50), 'poison', 'last'];
    await add(ids);
    await queue.enqueue(ids);
    await work();
    await until('given up', async () => (await queue.depth()).deadLetters === 1);
    expect(await Promise.all(ids.map(judged))).toEqual(ids.map(() => 1));
    expect(await verdict('last')).toMatchObject({ action: 'allow' });
    expect(await verdict('poison')).toMatchObject({
      action: 'review',
      reasons: [{ kind: 'failed_check', error: 'TypeError: the comment could not be moderated' }],
    });
    expect(JSON.stringify(logger.lines)).not.toContain('text of');
  });

  test('what is left of failed jobs in Redis holds nothing of the comment', async () => {
    const { work, add, queue, prefix } = house({ pipeline: poison });
    await add(['poison']);
    await queue.enqueue(['poison']);
    await work();
    await until('given up', async () => (await queue.depth()).deadLetters === 1);
    const keys = await redis.keys(`${prefix}:*`);
    const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
    expect(dumps.length).toBeGreaterThan(5);
    for (const dump of dumps) expect(dump?.includes('text of')).not.toBe(true);
    for (const dump of dumps) expect(dump?.includes('cannot read')).not.toBe(true);
  });

  test('an urgent comment that fails ends as a dead letter too', async () => {
    const { work, add, queue, judged } = house({ pipeline: poison });
    await add(['poison']);
    await work();
    expect(await queue.enqueueAndWait('poison', 5000)).toBe(false);
    await until('given up', async () => (await queue.depth()).deadLetters === 1);
    expect(await judged('poison')).toBe(1);
  });

  test('a comment that only the store would not take is not given up; the sweeper brings it back', async () => {
    const store = createMemoryStore();
    let refusals = 2; // as many as the job has attempts
    const recordVerdicts: CommentStore['recordVerdicts'] = async (verdicts) => {
      if (refusals-- > 0) throw new DecorumError('unavailable', 'the store is away');
      return store.recordVerdicts(verdicts);
    };
    const settings = { sweepEveryMs: 200, sweepGraceMs: 0 };
    const { work, add, queue, verdict, judged } = house({ store: { ...store, recordVerdicts }, settings });
    await add(['a'], new Date(Date.now() - 60_000).toISOString());
    await queue.enqueueSingles(['a']);
    await work();
    await until('judged', async () => (await verdict('a')) !== undefined);
    expect(await verdict('a')).toMatchObject({ action: 'allow' });
    expect(await judged('a')).toBe(1);
    expect((await queue.depth()).deadLetters).toBe(0);
  });
});
