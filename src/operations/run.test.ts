import { beforeEach, describe, expect, test } from '@jest/globals';
import { decisionIn } from '../domain/operation.js';
import type { CommentStore } from '../store/comment-store.js';
import { createMemoryOperationStore } from '../store/memory-operation-store.js';
import { createMemoryStore } from '../store/memory-store.js';
import type { OperationStore } from '../store/operation-store.js';
import { at, decision, submission, verdict } from '../store/testing/make.js';
import { runOperation } from './run.js';

let store: CommentStore;
let operations: OperationStore;
const ids = Array.from({ length: 120 }, (_, k) => `c-${k}`);
beforeEach(async () => {
  store = createMemoryStore();
  operations = createMemoryOperationStore();
  await store.add(
    ids.map((id) => submission(id)),
    at(0),
  );
  await store.recordVerdicts(ids.map((id) => verdict(id)));
  await operations.plan({ id: 'o', kind: 'bulk', by: 'lea', at: at(1), ruling: 'reject', reason: 'SPAM' }, [
    ...ids,
    'gone',
  ]);
});
const run = () => runOperation('o', { store, operations });
const waiting = async () => (await store.reviewQueue({})).total;

describe('an operation', () => {
  test('decides its cases, skips what others hold or decided, and is undone whole', async () => {
    await store.claim('c-1', 'mia', 60_000);
    await store.recordDecision(decision('c-2'));
    expect(await operations.move('o', 'planned', 'running')).toBe(true);
    await run();
    expect(await operations.get('o')).toMatchObject({ state: 'done', total: 121, done: 118, skipped: 3 });
    expect(await waiting()).toBe(1);
    expect((await store.get(['c-0']))[0]?.decision).toMatchObject({
      id: decisionIn('o', 'c-0'),
      ruling: 'reject',
      reason: 'SPAM',
      moderator: 'lea',
    });
    expect(await operations.move('o', 'done', 'undoing')).toBe(true);
    await run();
    expect(await operations.get('o')).toMatchObject({ state: 'undone', done: 118, skipped: 3 });
    expect(await waiting()).toBe(119);
    expect((await store.get(['c-2']))[0]?.decision?.ruling).toBe('approve');
  });

  test('that broke off is run again without harm', async () => {
    await operations.move('o', 'planned', 'running');
    let calls = 0;
    const breaking = {
      ...store,
      recordDecision: async (...given: Parameters<CommentStore['recordDecision']>) => {
        if (++calls > 70) throw new Error('away');
        return store.recordDecision(...given);
      },
    };
    await expect(runOperation('o', { store: breaking, operations })).rejects.toThrow('away');
    expect((await operations.get('o'))?.state).toBe('running');
    await run();
    expect(await operations.get('o')).toMatchObject({ state: 'done', done: 120, skipped: 1 });
    expect((await store.events('c-3')).filter(({ type }) => type === 'decided')).toHaveLength(1);
  });

  test('that is only planned, or unknown, does nothing', async () => {
    await run();
    await runOperation('nothing', { store, operations });
    expect(await waiting()).toBe(120);
  });
});
