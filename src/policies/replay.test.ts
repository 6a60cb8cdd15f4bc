import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Policy } from '../domain/policy.js';
import type { JudgedCase } from '../store/comment-store.js';
import { outcome } from '../store/testing/make.js';
import { curveThresholds, replay } from './replay.js';
import { share } from './wilson.js';

const policy = (minScore: number, more: Partial<Policy> = {}): Policy => ({
  name: 'p',
  version: '1',
  onFailedCheck: 'review',
  rules: [{ name: 'toxic', attribute: 'TOXICITY', minScore, action: 'review' }],
  ...more,
});
const judged = (id: string, score: number, ruling?: JudgedCase['ruling'], day = 0): JudgedCase => ({
  id,
  receivedAt: new Date(Date.UTC(2026, 10, 20 + day)).toISOString(),
  outcomes: [outcome({ scores: { TOXICITY: score } })],
  ...(ruling && { ruling }),
});
async function* of(cases: readonly JudgedCase[]) {
  yield cases.slice(0, 2);
  yield cases.slice(2);
}

test('tells holds, agreement, misses and what would change', async () => {
  const cases = [
    judged('a', 0.9, 'reject', 0),
    judged('b', 0.6, 'reject', 1),
    judged('c', 0.6, 'approve', 1),
    judged('d', 0.55, undefined, 2),
    judged('e', 0.1, 'approve', 2),
  ];
  const found = await replay(of(cases), { live: policy(0.8), candidate: policy(0.5), curve: 'toxic' });
  expect(found).toMatchObject({
    cases: 5,
    days: 2,
    holdsPerDay: { live: 0.5, candidate: 2 },
    blocked: { live: 0, candidate: 0 },
    misses: { live: 1, candidate: 0 },
    changes: {
      newlyHeld: { approved: 1, rejected: 1, undecided: 1 },
      released: { approved: 0, rejected: 0, undecided: 0 },
    },
  });
  expect(found.agreement.live).toMatchObject({ n: 3, of: 4 });
  expect(found.agreement.candidate).toMatchObject({ n: 3, of: 4 });
  expect(found.changed).toEqual([
    { id: 'b', from: 'allow', to: 'review', ruling: 'reject' },
    { id: 'c', from: 'allow', to: 'review', ruling: 'approve' },
    { id: 'd', from: 'allow', to: 'review' },
  ]);
  const at = (threshold: number) => found.curve!.find((point) => point.threshold === threshold)!;
  expect(at(0.8)).toMatchObject({ holdsPerDay: 0.5, misses: 1 });
  expect(at(0.5)).toMatchObject({ holdsPerDay: 2, misses: 0 });
});

test('of no cases nothing is said', async () => {
  expect(await replay(of([]), { live: policy(0.8), candidate: policy(0.5) })).toMatchObject({
    cases: 0,
    days: 0,
    holdsPerDay: { live: 0, candidate: 0 },
    changed: [],
  });
});

test('every point of a curve is what a replay with that threshold says', async () => {
  const cases = fc.array(
    fc.record({
      score: fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000),
      ruling: fc.constantFrom('approve' as const, 'reject' as const, undefined),
    }),
    { minLength: 1, maxLength: 30 },
  );
  await fc.assert(
    fc.asyncProperty(cases, fc.constantFrom(...curveThresholds), async (some, threshold) => {
      const all = some.map(({ score, ruling }, k) => judged(`c${k}`, score, ruling, k));
      const { curve } = await replay(of(all), { live: policy(0.8), candidate: policy(0.5), curve: 'toxic' });
      const { holdsPerDay, agreement, misses } = await replay(of(all), {
        live: policy(0.8),
        candidate: policy(threshold),
      });
      expect(curve!.find((point) => point.threshold === threshold)).toEqual({
        threshold,
        holdsPerDay: holdsPerDay.candidate,
        agreement: agreement.candidate,
        misses: misses.candidate,
      });
    }),
  );
});

describe("Wilson's interval", () => {
  test.each([
    [0, 0, 0, 1],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [0, 50, 0, 0.0714],
  ])('%d of %d: %d to %d', (n, of, low, high) => {
    const found = share(n, of);
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
  });
});
