import type { Span } from './span.js';

/** Kinds of harm: Perspective's six production attributes, by their names, and one of ours. */
export const attributes = [
  'TOXICITY',
  'SEVERE_TOXICITY',
  'IDENTITY_ATTACK',
  'INSULT',
  'PROFANITY',
  'THREAT',
  'DEHUMANIZATION',
] as const;
export type Attribute = (typeof attributes)[number];

/** How bad a finding is, mildest first. How sure we are is its score. */
export const severities = ['mild', 'moderate', 'severe'] as const;
export type Severity = (typeof severities)[number];

/** Whether severity `a` is at least as bad as `b`. */
export const atLeast = (a: Severity, b: Severity): boolean => severities.indexOf(a) >= severities.indexOf(b);

/** One thing seen in a text. */
export interface Finding {
  /** `<check>/<what>`, e.g. `dehumanizing/vermin`. */
  readonly rule: `${string}/${string}`;
  readonly attribute: Attribute;
  readonly span: Span;
  /** How sure, 0..1. */
  readonly score: number;
  readonly severity: Severity;
  /** One sentence for the moderator. Never holds more of the text than the span does. */
  readonly note: string;
}

/** Summary scores by attribute, each 0..1: one number for the whole text. */
export type Scores = Readonly<Partial<Record<Attribute, number>>>;
