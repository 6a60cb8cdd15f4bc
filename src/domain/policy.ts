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

/** A site's own policy as it was saved. Immutable. */
export interface PolicyVersion {
  readonly version: number;
  readonly policy: Policy;
  /** Name of the key or user that saved it. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly note?: string;
}

/** Which of a site's versions judge: the one that acts, and one that is only tried beside it. */
export interface StandingPolicies {
  /** Absent: the starting policy of the house acts. */
  readonly live?: number;
  readonly shadow?: number;
}

/** What a site's comments are judged by at one time. */
export interface SitePolicies {
  readonly live: Policy;
  readonly shadow?: Policy;
}

/** How verdicts name a site's own policy: `<name>@<site>/<version>`. */
export const sitePolicy = (
  site: string,
  version: number,
  policy: Pick<Policy, 'name' | 'rules' | 'onFailedCheck'>,
): Policy => ({
  name: policy.name,
  version: `${site}/${version}`,
  rules: policy.rules,
  onFailedCheck: policy.onFailedCheck,
});
