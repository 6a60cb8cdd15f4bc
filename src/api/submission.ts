import type { z } from 'zod';
import type { Submission } from '../domain/comment.js';
import type { Taken } from './intake.js';
import { linkToComment } from './presenters.js';
import type { postedComment } from './schemas.js';
import type { AcceptedComment } from './types.js';

/** Under this site stands what came without one. */
export const defaultSite = 'default';

/** @param madeId the id for a comment that came without one */
export const submissionOf = (posted: z.infer<typeof postedComment>, madeId: string): Submission => ({
  ...posted,
  id: posted.id ?? madeId,
  site: posted.site ?? defaultSite,
});

/** What is said where an id belongs to a comment of another site. */
export const otherSite = 'The id is taken by a comment of another site.';

/** The answer to a taken submission; undefined where its id belongs to another site. */
export function presentTaken({ id, revision, status, result }: Taken): AcceptedComment | undefined {
  return result === 'refused'
    ? undefined
    : { id, revision, status, result, links: { self: linkToComment(id) } };
}
