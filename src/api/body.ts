import type { Request, RequestHandler } from 'express';
import { problem, Refusal } from './problems.js';
import type { Problem } from './types.js';

export const json = 'application/json';
export const csv = 'text/csv';
export const ndjson = 'application/x-ndjson';

/** The media type of a request, lower case, without parameters. */
export const mediaType = (req: Request): string =>
  (req.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();

/** Refuses other content types before the body is read. A charset other than UTF-8 is refused too. */
export const acceptOnly =
  (types: readonly string[]): RequestHandler =>
  (req, _res, next) => {
    const charset = /;\s*charset\s*=\s*"?([^;"\s]*)/i.exec(req.headers['content-type'] ?? '')?.[1];
    if (!types.includes(mediaType(req)) || (charset && charset.toLowerCase() !== 'utf-8'))
      throw new Refusal('unsupported_media_type', `Send ${types.join(' or ')}, in UTF-8.`);
    next();
  };

/** The bytes of the body; none at all are no bytes. */
export const bytesOf = (req: Request): Buffer => (Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON from bytes. The parser's own message quotes the text, so it is dropped. */
export function parseJson(bytes: Uint8Array): { readonly value: unknown } | { readonly problem: Problem } {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { problem: problem('broken_json', 'The bytes are not UTF-8.') };
  }
  try {
    return { value: JSON.parse(text) };
  } catch {
    return {
      problem: problem('broken_json', text.trim() ? 'This is not one JSON value.' : 'The body is empty.'),
    };
  }
}

/** The body as JSON, or a refusal. */
export function jsonOf(req: Request): unknown {
  const parsed = parseJson(bytesOf(req));
  if ('problem' in parsed) throw new Refusal('broken_json', parsed.problem.detail);
  return parsed.value;
}

/** Each line that is not blank, with its number from 1. Lines end with LF or CRLF. */
export function* linesOf(bytes: Buffer): Generator<{ readonly line: number; readonly bytes: Buffer }> {
  for (let line = 1, start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found;
    const piece = bytes.subarray(start, end);
    if (!blank(piece)) yield { line, bytes: piece };
    start = end + 1;
  }
}

/** Whether there is nothing but spaces, tabs and CR. */
const blank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 32 || byte === 9 || byte === 13);
