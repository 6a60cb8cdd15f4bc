import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { User } from '../domain/user.js';
import { answered } from './answered.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { replies } from './scripts.js';
import { type Session, sessionMs, type UserStore } from './user-store.js';

export interface RedisUserStoreOptions {
  /** Shared with whoever made it: nothing is closed. */
  readonly redis: Redis;
  readonly prefix?: string;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** Users and sessions in Redis. Tokens are kept as their SHA-256 alone. */
export function createRedisUserStore({
  redis,
  prefix = defaultPrefix,
  limitMs = 5000,
}: RedisUserStoreOptions): UserStore {
  const keys = storeKeys(prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);
  const digest = (token: string): string => createHash('sha256').update(token).digest('base64url');
  type Stored = { readonly user: User; readonly hash: string };

  async function find(name: string): Promise<Stored | undefined> {
    const json = await ask('user', () => redis.hget(keys.users, name));
    return json === null ? undefined : (JSON.parse(json) as Stored);
  }

  async function end(name: string): Promise<void> {
    const digests = await ask('sessions', () => redis.smembers(keys.sessionsOf(name)));
    await ask('sessions', () => redis.del(keys.sessionsOf(name), ...digests.map((one) => keys.session(one))));
  }

  return {
    find,
    async add(user, hash) {
      return (
        (await ask('user', () => redis.hsetnx(keys.users, user.name, JSON.stringify({ user, hash })))) === 1
      );
    },
    async list() {
      const all = await ask('users', () => redis.hvals(keys.users));
      return all.map((json) => (JSON.parse(json) as Stored).user).sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async setHash(name, hash) {
      const found = await find(name);
      if (!found) return false;
      await ask('user', () => redis.hset(keys.users, name, JSON.stringify({ user: found.user, hash })));
      await end(name);
      return true;
    },
    async remove(name) {
      await end(name);
      return (await ask('user', () => redis.hdel(keys.users, name))) === 1;
    },
    async open(token, session) {
      const key = digest(token);
      const opening = redis
        .multi()
        .set(keys.session(key), JSON.stringify(session), 'PX', sessionMs)
        .sadd(keys.sessionsOf(session.name), key)
        .pexpire(keys.sessionsOf(session.name), sessionMs * 2);
      await ask('session', async () => replies(await opening.exec()));
    },
    async session(token) {
      const json = await ask('session', () => redis.getex(keys.session(digest(token)), 'PX', sessionMs));
      return json === null ? undefined : (JSON.parse(json) as Session);
    },
    async close(token) {
      await ask('session', () => redis.del(keys.session(digest(token))));
    },
  };
}
