import type { Attribute, Severity } from './finding.js';
import type { Action } from './verdict.js';

/** "At this score (and at least this severity), do that." */
export interface PolicyRule {
  readonly name: string;
  readonly attribute: Attribute;
  /** 0..1, inclusive. */
  readonly minScore: number;
  /** When set, the rule looks at single findings of at least this severity; else at the attribute's score. */
  readonly minSeverity?: Severity;
  readonly action: Action;
}

/** Versioned data that turns findings into a verdict. */
export interface Policy {
  readonly name: string;
  readonly version: string;
  readonly rules: readonly PolicyRule[];
  /** What becomes of a comment when a check failed. */
  readonly onFailedCheck: Action;
}

/** How verdicts name the policy that judged them. */
export const policyId = (policy: Policy): string => `${policy.name}@${policy.version}`;
