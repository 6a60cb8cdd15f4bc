import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
  wrap,
} from 'cockatiel';
import type { CommentContext } from '../domain/comment.js';
import type { Scores } from '../domain/finding.js';

/** Asks Google's Perspective. Rejects with an error that has a `code`, and `retryAfterMs` where Google said so. */
export type AskPerspective = (text: string, about: CommentContext, signal: AbortSignal) => Promise<Scores>;

/** The same, made safe to lean on; undefined: no answer now, for the reason given to `onFailure`. */
export type Remote = (text: string, about: CommentContext) => Promise<Scores | undefined>;

export interface RemoteOptions {
  readonly ask: AskPerspective;
  /** Longest pause that a request waits for a second try, ms. A longer one is kept by asking nothing meanwhile. */
  readonly patienceMs?: number;
  /** Failures in a row that open the circuit, and how long it stays open, ms. */
  readonly failures?: number;
  readonly openMs?: number;
  /** Questions under way at a time. */
  readonly atOnce?: number;
  readonly now?: () => number;
  readonly onFailure?: (code: string) => void;
}

interface Failure {
  readonly code?: unknown;
  readonly retryAfterMs?: number;
}

const failing: ReadonlySet<unknown> = new Set(['timeout', 'unavailable', 'unreadable_answer']);
/** The pause after a 429 that names none: Google's quota is by the minute. */
const unnamedPauseMs = 10_000;

/**
 * One second try when Google says "again after so long" and that is short; silence as long as it says otherwise; a
 * circuit that opens after failures in a row, so that a dead Google costs nobody its timeout.
 */
export function createRemote({
  ask,
  patienceMs = 1000,
  failures = 5,
  openMs = 10_000,
  atOnce = 32,
  now = () => performance.now(),
  onFailure = () => {},
}: RemoteOptions): Remote {
  let silentUntil = 0;
  const pauseOf = (error: Failure): number | undefined =>
    error.code === 'rate_limited' ? (error.retryAfterMs ?? unnamedPauseMs) : undefined;
  const again = retry(
    handleWhen((error) => (pauseOf(error as Failure) ?? Number.POSITIVE_INFINITY) <= patienceMs),
    {
      maxAttempts: 1,
      backoff: new DelegateBackoff(({ result }) =>
        'error' in result ? (pauseOf(result.error as Failure) ?? 0) : 0,
      ),
    },
  );
  const breaker = circuitBreaker(
    handleWhen((error) => failing.has((error as Failure).code)),
    { halfOpenAfter: openMs, breaker: new ConsecutiveBreaker(failures) },
  );
  const policy = wrap(bulkhead(atOnce, 0), again, breaker);

  return async (text, about) => {
    if (now() < silentUntil) {
      onFailure('silent');
      return undefined;
    }
    try {
      return await policy.execute(({ signal }) => ask(text, about, signal));
    } catch (error) {
      const pause = pauseOf(error as Failure);
      if (pause !== undefined) silentUntil = Math.max(silentUntil, now() + pause);
      onFailure(codeOf(error));
      return undefined;
    }
  };
}

function codeOf(error: unknown): string {
  if (error instanceof BrokenCircuitError) return 'circuit_open';
  if (error instanceof BulkheadRejectedError) return 'too_many';
  const { code } = (error ?? {}) as Failure;
  return typeof code === 'string' ? code : 'failed';
}
