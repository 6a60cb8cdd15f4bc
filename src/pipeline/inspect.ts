import type { Check, Inspection } from '../checks/check.js';
import type { CommentContext } from '../domain/comment.js';
import type { Outcome } from '../domain/outcome.js';
import { isWithin } from '../domain/span.js';
import type { Text } from '../text/text.js';

/**
 * Runs every check side by side, each with a deadline. Outcomes come back in the order the checks were given.
 * A check that throws, hangs past the deadline or reports a span outside the text gives a `failed` outcome.
 *
 * @param deadlineMs milliseconds a check may take
 */
export async function inspect(
  checks: readonly Check[],
  text: Text,
  about: CommentContext,
  deadlineMs: number,
): Promise<Outcome[]> {
  const deadline = new AbortController(); // one for all: they start together
  return Promise.all(checks.map((check) => run(check, text, about, deadline, deadlineMs)));
}

async function run(
  check: Check,
  text: Text,
  about: CommentContext,
  deadline: AbortController,
  deadlineMs: number,
): Promise<Outcome> {
  const { name, version } = check;
  const started = performance.now();
  try {
    const answer = check.inspect(text, about, deadline.signal);
    const { findings, scores } =
      answer instanceof Promise ? await before(answer, deadline, deadlineMs) : answer;
    if (!findings.every((finding) => isWithin(finding.span, text.raw.length)))
      throw new ContractError('a finding lies outside the text');
    const ms = elapsed(started);
    if (ms > deadlineMs) throw new DeadlineError(`took longer than ${deadlineMs} ms`);
    return { status: 'ran', check: name, version, ms, findings, scores };
  } catch (error) {
    return { status: 'failed', check: name, version, ms: elapsed(started), error: describe(error) };
  }
}

class DeadlineError extends Error {
  override readonly name = 'TimeoutError';
}

class ContractError extends Error {
  override readonly name = 'ContractError';
}

/** Settles as the answer does, or fails at the deadline and tells the check through its signal. */
function before(
  answer: Promise<Inspection>,
  deadline: AbortController,
  deadlineMs: number,
): Promise<Inspection> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const late = new DeadlineError(`no answer within ${deadlineMs} ms`);
      deadline.abort(late);
      reject(late);
    }, deadlineMs);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const elapsed = (started: number): number => Math.round((performance.now() - started) * 100) / 100;

/** Name and code only: a check's message may quote the text that broke it, and logs must not. */
function describe(error: unknown): string {
  if (error instanceof DeadlineError || error instanceof ContractError)
    return `${error.name}: ${error.message}`;
  const { name = 'Error', code } = (error ?? {}) as { name?: string; code?: unknown };
  return typeof code === 'string' ? `${name}: ${code}` : `${name}: the check failed`;
}
