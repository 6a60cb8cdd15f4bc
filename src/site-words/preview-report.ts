import type { Severity } from '../domain/finding.js';
import type { Span } from '../domain/span.js';
import type { Action } from '../domain/verdict.js';

/** How moderators had decided comments. */
export interface DecidedCounts {
  readonly approved: number;
  readonly rejected: number;
  readonly escalated: number;
  readonly undecided: number;
}

/** What one finding that came or went is, without a word of the text. */
export interface SeenFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly span: Span;
}

/** What new entries would have done to the newest comments of a site. */
export interface Preview {
  /** Version of the list that stands, which the new entries were added to. */
  readonly version: number;
  /** Comments read. */
  readonly read: number;
  /** Comments in which a new entry made a finding, or made one vanish; and how moderators had decided those. */
  readonly hit: number;
  readonly decided: DecidedCounts;
  /** The same for each new entry, in their order. Two entries may act on one comment. */
  readonly entries: readonly {
    readonly entry: string;
    readonly hit: number;
    readonly decided: DecidedCounts;
  }[];
  /** Comments whose verdict would be another, most frequent change first. */
  readonly changes: readonly {
    readonly from: Action;
    readonly to: Action;
    readonly count: number;
    readonly decided: DecidedCounts;
  }[];
  /** The newest of those that were hit, at most 20. */
  readonly samples: readonly PreviewSample[];
}

export interface PreviewSample {
  readonly id: string;
  readonly from: Action;
  readonly to: Action;
  readonly entries: readonly string[];
  /** Findings of the new entries. */
  readonly found: readonly SeenFinding[];
  /** Findings that the new entries would let through. */
  readonly letThrough: readonly SeenFinding[];
}
