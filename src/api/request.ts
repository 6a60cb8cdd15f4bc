import type { Request } from 'express';
import type { z } from 'zod';
import { jsonOf } from './body.js';
import { badParameter, inWords, Refusal } from './problems.js';
import { isCommentId, isSiteName, noQuery, read } from './schemas.js';

/** The body, read by a schema; 400, 413 or 422 when it is not as stated. */
export function bodyAs<T>(req: Request, schema: z.ZodType<T>): T {
  const found = read(schema, jsonOf(req));
  if (found.ok) return found.value;
  throw new Refusal(found.tooLarge ? 'too_large' : 'invalid', inWords(found.errors), {
    errors: found.errors,
  });
}

/** The query, read by a schema; 400 that names the parameter when it is not as stated. */
export function queryAs<T>(req: Request, schema: z.ZodType<T>): T {
  const found = read(schema, req.query);
  if (found.ok) return found.value;
  throw badParameter(
    found.errors.map(({ field, reason }) => ({
      field,
      reason: reason.replace('known field', 'known parameter'),
    })),
  );
}

/** Refuses any query parameter: a misspelt one must not be silence. */
export const refuseQuery = (req: Request): void => void queryAs(req, noQuery);

/** The id in the path. What cannot be a comment's id cannot be found. */
export function commentIdOf(req: Request): string {
  const id = String(req.params.id);
  if (!isCommentId(id)) throw unknownComment();
  return id;
}

/** The site in the path. What cannot be a site's name cannot be found. */
export function siteOf(req: Request): string {
  const site = String(req.params.site);
  if (!isSiteName(site)) throw new Refusal('not_found', 'No site can have this name.');
  return site;
}

export const unknownComment = (): Refusal => new Refusal('not_found', 'No comment has this id.');
