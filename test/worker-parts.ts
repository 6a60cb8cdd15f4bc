import type { Comment, Submission } from '../src/domain/comment.js';
import type { Outcome } from '../src/domain/outcome.js';
import type { Verdict } from '../src/domain/verdict.js';
import type { Moderated, Pipeline } from '../src/pipeline/pipeline.js';

/** What the workers' tests are made of. */

export const submission = (id: string, text = `text of ${id}`): Submission => ({ id, text, site: 'test' });

/** A log that remembers what it was told. */
export function memoryLog() {
  const lines: unknown[][] = [];
  const note = (...line: unknown[]): void => void lines.push(line);
  return { lines, info: note, warn: note, error: note };
}

/** A pipeline that allows everything, by one check of the given version; `before` may wait or throw. */
export function scripted(
  before: (comment: Moderated) => void | Promise<void> = () => {},
  version = '1',
): Pipeline {
  const make = (comment: Pick<Comment, 'id' | 'revision'>, outcome: Outcome): Verdict => ({
    commentId: comment.id,
    revision: comment.revision,
    action: outcome.status === 'ran' ? 'allow' : 'review',
    priority: outcome.status === 'ran' ? 0 : 500,
    reasons:
      outcome.status === 'ran'
        ? []
        : [{ kind: 'failed_check', check: 'scripted', action: 'review', error: outcome.error }],
    outcomes: [outcome],
    policy: 'test@1',
    judgedAt: new Date().toISOString(),
  });
  const about = { check: 'scripted', version, ms: 0 };
  return {
    policy: 'test@1',
    versions: { scripted: version },
    async moderate(comment) {
      await before(comment);
      return make(comment, { ...about, status: 'ran', findings: [], scores: {} });
    },
    giveUp: (comment, error) => make(comment, { ...about, status: 'failed', error }),
    isCurrent: ({ outcomes }) =>
      outcomes.every((outcome) => outcome.version === version || outcome.version.startsWith(`${version}+`)),
  };
}
