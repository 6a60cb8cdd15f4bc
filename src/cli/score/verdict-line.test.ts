import { expect, test } from '@jest/globals';
import { presentCase } from '../../api/presenters.js';
import type { Comment } from '../../domain/comment.js';
import { attributes, type Finding } from '../../domain/finding.js';
import type { Verdict } from '../../domain/verdict.js';
import { lineOfResource, verdictLine } from './verdict-line.js';

const finding = (start: number, end: number, rest: Partial<Finding> = {}): Finding => ({
  rule: 'profanity/word',
  attribute: 'PROFANITY',
  span: { start, end },
  score: 0.900049,
  severity: 'mild',
  note: 'A word.',
  ...rest,
});
const verdict: Verdict = {
  commentId: 'c1',
  revision: 1,
  action: 'review',
  priority: 712,
  reasons: [
    {
      kind: 'rule',
      rule: 'profanity',
      action: 'review',
      attribute: 'PROFANITY',
      score: 0.900049,
      checks: ['profanity'],
    },
    { kind: 'failed_check', check: 'toxicity', action: 'review', error: 'TimeoutError: no answer' },
  ],
  outcomes: [
    {
      status: 'ran',
      check: 'profanity',
      version: '3',
      ms: 1,
      findings: [finding(10, 14), finding(0, 9)],
      scores: { PROFANITY: 0.5, INSULT: 0.33335 },
    },
    {
      status: 'ran',
      check: 'dehumanizing',
      version: '2',
      ms: 1,
      findings: [finding(0, 4, { rule: 'dehumanizing/animal', attribute: 'DEHUMANIZATION', score: 1 })],
      scores: { INSULT: 0.2 },
    },
    { status: 'failed', check: 'toxicity', version: '7', ms: 9, error: 'TimeoutError: no answer' },
  ],
  policy: 'default@1',
  judgedAt: '2026-01-02T03:04:05.000Z',
};

test('a line is what its readers were promised, in this order and nothing renamed', () => {
  expect(JSON.stringify(verdictLine('c1', verdict))).toBe(
    JSON.stringify({
      id: 'c1',
      action: 'review',
      priority: 712,
      scores: {
        TOXICITY: 0,
        SEVERE_TOXICITY: 0,
        IDENTITY_ATTACK: 0,
        INSULT: 0.3334,
        PROFANITY: 0.9,
        THREAT: 0,
        DEHUMANIZATION: 1,
      },
      findings: [
        {
          rule: 'dehumanizing/animal',
          attribute: 'DEHUMANIZATION',
          span: { start: 0, end: 4 },
          score: 1,
          severity: 'mild',
          note: 'A word.',
        },
        {
          rule: 'profanity/word',
          attribute: 'PROFANITY',
          span: { start: 0, end: 9 },
          score: 0.9,
          severity: 'mild',
          note: 'A word.',
        },
        {
          rule: 'profanity/word',
          attribute: 'PROFANITY',
          span: { start: 10, end: 14 },
          score: 0.9,
          severity: 'mild',
          note: 'A word.',
        },
      ],
      policy: 'default@1',
      versions: { profanity: '3', dehumanizing: '2', toxicity: '7' },
      reasons: [{ ...verdict.reasons[0], score: 0.9 }, verdict.reasons[1]],
      failed: ['toxicity'],
    }),
  );
});

test('where no check says anything all seven scores are 0 and nothing is added', () => {
  const { scores, ...rest } = verdictLine('c1', {
    ...verdict,
    action: 'allow',
    priority: 0,
    reasons: [],
    outcomes: [{ status: 'ran', check: 'quiet', version: '1', ms: 1, findings: [], scores: {} }],
  });
  expect(Object.entries(scores)).toEqual(attributes.map((name) => [name, 0]));
  expect(rest).toEqual({
    id: 'c1',
    action: 'allow',
    priority: 0,
    findings: [],
    policy: 'default@1',
    versions: { quiet: '1' },
  });
});

test('the same verdict from the API gives the same line', () => {
  const comment: Comment = {
    id: 'c1',
    text: 'some words here',
    site: 's',
    revision: 1,
    receivedAt: '2026-01-02T03:04:04.000Z',
  };
  const sent = JSON.parse(JSON.stringify(presentCase({ comment, verdict })));
  expect(lineOfResource('c1', sent.verdict)).toEqual(verdictLine('c1', verdict));
});
