import type { Finding, Scores } from './finding.js';

/** What became of one check on one text: it ran, or it failed. A check that could not run is never silence. */
export type Outcome = RanOutcome | FailedOutcome;

export interface RanOutcome {
  readonly status: 'ran';
  readonly check: string;
  readonly version: string;
  /** Milliseconds, monotonic clock, rounded to hundredths. */
  readonly ms: number;
  readonly findings: readonly Finding[];
  readonly scores: Scores;
  /** Set when the check cannot read the text's language: that it found nothing then says nothing. */
  readonly unsupported?: 'language';
}

export interface FailedOutcome {
  readonly status: 'failed';
  readonly check: string;
  readonly version: string;
  readonly ms: number;
  /** `<ErrorName>: <message>`, without text, key or stack. */
  readonly error: string;
}
