import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { CaseEvent } from '../src/domain/case.js';
import { DecorumError } from '../src/domain/errors.js';
import type { Moderated, Pipeline } from '../src/pipeline/pipeline.js';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import { until } from '../src/queue/testing/until.js';
import type { CommentStore } from '../src/store/comment-store.js';
import { createMemoryStore } from '../src/store/memory-store.js';
import { startWorkers, type WorkerSettings } from '../workers/start.js';
import { sweep } from '../workers/sweep.js';
import { memoryLog, scripted, submission } from './worker-parts.js';

const url = process.env.DECORUM_TEST_REDIS!;
const run = `test-workers-${process.pid}`;
const connect = () => new Redis(url, { maxRetriesPerRequest: null });
const redis = connect();
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
  readonly remotePipeline?: Pipeline;
  readonly store?: CommentStore;
  readonly settings?: Partial<WorkerSettings>;
}

/** Queue, store and parts on a prefix of their own; `work` starts the workers. */
function house({ pipeline = scripted(), remotePipeline, store = createMemoryStore(), settings }: House) {
  const prefix = `${run}-${made++}`;
  const connection = connect();
  const queue = createBullmqQueue({ connection, prefix, retries: { attempts: 2, delayMs: 20 } });
  const logger = memoryLog();
  const parts = { store, queue, pipeline, logger, ...(remotePipeline && { remotePipeline }) };
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
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `comment-${n}`);

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

  test('while the store is away no comment is given up; the sweeper brings it back', async () => {
    const store = createMemoryStore();
    let away = true;
    const get: CommentStore['get'] = async (ids) => {
      if (away) throw new DecorumError('unavailable', 'the store is away');
      return store.get(ids);
    };
    const settings = { sweepEveryMs: 100, sweepGraceMs: 0 };
    const { work, add, queue, verdict, logger } = house({ store: { ...store, get }, settings });
    await add(['a'], new Date(Date.now() - 60_000).toISOString());
    await queue.enqueueSingles(['a']);
    await work();
    const failures = () => logger.lines.filter((line) => line.includes('a job failed')).length;
    await until('failed for good', () => failures() >= 2);
    away = false;
    await until('judged', async () => (await verdict('a'))?.action === 'allow');
    expect((await queue.depth()).deadLetters).toBe(0);
  });
});

describe('the sweeper', () => {
  const longAgo = () => new Date(Date.now() - 120_000).toISOString();

  test('brings back a comment that was stored and never enqueued', async () => {
    const { work, add, judged } = house({ settings: { sweepEveryMs: 100 } });
    await add(['orphan'], longAgo());
    await work();
    await until('judged', async () => (await judged('orphan')) === 1);
  });

  test('leaves alone what is young, and what a job may hold', async () => {
    const { add, queue, parts } = house({});
    await add(['old'], longAgo());
    await add(['young']);
    await queue.enqueue(['old', 'young']);
    expect(await sweep(parts, 60_000)).toBe(1); // older than the oldest job
    expect(await sweep(parts, 60_000)).toBe(1);
    expect((await queue.depth()).waiting).toBe(2); // the batch, and one single for both sweeps
    expect(await sweep(parts, 60_000, Date.now() + 600_000)).toBe(1); // the young one is held
  });

  test('finds nothing where all is judged', async () => {
    const { add, queue, parts, work, verdict } = house({});
    await add(['a'], longAgo());
    await queue.enqueue(['a']);
    await work();
    await until('judged', async () => (await verdict('a')) !== undefined);
    expect(await sweep(parts, 0)).toBe(0);
  });
});

