import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import { DecorumError } from '../domain/errors.js';
import type { Logger } from '../logger.js';

const wellFormed = /^[\w.:-]{1,64}$/;

/**
 * One line a request: id, method, path, status, milliseconds. It takes what is named here and nothing else: no
 * headers, no query, no body. `X-Request-Id` is taken over when it is 1-64 of `A-Z a-z 0-9 _ . : -`, else made.
 */
export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    // What is written is named below: to look through it for secrets once more takes as long as to write it.
    logger: logger.child({}, { redact: [] }),
    genReqId(req: IncomingMessage, res: ServerResponse) {
      const given = req.headers['x-request-id'];
      const id = typeof given === 'string' && wellFormed.test(given) ? given : randomUUID();
      res.setHeader('X-Request-Id', id);
      return id;
    },
    autoLogging: { ignore: (req: IncomingMessage) => req.url?.startsWith('/health/') ?? false },
    customLogLevel: (_req, res, error) => {
      if (error || res.statusCode === 500) return 'error';
      return res.statusCode > 500 ? 'warn' : 'info';
    },
    customSuccessObject: (_req, res, given) => ({ ...given, ...problemOf(res) }),
    // Only what nobody foresaw has a stack worth reading; an outage is one word.
    customErrorObject: (_req, res, error, { err: _err, ...given }) => ({
      ...given,
      ...problemOf(res),
      ...(res.statusCode === 500 && { err: error }),
    }),
    serializers: {
      req: ({ id, method, url = '', originalUrl = url }: IncomingMessage & { originalUrl?: string }) => ({
        id,
        method,
        path: originalUrl.split('?', 1)[0]!.slice(0, 700),
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      err: nameError,
    },
    // The usual ones read headers and query before ours throw them away.
    wrapSerializers: false,
  });
}

const problemOf = (res: ServerResponse): object => {
  const { problem } = (res as ServerResponse & { locals?: { problem?: unknown } }).locals ?? {};
  return typeof problem === 'string' ? { problem } : {};
};

/** The stack after the message, which may have lines that look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const after = message && stack.includes(message) ? stack.indexOf(message) + message.length : 0;
  return stack
    .slice(after)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
}

/** Name, code and frames. A message may quote what broke it, and Redis errors carry the command with the text. */
function nameError(error: { type?: string; raw?: unknown }): object {
  const raw = (error.raw ?? error) as Error & { code?: unknown };
  return {
    type: raw.name,
    ...(typeof raw.code === 'string' && { code: raw.code }),
    ...(raw instanceof DecorumError && { message: raw.message }),
    frames: framesOf(raw),
  };
}
