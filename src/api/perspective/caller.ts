import type { IncomingHttpHeaders } from 'node:http';
import type { KeyRecord } from '../../store/key-store.js';
import type { QuotaStore } from '../../store/quota-store.js';
import { badKey, badToken, GoogleError, lacksScope, noKey, quotaExceeded } from './errors.js';

/** Where a request says who asks. */
export interface Credentials {
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
}

export interface Admitted {
  readonly caller: KeyRecord;
  /** Quota left, for the answer; none without a quota. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface DoorOptions {
  readonly find: (key: string) => Promise<KeyRecord | undefined>;
  readonly quota: QuotaStore;
  /** Requests a minute of a key that has no quota of its own. */
  readonly usualQuota: number;
}

/** Lets a request in that has a key with the scope `analyze` (or `admin`) and quota left. */
export type Door = (credentials: Credentials) => Promise<Admitted>;

export function createDoor({ find, quota, usualQuota }: DoorOptions): Door {
  return async (credentials) => {
    const sent = keyOf(credentials);
    if (!sent) throw noKey();
    const caller = sent.key.length <= 200 ? await find(sent.key) : undefined;
    if (!caller) throw sent.as === 'key' ? badKey() : badToken();
    const isAdmin = caller.scopes.includes('admin');
    if (!isAdmin && !caller.scopes.includes('analyze')) throw lacksScope();
    const limit = caller.quota ?? (isAdmin ? 0 : usualQuota);
    if (limit === 0) return { caller, headers: {} };
    const left = await quota.take(caller.id, limit);
    const reset = String(Math.ceil(left.resetMs / 1000));
    const headers = {
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': String(left.remaining),
      'X-RateLimit-Reset': reset,
    };
    if (!left.granted) throw quotaExceeded(caller.id, limit, { ...headers, 'Retry-After': reset });
    return { caller, headers };
  };
}

/** The first of: `key`, X-Goog-Api-Key, X-Api-Key; a bearer token, `access_token`, `oauth_token`. */
function keyOf({ headers, query }: Credentials): { key: string; as: 'key' | 'token' } | undefined {
  const key = query.get('key') || headers['x-goog-api-key'] || headers['x-api-key'];
  if (typeof key === 'string' && key !== '') return { key, as: 'key' };
  const [scheme, token, ...more] = (headers.authorization ?? '').split(' ').filter(Boolean);
  if (scheme?.toLowerCase() === 'bearer' && token && more.length === 0) return { key: token, as: 'token' };
  const other = query.get('access_token') || query.get('oauth_token');
  return other ? { key: other, as: 'token' } : undefined;
}

/** Refuses what would change the answer's form and is not spoken here. */
export function refuseForms(query: URLSearchParams): void {
  const alt = query.get('alt');
  if (alt !== null && alt !== '' && alt.toLowerCase() !== 'json')
    throw new GoogleError(400, 'INVALID_ARGUMENT', 'Only alt=json is spoken here.');
  if (query.has('callback'))
    throw new GoogleError(400, 'INVALID_ARGUMENT', 'JSONP (callback) is not spoken here.');
}