describe('closing', () => {
  function gated() {
    let open = (): void => {};
    let running = false;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const pipeline = scripted(() => {
      running = true;
      return gate;
    });
    return { pipeline, open: () => open(), running: () => running };
  }

  test('finishes the running batch and takes no other', async () => {
    const gate = gated();
    // With a second slot, a fetch may be under way when the close begins, and what it brings is finished too.
    const settings = { batches: 1 };
    const { work, add, queue, verdict } = house({ pipeline: gate.pipeline, settings });
    await add(['first', 'second', 'third']);
    await queue.enqueue(['first', 'second']);
    const workers = await work();
    await until('it runs', gate.running);
    const closed = workers.close();
    await queue.enqueue(['third']);
    gate.open();
    await closed;
    expect(await verdict('first')).toBeDefined();
    expect(await verdict('second')).toBeDefined();
    expect(await verdict('third')).toBeUndefined();
    expect(await queue.depth()).toMatchObject({ waiting: 1, active: 0 });
  });

  test('waits no longer than it was told', async () => {
    const gate = gated();
    const { work, add, queue } = house({ pipeline: gate.pipeline, settings: { closeMs: 100 } });
    await add(['slow']);
    await queue.enqueue(['slow']);
    const workers = await work();
    await until('it runs', gate.running);
    const started = performance.now();
    await workers.close();
    expect(performance.now() - started).toBeLessThan(2000);
    gate.open();
  });

  test('twice is once', async () => {
    const workers = await house({}).work();
    await Promise.all([workers.close(), workers.close()]);
  });
});

describe('the remote model', () => {
  const remoteVersion = '1+remote';
  const byRemote = async (verdict: ReturnType<typeof house>['verdict'], id: string) =>
    (await verdict(id))?.outcomes[0]?.version === remoteVersion;

  test('judges once more, no faster than it may', async () => {
    const asked: number[] = [];
    const remotePipeline = scripted(() => void asked.push(performance.now()), remoteVersion);
    const { work, add, queue, verdict, judged } = house({ remotePipeline, settings: { remoteEveryMs: 300 } });
    const ids = ['a', 'b', 'c'];
    await add(ids);
    await queue.enqueue(ids);
    await work();
    await until('all asked', async () =>
      (await Promise.all(ids.map((id) => byRemote(verdict, id)))).every(Boolean),
    );
    expect(asked).toHaveLength(3);
    expect(asked[2]! - asked[0]!).toBeGreaterThan(500);
    expect(await judged('a')).toBe(2);
    await queue.enqueue(ids);
    expect(await queue.enqueueAndWait('a', 5000)).toBe(true);
    expect(await byRemote(verdict, 'a')).toBe(true); // not undone, not asked again
    expect(asked).toHaveLength(3);
  });

  test('may ask for a pause as often as it likes', async () => {
    let refusals = 4; // more than the job has attempts
    const remotePipeline = scripted(() => {
      if (refusals-- > 0) throw Object.assign(new Error('slow down'), { code: 'rate_limited' });
    }, remoteVersion);
    const settings = { remoteEveryMs: 1, remotePauseMs: 50 };
    const { work, add, queue, verdict } = house({ remotePipeline, settings });
    await add(['a']);
    await queue.enqueue(['a']);
    await work();
    await until('answered', () => byRemote(verdict, 'a'));
  });

  test('may ask for it through the outcome that the pipeline makes of what a check throws', async () => {
    let refusals = 4;
    const model = scripted(() => {}, remoteVersion);
    const refused = (comment: Moderated) => model.giveUp(comment, 'PerspectiveError: rate_limited');
    const remotePipeline: Pipeline = {
      ...model,
      moderate: async (comment) => (refusals-- > 0 ? refused(comment) : model.moderate(comment)),
    };
    const settings = { remoteEveryMs: 1, remotePauseMs: 50 };
    const { work, add, queue, verdict, judged } = house({ remotePipeline, settings });
    await add(['a']);
    await queue.enqueue(['a']);
    await work();
    await until('answered', () => byRemote(verdict, 'a'));
    expect(await judged('a')).toBe(2); // by this machine, then by the remote model: no refusal was recorded
  });

  test('that gives no answer leaves the verdict as it was', async () => {
    let asked = 0;
    const remotePipeline = scripted(() => {
      asked++;
      throw new Error('no');
    }, remoteVersion);
    const settings = { remoteEveryMs: 1 };
    const { work, add, queue, verdict, judged } = house({ remotePipeline, settings });
    await add(['a']);
    await queue.enqueue(['a']);
    await work();
    await until('tried twice', () => asked === 2);
    expect(await byRemote(verdict, 'a')).toBe(false);
    expect(await judged('a')).toBe(1);
    expect((await queue.depth()).deadLetters).toBe(0);
  });
});
