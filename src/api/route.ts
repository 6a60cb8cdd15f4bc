import express, { type Application, type Request, type RequestHandler, type Response } from 'express';
import { limits } from '../domain/limits.js';
import type { Scope } from '../store/key-store.js';
import { acceptOnly } from './body.js';
import { Refusal } from './problems.js';

/** One door of the API. docs/openapi.yaml lists the same; a test compares them. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** As Express spells it, e.g. `/v1/comments/:id`. */
  readonly path: string;
  /** Any one of these opens the door, and `admin` opens every door; absent: no key is needed. */
  readonly scopes?: readonly Scope[];
  /** Content types of the body, which the handler finds as bytes in `req.body`; absent: none is read. */
  readonly accepts?: readonly string[];
  handle(req: Request, res: Response): Promise<void> | void;
}

const readBody = express.raw({ type: () => true, limit: limits.bodyBytes });

/**
 * Hangs the routes into the app. Key first, then content type, then body: who may not come in is not read.
 * A path that a route has, with a method that none has, is 405 with `Allow`.
 */
export function mount(
  app: Application,
  routes: readonly Route[],
  keyWith: (scopes: readonly Scope[]) => RequestHandler,
): void {
  for (const { method, path, scopes, accepts, handle } of routes) {
    const before: RequestHandler[] = [];
    if (scopes) before.push(keyWith(scopes));
    if (accepts) before.push(acceptOnly(accepts), readBody);
    app[method](path, ...before, (req, res) => handle(req, res));
  }
  // One path may match two patterns (`batch` could be an id): each adds its methods, the last handler answers.
  for (const path of new Set(routes.map((route) => route.path)))
    app.all(path, (_req, res, next) => {
      const allowed = routes
        .filter((route) => route.path === path)
        .map((route) => route.method.toUpperCase());
      res.locals.allowed = [...((res.locals.allowed as string[] | undefined) ?? []), ...allowed];
      next();
    });
  app.use((req, res) => {
    const allowed = res.locals.allowed as string[] | undefined;
    if (!allowed) throw new Refusal('not_found', 'No route has this path.');
    if (allowed.includes('GET')) allowed.push('HEAD');
    const Allow = [...new Set(allowed)].join(', ');
    if (req.method === 'OPTIONS') return void res.set({ Allow }).status(204).end();
    throw new Refusal('method_not_allowed', `This path answers to ${Allow}.`, {}, { Allow });
  });
}
