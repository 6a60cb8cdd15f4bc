import type { Scores } from './finding.js';

/** A moderator's judgement from outside (comments:suggestscore): what the scores of a comment should be. */
export interface Label {
  /** Unique in its site: a later label of the same comment by the same community replaces the earlier one. */
  readonly id: string;
  readonly site: string;
  readonly text: string;
  /** 0..1 an attribute, usually 0 or 1. */
  readonly scores: Scores;
  /** The publisher's own id of the comment, where the request tells. */
  readonly commentId?: string;
  readonly url?: string;
  readonly parentId?: string;
  readonly language?: string;
  readonly clientToken?: string;
  readonly communityId?: string;
  /** Name of the key that brought it. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  /** What each check said of the text when the label came: for the precision of checks, without reading the text. */
  readonly said: readonly {
    readonly check: string;
    readonly version: string;
    readonly scores: Scores;
    /** Rules of the findings. */
    readonly rules: readonly string[];
  }[];
}
