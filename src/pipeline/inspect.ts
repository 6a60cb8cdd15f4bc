import type { Check, Inspection } from '../checks/check.js';
import type { CheckContext } from '../domain/comment.js';
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
  about: CheckContext,
  deadlineMs: number,
): Promise<Outcome[]> {
  // One for all, since they start together; and one for many texts, as long as no check keeps it past its answer.
  const deadline = spare ?? new AbortController();
  spare = undefined;
  const running: (Outcome | Promise<Outcome>)[] = [];
  let atOnce = true;
  for (const check of checks) {
    const outcome = run(check, text, about, deadline, deadlineMs);
    if (outcome instanceof Promise) atOnce = false;
    running.push(outcome);
  }
  if (!atOnce) return Promise.all(running);
  spare = deadline;
  return running as Outcome[];
}

/** A controller that no check holds any more: making one costs more than many a check. */
let spare: AbortController | undefined;

/** At once when the check answers at once. */
function run(
  check: Check,
  text: Text,
  about: CheckContext,
  deadline: AbortController,
  deadlineMs: number,
): Outcome | Promise<Outcome> {
  const started = performance.now();
  try {
    const answer = check.inspect(text, about, deadline.signal);
    if (!(answer instanceof Promise)) return ran(check, text, started, deadlineMs, answer);
    return before(answer, deadline, deadlineMs)
      .then((late) => ran(check, text, started, deadlineMs, late))
      .catch((error) => failed(check, started, error));
  } catch (error) {
    return failed(check, started, error);
  }
}

function ran(check: Check, text: Text, started: number, deadlineMs: number, answer: Inspection): Outcome {
  const { findings, scores, using, unsupported } = answer;
  const ms = elapsed(started);
  for (const { span } of findings)
    if (!isWithin(span, text.raw.length))
      return failed(check, started, new ContractError('a finding lies outside the text'));
  if (ms > deadlineMs) return failed(check, started, new DeadlineError(`took longer than ${deadlineMs} ms`));
  const version = using === undefined ? check.version : `${check.version}+${using}`;
  return {
    status: 'ran',
    check: check.name,
    version,
    ms,
    findings,
    scores,
    ...(unsupported && { unsupported }),
  };
}

const failed = ({ name, version }: Check, started: number, error: unknown): Outcome => ({
  status: 'failed',
  check: name,
  version,
  ms: elapsed(started),
  error: describe(error),
});

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
