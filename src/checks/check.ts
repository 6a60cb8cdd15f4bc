import type { CheckContext } from '../domain/comment.js';
import type { Attribute, Finding, Scores } from '../domain/finding.js';
import type { Text } from '../text/text.js';

/** What a check says of one text. */
export interface Inspection {
  /** In text order. Spans are half-open, in the ORIGINAL text, never empty. */
  readonly findings: readonly Finding[];
  /** One number an attribute for the whole text, 0..1; at least the highest score among the findings. */
  readonly scores: Scores;
  /** What besides its version the check went by, e.g. `words.7`: the outcome's version then ends with `+words.7`. */
  readonly using?: string;
  /** The check cannot read the text's language: it has no findings and no scores, which is not the same as harmless. */
  readonly unsupported?: 'language';
}

/**
 * Looks at a text and yields findings. The same text, context and version always give the same inspection.
 * A check that cannot judge throws: the pipeline makes a `failed` outcome of it, and the policy answers.
 */
export interface Check {
  /** Kebab-case; findings' rules start with it and a slash. */
  readonly name: string;
  /** Changes whenever the same text could give other findings or scores. */
  readonly version: string;
  /** Every attribute that its findings and scores may name. */
  readonly attributes: readonly Attribute[];
  /** @param signal aborted at the deadline: stop then, the answer is no longer wanted */
  inspect(text: Text, about: CheckContext, signal: AbortSignal): Inspection | Promise<Inspection>;
}
