import type { SiteWords } from './site-words.js';

/** What stands above the comment. All parts optional: publishers send what they have. */
export interface Article {
  readonly id?: string;
  readonly url?: string;
  readonly title?: string;
  readonly text?: string;
}

/** The comment that this one answers. */
export interface ParentComment {
  readonly id?: string;
  readonly text: string;
}

/** What the checks may know besides the text itself. */
export interface CommentContext {
  readonly article?: Article;
  readonly parent?: ParentComment;
  /** BCP-47 tag as the publisher sent it, e.g. `en` or `pt-BR`. */
  readonly language?: string;
}

/** A comment's context, and what its site says of words. */
export interface CheckContext extends CommentContext {
  /** The site's own allow and deny lists, where it has any. */
  readonly words?: SiteWords;
}

/** What a publisher sends: who wrote what, under what, for whom. */
export interface Submission extends CommentContext {
  /** Unique in one Decorum; at most 200 characters. */
  readonly id: string;
  readonly text: string;
  readonly site: string;
  /** Opaque id of the writer. */
  readonly author?: string;
  /** ISO 8601: when the reader sent it, as the publisher says. */
  readonly submittedAt?: string;
}

/** A submission as the store holds it. The same id with another text is the next revision. */
export interface Comment extends Submission {
  /** 1 for the first text under this id, then 2, 3, … */
  readonly revision: number;
  /** ISO 8601: when this revision came in. */
  readonly receivedAt: string;
}
