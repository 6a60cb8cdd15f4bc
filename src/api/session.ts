import { randomBytes } from 'node:crypto';
import { parse as parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { Role } from '../domain/user.js';
import type { Scope } from '../store/key-store.js';
import type { QuotaStore } from '../store/quota-store.js';
import { sessionMs, type UserStore } from '../store/user-store.js';
import { passwordFits } from '../users/password.js';
import { json } from './body.js';
import { Refusal } from './problems.js';
import { bodyAs, refuseQuery } from './request.js';
import type { Route } from './route.js';
import { postedSession } from './schemas.js';
import type { SessionResource } from './types.js';

export const sessionCookie = 'decorum_session';

/** What each role may do at the doors of the API. */
export const scopesOf: Readonly<Record<Role, readonly Scope[]>> = {
  moderator: ['moderate'],
  lead: ['moderate', 'lead'],
  admin: ['admin'],
};

/** Tries to sign in, a minute: of one name, and from one address. */
export const signInsOfName = 10;
export const signInsFromAddress = 60;

export interface SessionOptions {
  readonly users: UserStore;
  readonly quota: QuotaStore;
}

/** Signing in and out at the desk. The page's requests carry the cookie; scripts use keys. */
export function sessions({ users, quota }: SessionOptions): Route[] {
  async function signIn(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { name, password } = bodyAs(req, postedSession);
    for (const [what, most] of [
      [`sign-in name ${name}`, signInsOfName],
      [`sign-in from ${req.ip}`, signInsFromAddress],
    ] as const) {
      const { granted } = await quota.take(what, most);
      if (!granted)
        throw new Refusal('too_many_requests', 'Too many tries. Wait a minute.', {}, { 'Retry-After': '60' });
    }
    const found = await users.find(name);
    if (!(await passwordFits(password, found?.hash)) || !found)
      throw new Refusal('unauthenticated', 'Name or password is wrong.');
    const token = randomBytes(32).toString('base64url');
    const csrf = randomBytes(24).toString('base64url');
    await users.open(token, { name, csrf });
    res.cookie(sessionCookie, token, { ...cookieOf(req), maxAge: sessionMs });
    tell(res, found.user, csrf);
  }

  async function show(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { session, user } = (await sessionOf(req, users)) ?? {};
    if (!session || !user) throw new Refusal('unauthenticated', 'Nobody is signed in.');
    tell(res, user, session.csrf);
  }

  async function signOut(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const token = tokenOf(req);
    if (token !== undefined) await users.close(token);
    res.clearCookie(sessionCookie, cookieOf(req)).status(204).end();
  }

  const path = '/v1/session';
  return [
    { method: 'post', path, accepts: [json], handle: signIn },
    { method: 'get', path, handle: show },
    { method: 'delete', path, handle: signOut },
  ];
}

function tell(
  res: Response,
  { name, role }: { readonly name: string; readonly role: Role },
  csrf: string,
): void {
  const answer: SessionResource = { user: { name, role }, csrf };
  res.json(answer);
}

/** Not for scripts of the page, and never sent from another site's pages. */
const cookieOf = (req: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: req.secure,
  path: '/',
});

/** The session of the request's cookie, and its user, while both are there. */
export async function sessionOf(req: Request, users: UserStore) {
  const token = tokenOf(req);
  const session = token === undefined ? undefined : await users.session(token);
  const found = session && (await users.find(session.name));
  return session && found ? { session, user: found.user } : undefined;
}

function tokenOf(req: Request): string | undefined {
  const token = parseCookie(req.headers.cookie ?? '')[sessionCookie];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
}
