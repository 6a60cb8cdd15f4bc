import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attributes, type Finding, severities } from '../domain/finding.js';
import type { Outcome } from '../domain/outcome.js';
import type { Policy, PolicyRule } from '../domain/policy.js';
import { actions } from '../domain/verdict.js';
import { judge } from './judge.js';

const finding = (over: Partial<Finding> = {}): Finding => ({
  rule: 'demo/rude',
  attribute: 'INSULT',
  span: { start: 0, end: 3 },
  score: 0.8,
  severity: 'moderate',
  note: 'Rude.',
  ...over,
});
const ran = (over: Partial<Extract<Outcome, { status: 'ran' }>> = {}): Outcome => ({
  status: 'ran',
  check: 'demo',
  version: '1',
  ms: 1,
  findings: [],
  scores: {},
  ...over,
});
const failed: Outcome = { status: 'failed', check: 'demo', version: '1', ms: 1, error: 'TimeoutError: late' };
const policy = (rules: Partial<PolicyRule>[], onFailedCheck: Policy['onFailedCheck'] = 'review'): Policy => ({
  name: 'test',
  version: '1',
  onFailedCheck,
  rules: rules.map((rule, at) => ({
    name: `rule-${at}`,
    attribute: 'INSULT',
    minScore: 0.5,
    action: 'review',
    ...rule,
  })),
});

describe('what the policy makes of outcomes', () => {
  test.each([
    ['nothing seen: allowed, priority 0', [ran()], policy([{}]), 'allow', 0],
    [
      'a summary score at the minimum counts',
      [ran({ scores: { INSULT: 0.5 } })],
      policy([{}]),
      'review',
      350,
    ],
    ['a score below it does not', [ran({ scores: { INSULT: 0.499 } })], policy([{}]), 'allow', 349],
    ['another attribute does not', [ran({ scores: { THREAT: 0.9 } })], policy([{}]), 'allow', 630],
    ['a finding counts without a summary', [ran({ findings: [finding()] })], policy([{}]), 'review', 480],
    [
      'a severity asked for is asked of findings, not of the summary',
      [ran({ findings: [finding({ severity: 'mild' })], scores: { INSULT: 1 } })],
      policy([{ minSeverity: 'moderate' }]),
      'allow',
      700,
    ],
    [
      'score and severity must be of the same finding',
      [
        ran({
          findings: [finding({ severity: 'severe', score: 0.2 }), finding({ severity: 'mild', score: 0.9 })],
        }),
      ],
      policy([{ minSeverity: 'severe' }]),
      'allow',
      360,
    ],
    [
      'the strongest action wins, whatever the order',
      [ran({ findings: [finding()] })],
      policy([{ action: 'block' }, { action: 'review' }]),
      'block',
      480,
    ],
    ['a failed check is answered by the policy', [failed], policy([{}]), 'review', 500],
    ['… even by allowing', [failed], policy([{}], 'allow'), 'allow', 0],
    [
      'a failed check does not hide what another saw',
      [failed, ran({ findings: [finding({ score: 1, severity: 'severe' })] })],
      policy([{ action: 'block' }]),
      'block',
      850,
    ],
    ['no outcomes at all: allowed', [], policy([{}]), 'allow', 0],
  ] as const)('%s', (_name, outcomes, by, action, priority) => {
    const judged = judge(outcomes, by);
    expect([judged.action, judged.priority]).toEqual([action, priority]);
  });
});

test('reasons name the rule, the score that reached its minimum, and the checks', () => {
  const outcomes = [
    ran({ check: 'a', findings: [finding({ score: 0.6 })] }),
    ran({ check: 'b', scores: { INSULT: 0.9 } }),
  ];
  expect(judge(outcomes, policy([{ name: 'rude', minScore: 0.4 }])).reasons).toEqual([
    {
      kind: 'rule',
      rule: 'rude',
      action: 'review',
      attribute: 'INSULT',
      score: 0.9,
      minScore: 0.4,
      checks: ['a', 'b'],
    },
  ]);
  expect(judge([failed], policy([])).reasons).toEqual([
    { kind: 'failed_check', check: 'demo', action: 'review', error: 'TimeoutError: late' },
  ]);
});

const score = fc.double({ min: 0, max: 1, noNaN: true });
const findings = fc.array(
  fc
    .record({ attribute: fc.constantFrom(...attributes), score, severity: fc.constantFrom(...severities) })
    .map(finding),
  { maxLength: 4 },
);
const outcomes = fc.array(
  fc.oneof(
    fc
      .record({ findings, scores: fc.dictionary(fc.constantFrom(...attributes), score) })
      .map((over) => ran(over)),
    fc.constant(failed),
  ),
  { maxLength: 4 },
);
const rules = fc.array(
  fc.record(
    {
      attribute: fc.constantFrom(...attributes),
      minScore: score,
      action: fc.constantFrom(...actions),
      minSeverity: fc.constantFrom(...severities),
    },
    { requiredKeys: ['attribute', 'minScore', 'action'] },
  ),
  { maxLength: 5 },
);

test('the order of checks and of rules makes no difference', () => {
  fc.assert(
    fc.property(outcomes, rules, fc.constantFrom(...actions), (seen, asked, onFailed) => {
      const one = judge(seen, policy(asked, onFailed));
      const other = judge([...seen].reverse(), policy([...asked].reverse(), onFailed));
      expect([other.action, other.priority]).toEqual([one.action, one.priority]);
    }),
  );
});

test('one more finding never weakens the verdict nor lowers the priority', () => {
  fc.assert(
    fc.property(findings, fc.constantFrom(...attributes), score, rules, (seen, attribute, sure, asked) => {
      const before = judge([ran({ findings: seen })], policy(asked));
      const after = judge([ran({ findings: [...seen, finding({ attribute, score: sure })] })], policy(asked));
      expect(actions.indexOf(after.action)).toBeGreaterThanOrEqual(actions.indexOf(before.action));
      expect(after.priority).toBeGreaterThanOrEqual(before.priority);
      expect(after.priority).toBeLessThanOrEqual(1000);
    }),
  );
});
