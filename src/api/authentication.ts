import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { KeyRecord, KeyStore, Scope } from '../store/key-store.js';
import type { UserStore } from '../store/user-store.js';
import { Refusal } from './problems.js';
import { scopesOf, sessionOf } from './session.js';

/** Milliseconds that a found key is believed without asking again: a revocation takes effect within them. */
export const keyCacheMs = 3000;
const mostCached = 1000;

export interface Authentication {
  /** Lets in keys that have any of the scopes, or `admin`. 401 without a valid key, 403 that names what lacks. */
  keyWith(scopes: readonly Scope[]): RequestHandler;
  /** The record of a key, asked of the store at most every {@link keyCacheMs}. */
  find(key: string): Promise<KeyRecord | undefined>;
  /** Forgets the cached keys, so that a revocation takes effect here at once. */
  forget(): void;
}

/** The key of the caller, on routes that need one. */
export const callerOf = (res: Response): KeyRecord => res.locals.caller as KeyRecord;

/** Whether the caller may take back what others decided. */
export const mayUndoOthers = (res: Response): boolean =>
  callerOf(res).scopes.some((scope) => scope === 'lead' || scope === 'admin');

/** @param bySession the caller of the request's session cookie; undefined: there is none */
export function createAuthentication(
  keys: Pick<KeyStore, 'find'>,
  now: () => number,
  bySession: (req: Request) => Promise<KeyRecord | undefined> = async () => undefined,
): Authentication {
  /** By hash: the keys themselves do not stay in memory. Only valid ones, so guesses cannot fill it. */
  const cache = new Map<string, { readonly record: KeyRecord; readonly until: number }>();

  async function find(key: string): Promise<KeyRecord | undefined> {
    const hash = createHash('sha256').update(key).digest('base64');
    const cached = cache.get(hash);
    if (cached && cached.until > now()) return cached.record;
    const record = await keys.find(key);
    if (cache.size >= mostCached) cache.clear();
    if (record) cache.set(hash, { record, until: now() + keyCacheMs });
    return record;
  }

  return {
    find,
    forget: () => cache.clear(),
    keyWith: (scopes) => async (req, res, next) => {
      const key = keyOf(req);
      const record = key === undefined ? await bySession(req) : await find(key);
      if (!record)
        throw new Refusal(
          'unauthenticated',
          key === undefined
            ? 'Send Authorization: Bearer <key>, or X-Api-Key; or sign in at the desk.'
            : 'This key is not valid.',
          {},
          {
            'WWW-Authenticate': `Bearer realm="decorum"${key === undefined ? '' : ', error="invalid_token"'}`,
          },
        );
      if (!record.scopes.some((scope) => scope === 'admin' || scopes.includes(scope)))
        throw new Refusal(
          'forbidden',
          `The ${key === undefined ? 'session' : 'key'} lacks the scope ${scopes.join(' or ')}.`,
          {},
          {
            'WWW-Authenticate': `Bearer realm="decorum", error="insufficient_scope", scope="${scopes.join(' ')}"`,
          },
        );
      res.locals.caller = record;
      next();
    },
  };
}

/** The key as sent. An Authorization of another scheme counts as none: a proxy may have put it there. */
function keyOf(req: Request): string | undefined {
  const [scheme, token, ...more] = (req.headers.authorization ?? '').split(' ').filter(Boolean);
  const key =
    scheme?.toLowerCase() === 'bearer' && more.length === 0 && token ? token : req.headers['x-api-key'];
  return typeof key === 'string' && key.length > 0 && key.length <= 200 ? key : undefined;
}

/**
 * The caller of a session: a person with the scopes of the role. What changes something must bring the session's own word
 * (X-CSRF-Token), which another site's page cannot know.
 */
export const sessionCaller =
  (users: UserStore) =>
  async (req: Request): Promise<KeyRecord | undefined> => {
    const found = await sessionOf(req, users);
    if (!found) return undefined;
    if (req.method !== 'GET' && req.method !== 'HEAD' && req.headers['x-csrf-token'] !== found.session.csrf)
      throw new Refusal('csrf', 'Send the X-CSRF-Token of GET /v1/session.');
    const { name, role, createdAt } = found.user;
    return { id: `user:${name}`, name, scopes: scopesOf[role], createdAt };
  };
