import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { MultipartParseError, parseMultipart } from '@remix-run/multipart-parser';
import { limits } from '../../domain/limits.js';
import { badPayload, GoogleError } from './errors.js';

/** Parts of one batch: google-api-python-client sends at most so many. */
export const mostParts = 1000;

/** A request within a batch, and the answer to it. */
export interface InnerRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface InnerAnswer {
  readonly code: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface BatchAnswer {
  readonly contentType: string;
  readonly body: string;
}

const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Payload Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/**
 * Answers a multipart/mixed body of requests, in order, one after another.
 *
 * @param outer headers of the batch itself: its credentials count for parts that bring none
 * @throws GoogleError 400 when the body is no such thing
 */
export async function answerBatch(
  contentType: string,
  bytes: Uint8Array,
  outer: IncomingHttpHeaders,
  answer: (request: InnerRequest) => Promise<InnerAnswer>,
): Promise<BatchAnswer> {
  const boundary = `batch_${randomUUID()}`;
  const pieces: string[] = [];
  let parts = 0;
  for (const { headers, bytes: content } of partsOf(contentType, bytes)) {
    parts++;
    const request = requestIn(content, outer);
    const {
      code,
      body,
      headers: more = {},
    } = request ? await answer(request) : { code: 400, body: badPayload('A part is no HTTP request.').body };
    const json = JSON.stringify(body);
    const id = /^<(.{1,500})>$/s.exec(headers['content-id'] ?? '')?.[1];
    const lines = [
      `--${boundary}`,
      'Content-Type: application/http',
      ...(id ? [`Content-ID: <response-${id}>`] : []),
      '',
      `HTTP/1.1 ${code} ${phrases[code] ?? 'Unknown'}`,
      'Content-Type: application/json; charset=UTF-8',
      ...Object.entries(more).map(([name, value]) => `${name}: ${value}`),
      `Content-Length: ${Buffer.byteLength(json)}`,
      '',
      json,
    ];
    pieces.push(`${lines.join('\r\n')}\r\n`);
    if (parts % 4 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  if (parts === 0) throw badPayload('The batch has no part.');
  return {
    contentType: `multipart/mixed; boundary=${boundary}`,
    body: `${pieces.join('')}--${boundary}--\r\n`,
  };
}

function partsOf(contentType: string, bytes: Uint8Array) {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType.slice(0, 1000));
  const boundary = found?.[1] ?? found?.[2];
  if (!/^multipart\/mixed\s*;/i.test(contentType) || !boundary)
    throw badPayload('Send multipart/mixed with a boundary.');
  try {
    return [
      ...parseMultipart(canonical(bytes), {
        boundary,
        maxParts: mostParts,
        maxFileSize: limits.bodyBytes,
        maxTotalSize: limits.bodyBytes,
      }),
    ];
  } catch (error) {
    if (!(error instanceof MultipartParseError)) throw error;
    if (error.constructor.name.startsWith('MaxParts'))
      throw new GoogleError(400, 'INVALID_ARGUMENT', `A batch has at most ${mostParts} parts.`);
    throw badPayload('The batch is not well-formed multipart/mixed.');
  }
}

/**
 * With line breaks as MIME has them (RFC 2046, section 4.1.1): google-api-python-client ends lines with LF alone. JSON
 * holds no line break in a string, so none of its values changes.
 */
function canonical(bytes: Uint8Array): Uint8Array {
  const given = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = given.indexOf(10);
  if (first <= 0 || given[first - 1] === 13) return bytes;
  return Buffer.from(given.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 13 || byte === 10);

/** The HTTP request that a part of type application/http holds; undefined when it holds none. */
function requestIn(content: Uint8Array, outer: IncomingHttpHeaders): InnerRequest | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const [end, gap] = headEnd(bytes);
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split(/\r?\n/);
  const [method, target, version] = first.split(' ');
  if (!method || !target?.startsWith('/') || (version && !version.startsWith('HTTP/1.'))) return undefined;
  const headers: IncomingHttpHeaders = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  const body = bytes.subarray(end + gap);
  const { authorization, 'x-goog-api-key': key } = outer;
  return {
    method: method.toUpperCase(),
    target,
    headers: { ...(authorization && { authorization }), ...(key && { 'x-goog-api-key': key }), ...headers },
    // What stands after the value is the line break before the boundary, which JSON does not mind.
    body: isBlank(body) ? Buffer.alloc(0) : body,
  };
}

/** Where the head ends, and how long the blank line is. */
function headEnd(bytes: Buffer): readonly [end: number, gap: number] {
  const crlf = bytes.indexOf('\r\n\r\n');
  const lf = bytes.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return [crlf, 4];
  return lf >= 0 ? [lf, 2] : [bytes.length, 0];
}
