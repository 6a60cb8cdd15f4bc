import { randomUUID } from 'node:crypto';
import type { Submission } from '../../domain/comment.js';
import type { Decision } from '../../domain/decision.js';
import type { RanOutcome } from '../../domain/outcome.js';
import type { Verdict } from '../../domain/verdict.js';

/** When the tests' comments come in; they count seconds from here. */
export const t0 = Date.parse('2026-11-20T10:00:00.000Z');
export const at = (seconds: number): string => new Date(t0 + seconds * 1000).toISOString();

export const submission = (id: string, more: Partial<Submission> = {}): Submission => ({
  id,
  text: `What ${id} says`,
  site: 'daily',
  ...more,
});

export const outcome = (more: Partial<RanOutcome> = {}): RanOutcome => ({
  status: 'ran',
  check: 'toxicity',
  version: '1',
  ms: 0.4,
  findings: [],
  scores: { TOXICITY: 0.4 },
  ...more,
});

export const verdict = (commentId: string, more: Partial<Verdict> = {}): Verdict => ({
  commentId,
  revision: 1,
  action: 'review',
  priority: 500,
  reasons: [],
  outcomes: [outcome()],
  policy: 'default@1',
  judgedAt: at(60),
  ...more,
});

export const decision = (commentId: string, more: Partial<Decision> = {}): Decision => ({
  id: randomUUID(),
  commentId,
  revision: 1,
  ruling: 'approve',
  moderator: 'mia',
  decidedAt: at(120),
  ...more,
});
