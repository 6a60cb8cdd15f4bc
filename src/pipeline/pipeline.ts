import type { Check } from '../checks/check.js';
import type { Comment } from '../domain/comment.js';
import type { FailedOutcome, Outcome } from '../domain/outcome.js';
import { type Policy, policyId } from '../domain/policy.js';
import type { Verdict } from '../domain/verdict.js';
import { Text } from '../text/text.js';
import { inspect } from './inspect.js';
import { judge } from './judge.js';

/** The only way from text to verdict. API, worker, command line, evaluation and tests all call it. */
export interface Pipeline {
  /** Runs the checks on one comment and judges what they say. Never rejects for what a check does. */
  moderate(comment: Moderated): Promise<Verdict>;
  /** The verdict for a comment that could not be read at all: every check failed, the policy answers. */
  giveUp(comment: Pick<Comment, 'id' | 'revision'>, error: string): Verdict;
  /** Whether a verdict is what this pipeline would say again: same policy, same checks, same versions. */
  isCurrent(verdict: Verdict): boolean;
  /** Versions by check name. */
  readonly versions: Readonly<Record<string, string>>;
  /** `<name>@<version>` of the policy. */
  readonly policy: string;
}

/** What of a comment the pipeline reads. */
export type Moderated = Pick<Comment, 'id' | 'revision' | 'text' | 'article' | 'parent' | 'language'>;

export interface PipelineOptions {
  readonly checks: readonly Check[];
  readonly policy: Policy;
  /** Milliseconds a check may take on one comment. */
  readonly deadlineMs?: number;
  readonly now?: () => Date;
}

export const defaultDeadlineMs = 2000;

export function createPipeline({
  checks,
  policy,
  deadlineMs = defaultDeadlineMs,
  now = () => new Date(),
}: PipelineOptions): Pipeline {
  const id = policyId(policy);
  const versions = Object.fromEntries(checks.map(({ name, version }) => [name, version]));

  const verdict = (comment: Pick<Comment, 'id' | 'revision'>, outcomes: readonly Outcome[]): Verdict => {
    const { action, priority, reasons } = judge(outcomes, policy);
    return {
      commentId: comment.id,
      revision: comment.revision,
      action,
      priority,
      reasons,
      outcomes,
      policy: id,
      judgedAt: now().toISOString(),
    };
  };

  return {
    versions,
    policy: id,
    async moderate(comment) {
      return verdict(comment, await inspect(checks, new Text(comment.text), comment, deadlineMs));
    },
    giveUp(comment, error) {
      const failed = checks.map(
        ({ name, version }): FailedOutcome => ({ status: 'failed', check: name, version, ms: 0, error }),
      );
      return verdict(comment, failed);
    },
    isCurrent(found) {
      if (found.policy !== id || found.outcomes.length !== checks.length) return false;
      // A version that goes on with '+' was made by this one and a remote provider after it: not to be undone.
      return found.outcomes.every(({ check, version }) => {
        const ours = versions[check];
        return ours !== undefined && (version === ours || version.startsWith(`${ours}+`));
      });
    },
  };
}
