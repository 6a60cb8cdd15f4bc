import { expect, test } from '@jest/globals';
import type { Finding } from '../domain/finding.js';
import type { Verdict } from '../domain/verdict.js';
import { presentVerdict } from './presenters.js';

const finding = (start: number, end: number, check: string): Finding => ({
  rule: `${check}/x`,
  attribute: 'INSULT',
  span: { start, end },
  score: 0.5,
  severity: 'mild',
  note: 'A note.',
});

const verdict: Verdict = {
  commentId: 'c',
  revision: 1,
  action: 'review',
  priority: 500,
  reasons: [],
  outcomes: [
    {
      status: 'ran',
      check: 'a',
      version: '1',
      ms: 1,
      findings: [finding(5, 9, 'a'), finding(0, 9, 'a')],
      scores: { INSULT: 0.7, THREAT: 0.1 },
    },
    { status: 'failed', check: 'b', version: '2', ms: 2, error: 'TimeoutError: no answer within 2 ms' },
    {
      status: 'ran',
      check: 'c',
      version: '3',
      ms: 3,
      findings: [finding(0, 4, 'c')],
      scores: { INSULT: 0.6 },
    },
  ],
  policy: 'p@1',
  judgedAt: '2026-11-20T10:00:00.000Z',
};

test('a verdict has the findings of all checks in text order and the highest score of each attribute', () => {
  const { findings, scores } = presentVerdict(verdict);
  expect(findings.map(({ rule, span }) => [rule, span.start, span.end])).toEqual([
    ['c/x', 0, 4],
    ['a/x', 0, 9],
    ['a/x', 5, 9],
  ]);
  expect(scores).toEqual({ INSULT: 0.7, THREAT: 0.1 });
});

test('a check that failed is told, with its error', () => {
  expect(presentVerdict(verdict).outcomes).toEqual([
    { check: 'a', version: '1', status: 'ran', ms: 1 },
    { check: 'b', version: '2', status: 'failed', ms: 2, error: 'TimeoutError: no answer within 2 ms' },
    { check: 'c', version: '3', status: 'ran', ms: 3 },
  ]);
});
