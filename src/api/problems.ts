import type { ErrorRequestHandler, Response } from 'express';
import { DecorumError, type ErrorCode } from '../domain/errors.js';
import type { FieldError, Problem } from './types.js';

/** Every way to say no, in one table. Codes are stable; titles are for people. */
export const problems = {
  bad_request: { status: 400, title: 'The request cannot be read' },
  broken_json: { status: 400, title: 'The body is not valid JSON' },
  broken_csv: { status: 400, title: 'The body is not a CSV of entries' },
  invalid_parameter: { status: 400, title: 'A query parameter or header is not as stated' },
  unauthenticated: { status: 401, title: 'A valid API key is needed' },
  csrf: { status: 403, title: 'The request may not come from our page' },
  forbidden: { status: 403, title: 'This key may not do that' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  conflict: { status: 409, title: 'The state has moved on' },
  other_site: { status: 409, title: 'The id belongs to a comment of another site' },
  stale_revision: { status: 409, title: 'The comment has another revision by now' },
  already_decided: { status: 409, title: 'A decision stands' },
  claimed: { status: 409, title: 'Another moderator holds the case' },
  too_large: { status: 413, title: 'Too large' },
  unsupported_media_type: { status: 415, title: 'The content type is not accepted' },
  invalid: { status: 422, title: 'A field is not as stated' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key came with another request before' },
  too_many_requests: { status: 429, title: 'Too many tries' },
  internal: { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'The store or the queue is away; try again' },
  overloaded: { status: 503, title: 'Too much at once; try again' },
  timeout: { status: 504, title: 'No answer in time' },
} as const satisfies Record<ErrorCode, { status: number; title: string }> &
  Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof problems;

/** Seconds that a client should wait before it tries again. */
const retryAfter: Partial<Record<ProblemCode, number>> = { unavailable: 2, overloaded: 1 };

type Extras = Pick<Problem, 'errors' | 'claim' | 'decision' | 'revision' | 'version'>;

/** A no, thrown by a handler and written by {@link writeProblem}. Its words never repeat what was sent. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly extras: Extras = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }
}

/** The document for one code. */
export const problem = (code: ProblemCode, detail: string, extras: Extras = {}): Problem => ({
  type: `urn:decorum:problem:${code}`,
  ...problems[code],
  detail,
  code,
  ...extras,
});

/** Whatever was thrown, as a refusal. Unknown errors become `internal` and say nothing of themselves. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof DecorumError) return ofDecorum(error);
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown };
  // body-parser and the router mark their errors with `type` and `status`; their messages may quote the body.
  if (type === 'entity.too.large') return new Refusal('too_large', 'The body is larger than 5 MiB.');
  if (type === 'encoding.unsupported')
    return new Refusal('unsupported_media_type', 'The Content-Encoding is not known here.');
  if (type === 'request.aborted') return new Refusal('bad_request', 'The request broke off.');
  if (status === 404) return new Refusal('not_found', 'No file is there.');
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Refusal('bad_request', 'The address or the body cannot be decoded.');
  return new Refusal('internal', 'The request could not be carried out. Its id names it in the log.');
}

function ofDecorum(error: DecorumError): Refusal {
  if (error.code === 'unavailable' || error.code === 'overloaded' || error.code === 'timeout')
    return new Refusal(error.code, 'Nothing was lost that was answered before. Sending again is harmless.');
  const { field } = error.about;
  return new Refusal(error.code, error.message, field ? { errors: [{ field, reason: error.message }] } : {});
}

/** The last handler of the app: writes whatever was thrown as RFC 9457 `application/problem+json`. */
export const writeProblem: ErrorRequestHandler = (error, req, res, next) => {
  const refusal = refusalOf(error);
  res.locals.problem = refusal.code;
  if (refusal.code === 'internal') res.err = error as Error;
  if (res.headersSent) return void next(error);
  const seconds = retryAfter[refusal.code];
  if (seconds) res.set('Retry-After', String(seconds));
  res.set(refusal.headers);
  const instance = `urn:decorum:request:${String(req.id)}`;
  send(res, { ...problem(refusal.code, refusal.detail, refusal.extras), instance });
};

function send(res: Response, body: Problem): void {
  res.status(body.status).type('application/problem+json').send(JSON.stringify(body));
}

/** A refusal for query parameters, headers and the like: 400. */
export const badParameter = (errors: readonly FieldError[]): Refusal =>
  new Refusal('invalid_parameter', inWords(errors), { errors });

/** `article.text must be a string; site is not known here`. */
export const inWords = (errors: readonly FieldError[]): string =>
  `${errors.map(({ field, reason }) => `${field} ${reason}`).join('; ')}.`;
