import type { Attribute, Severity } from './finding.js';
import type { Outcome } from './outcome.js';

/** The machine's words, weakest first: the strongest that any policy rule asks for wins, whatever the order. */
export const actions = ['allow', 'review', 'block'] as const;
export type Action = (typeof actions)[number];

/** The stronger of two actions. */
export const stronger = (a: Action, b: Action): Action => (actions.indexOf(a) >= actions.indexOf(b) ? a : b);

/** Why the verdict is what it is: one policy rule that spoke, and what made it speak. */
export type Reason =
  | {
      readonly kind: 'rule';
      /** Name of the policy rule. */
      readonly rule: string;
      readonly action: Action;
      readonly attribute: Attribute;
      /** The score that reached the rule's minimum, 0..1. */
      readonly score: number;
      /** The rule's minimum; absent in verdicts that were kept before it was told. */
      readonly minScore?: number;
      /** Set when the rule asked for findings of a severity: the worst one seen. */
      readonly severity?: Severity;
      /** The checks whose findings or scores reached the rule, in the order of outcomes. */
      readonly checks: readonly string[];
    }
  | {
      readonly kind: 'failed_check';
      readonly check: string;
      readonly action: Action;
      readonly error: string;
    };

/** What the policy makes of the outcomes. */
export interface Judgement {
  readonly action: Action;
  /** 0..1000; what should be reviewed first has the higher number. */
  readonly priority: number;
  readonly reasons: readonly Reason[];
}

export interface Verdict extends Judgement {
  readonly commentId: string;
  /** The revision of the comment that was read. */
  readonly revision: number;
  readonly outcomes: readonly Outcome[];
  /** `<name>@<version>` of the policy that judged. */
  readonly policy: string;
  /** ISO 8601. */
  readonly judgedAt: string;
  /** What near-duplicates of this comment share; absent where it is too short. */
  readonly likeness?: string;
  /** What a policy that is only tried beside this one would have done; it never acts. */
  readonly shadow?: { readonly policy: string; readonly action: Action };
}
