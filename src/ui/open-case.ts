import type { AuthorResource, Claim, ReviewCaseResource, ReviewItem } from '../api/types.js';

/** The case that is open, and what is known around it. */
export interface OpenCase {
  readonly found: ReviewCaseResource;
  /** Ours until then; absent where another holds it. */
  readonly claim?: Claim;
  readonly alike: readonly ReviewItem[];
  readonly alikeTotal: number;
  /** What else its author wrote; absent until it is known. */
  readonly author?: AuthorResource;
}
