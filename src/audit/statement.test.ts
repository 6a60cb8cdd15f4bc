import { expect, test } from '@jest/globals';
import type { Case } from '../domain/case.js';
import type { Finding } from '../domain/finding.js';
import { statementOf } from './statement.js';

const finding = (attribute: Finding['attribute'], note: string): Finding => ({
  ...{ rule: 'toy/x', attribute, span: { start: 0, end: 3 }, score: 0.9, severity: 'severe', note },
});
const blocked: Case = {
  comment: {
    id: 'c1',
    text: 'The hidden words',
    site: 'daily',
    revision: 2,
    receivedAt: '2026-11-21T10:00:00.000Z',
  },
  verdict: {
    ...{ commentId: 'c1', revision: 2, action: 'block', priority: 900, policy: 'p@1' },
    judgedAt: '2026-11-21T10:00:01.000Z',
    reasons: [
      { kind: 'rule', rule: 'threats', action: 'block', attribute: 'THREAT', score: 0.9, checks: ['toy'] },
    ],
    outcomes: [
      {
        ...{ status: 'ran', check: 'toy', version: '1', ms: 1, scores: {} },
        findings: [finding('THREAT', 'A threat.'), finding('INSULT', 'An insult.')],
      },
    ],
  },
};
const decided = (ruling: 'approve' | 'reject' | 'escalate', reason?: 'ILLEGAL'): Case => ({
  ...blocked,
  decision: {
    ...{ id: 'd1', commentId: 'c1', revision: 2, ruling, moderator: 'Ada', note: 'private' },
    ...(reason && { reason }),
    decidedAt: '2026-11-21T11:00:00.000Z',
  },
});

test('a block that no one looked at is a restriction by machine, held until someone does', () => {
  const { statement, text } = statementOf(blocked)!;
  expect(statement).toMatchObject({
    decidedAt: '2026-11-21T10:00:01.000Z',
    restriction: { kind: 'held' },
    automated: { detection: true, decision: true },
    ground: { kind: 'terms', code: 'OTHER' },
  });
  expect(statement.facts).toContain('A threat.');
  expect(statement.facts).not.toContain('An insult.'); // no rule was about it
  expect(text).not.toContain('hidden');
});

test("a rejection is a person's, by its reason; names and notes stay inside", () => {
  const { statement, text } = statementOf(decided('reject', 'ILLEGAL'))!;
  expect(statement).toMatchObject({
    decidedAt: '2026-11-21T11:00:00.000Z',
    restriction: { kind: 'removed' },
    automated: { detection: true, decision: false },
    ground: { kind: 'illegal', code: 'ILLEGAL' },
  });
  expect(text).not.toMatch(/Ada|private|hidden/);
});

test.each(['approve', 'escalate'] as const)('%s: nothing to state', (ruling) => {
  expect(statementOf(decided(ruling))).toBeUndefined();
});
test('what only waits for review, or was never judged, is not restricted by a decision', () => {
  const { verdict, ...unjudged } = blocked;
  expect(statementOf({ ...blocked, verdict: { ...verdict!, action: 'review' } })).toBeUndefined();
  expect(statementOf(unjudged)).toBeUndefined();
});
