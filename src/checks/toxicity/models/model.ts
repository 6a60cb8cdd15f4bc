import type { CommentContext } from '../../../domain/comment.js';
import type { Attribute, Scores } from '../../../domain/finding.js';
import type { Span } from '../../../domain/span.js';
import type { Text } from '../../../text/text.js';

/** A stretch of the ORIGINAL text that carried an attribute's score. */
export interface Evidence {
  readonly attribute: Attribute;
  readonly span: Span;
  /** 0..1; at most the attribute's score for the whole text. */
  readonly score: number;
  /** Where the word that gave most is of a listed kind: which (slur, swearing, insults, harming, hating, vices). */
  readonly kind?: string;
}

/** What a model says of one text. */
export interface ModelReading {
  /** 0..1 an attribute, for the whole text. */
  readonly scores: Scores;
  /** Strongest first; none for an attribute below its operating point, or where the model cannot tell. */
  readonly evidence: readonly Evidence[];
  /** From which score on a finding is worth reporting; {@link usualOperatingPoint} where a model names none. */
  readonly operatingPoints?: Scores;
  /** The model cannot read the text's language: no scores and no evidence, which is not the same as harmless. */
  readonly unsupported?: 'language';
}

/** What Perspective's own documentation calls a sound start for moderation ("0.7 to 0.9", About the API: Score). */
export const usualOperatingPoint = 0.8;

/** Something that hears how toxic a text is: embedded or remote. Rejects when it cannot tell. */
export interface ToxicityModel {
  readonly name: string;
  /** Changes whenever the same text could score otherwise. */
  readonly version: string;
  readonly attributes: readonly Attribute[];
  read(text: Text, about: CommentContext, signal: AbortSignal): ModelReading | Promise<ModelReading>;
}
