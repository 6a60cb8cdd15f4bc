import { describe, expect, test } from '@jest/globals';
import type { Moderated, Pipeline } from '../src/pipeline/pipeline.js';
import { until } from '../src/queue/testing/until.js';
import { sweep } from '../workers/sweep.js';
import { house } from './worker-house.js';
import { scripted } from './worker-parts.js';

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
