import type { CommentContext } from '../../../domain/comment.js';
import type { Attribute, Scores } from '../../../domain/finding.js';
import type { Span } from '../../../domain/span.js';
import type { Text } from '../../../text/text.js';

/** What a model says of one text. */
export interface ModelReading {
  /** 0..1 an attribute, for the whole text. */
  readonly scores: Scores;
  /** Stretches of the ORIGINAL text that carried a score, strongest first; empty where the model cannot tell. */
  readonly evidence: readonly {
    readonly attribute: Attribute;
    readonly span: Span;
    readonly score: number;
  }[];
}

/** Something that hears how toxic a text is: embedded or remote. Rejects when it cannot tell. */
export interface ToxicityModel {
  readonly name: string;
  /** Changes whenever the same text could score otherwise. */
  readonly version: string;
  readonly attributes: readonly Attribute[];
  read(text: Text, about: CommentContext, signal: AbortSignal): ModelReading | Promise<ModelReading>;
}
