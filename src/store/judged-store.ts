import type { Decision } from '../domain/decision.js';
import type { Outcome } from '../domain/outcome.js';
import type { Action } from '../domain/verdict.js';

/** What is kept of a judged comment beside its text: enough to judge it again, by any policy. */
export interface Judged {
  readonly id: string;
  /** Milliseconds since 1970: when the current revision came in. */
  readonly receivedAt: number;
  readonly judgedAt: number;
  readonly action: Action;
  readonly priority: number;
  readonly policy: string;
  /** As the judge reads them; what only a reader of the text needs (spans, notes) may be blank. */
  readonly outcomes: readonly Outcome[];
  /** The lexicon entries that findings named, each once, as `<rule> <entry>`. */
  readonly entries: readonly string[];
  /** Id of the article, or its address. */
  readonly article?: string;
  /** The standing decision. */
  readonly decision?: Pick<Decision, 'ruling' | 'decidedAt' | 'moderator' | 'reason'>;
}

/** The newest judged comments, without their text. Rejects with DecorumError `unavailable` when the store is away. */
export interface JudgedStore {
  /**
   * A site's newest judged comments, newest first, in parts, so that 100,000 of them are never held at once. Comments
   * without a verdict on their current revision are left out and do not count.
   */
  newest(site: string, limit: number): AsyncIterable<readonly Judged[]>;
}
