import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import express, { Router } from 'express';
import { limits } from '../../domain/limits.js';
import { bytesOf } from '../body.js';
import type { Analyze } from './analyze.js';
import { answerBatch, type InnerAnswer, type InnerRequest } from './batch.js';
import { type Credentials, type Door, refuseForms } from './caller.js';
import { discoveryDocument } from './discovery.js';
import { GoogleError, googleErrorOf, notFound } from './errors.js';
import type { SuggestScore } from './suggest-score.js';

export interface PerspectiveOptions {
  readonly door: Door;
  readonly analyze: Analyze;
  readonly suggestScore: SuggestScore;
}

/** Where the protocol is also served: a proxy that forwards one path has it there. */
export const prefix = '/perspective';

const readBody = express.raw({ type: () => true, limit: limits.bodyBytes });
const json = 'application/json; charset=UTF-8';
const methodPath = /\/v1alpha1\/comments(?::|%3A)(analyze|suggestscore)$/i;

/** The wire protocol of Google's Perspective API, at the root and under {@link prefix}. Errors in Google's form. */
export function perspective({ door, analyze, suggestScore }: PerspectiveOptions): Router {
  const router = Router({ caseSensitive: true });

  async function call(name: string, body: Uint8Array, from: Credentials, id: string): Promise<InnerAnswer> {
    refuseForms(from.query);
    const { caller, headers } = await door(from);
    return {
      code: 200,
      body: name === 'analyze' ? await analyze(body, caller, id) : await suggestScore(body, caller),
      headers,
    };
  }

  const method =
    (name: string): RequestHandler =>
    async (req, res) => {
      const from = { headers: req.headers, query: queryOf(req.url) };
      refuseForms(from.query);
      const { caller, headers } = await door(from);
      res.set(headers); // before the body is read: a refusal of it counts too, and tells so
      await read(req, res);
      const id = String(req.id);
      const body =
        name === 'analyze'
          ? await analyze(bytesOf(req), caller, id)
          : await suggestScore(bytesOf(req), caller);
      send(res, 200, body, from.query);
    };

  async function inner(
    { method: verb, target, headers, body }: InnerRequest,
    id: string,
  ): Promise<InnerAnswer> {
    try {
      const name = methodPath.exec(target.split('?', 1)[0]!)?.[1];
      if (verb !== 'POST' || !name) throw notFound();
      return await call(name.toLowerCase(), body, { headers, query: queryOf(target) }, id);
    } catch (error) {
      const { code, body: told, headers: more } = googleErrorOf(error);
      return { code, body: told, headers: more };
    }
  }

  const discovery: RequestHandler = (req, res) => {
    const query = queryOf(req.url);
    const version = query.get('version') ?? 'v1alpha1';
    if (version !== 'v1alpha1') throw notFound();
    send(res, 200, discoveryDocument(`${originOf(req)}${req.baseUrl}/`), query);
  };

  const batch: RequestHandler = async (req, res) => {
    await read(req, res);
    let at = 0;
    const answer = await answerBatch(req.headers['content-type'] ?? '', bytesOf(req), req.headers, (one) =>
      inner(one, `${String(req.id)}.${++at}`),
    );
    res.set({ 'Content-Type': answer.contentType, 'X-Content-Type-Options': 'nosniff' }).end(answer.body);
  };

  for (const name of ['analyze', 'suggestscore'])
    for (const colon of ['\\:', '%3A', '%3a'])
      router.route(`/v1alpha1/comments${colon}${name}`).post(method(name)).all(only('POST'));
  router.route(['/$discovery/rest', '/%24discovery/rest']).get(discovery).all(only('GET'));
  router.route('/batch').post(batch).all(only('POST'));
  router.use('/v1alpha1', () => {
    throw notFound();
  });
  router.use(writeGoogleError);
  return router;
}

/** Reads the whole body into `req.body`. */
const read = (req: Request, res: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    readBody(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
  });

function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
}

/** Where the caller reaches us, also through a proxy that we trust. */
function originOf(req: Request): string {
  const host = req.host ?? `${req.socket.localAddress}:${req.socket.localPort}`;
  const trusted = (req.app.get('trust proxy fn') as (address: string, hop: number) => boolean)(
    req.socket.remoteAddress ?? '',
    0,
  );
  const forwarded = trusted ? req.get('X-Forwarded-Prefix') : undefined;
  const path =
    forwarded && /^(\/[\w.~-]{1,100}){1,5}\/?$/.test(forwarded) ? forwarded.replace(/\/$/, '') : '';
  return `${req.protocol}://${host}${path}`;
}

const only =
  (allowed: string): RequestHandler =>
  () => {
    const message = `This path answers to ${allowed}.`;
    throw new GoogleError(405, 'UNIMPLEMENTED', message, [], { Allow: allowed });
  };

/** Indented, as Google's answers are, unless asked otherwise. */
function send(res: Response, code: number, body: object, query: URLSearchParams): void {
  const compact = query.get('prettyPrint') === 'false';
  res
    .status(code)
    .set({ 'Content-Type': json, 'X-Content-Type-Options': 'nosniff' })
    .end(compact ? JSON.stringify(body) : `${JSON.stringify(body, null, 2)}\n`);
}

const writeGoogleError: ErrorRequestHandler = (error, req, res, next) => {
  const refused = googleErrorOf(error);
  res.locals.problem = refused.kind;
  if (refused.code === 500) res.err = error as Error;
  if (res.headersSent) return void next(error);
  res.set(refused.headers);
  send(res, refused.code, refused.body, queryOf(req.url));
};
