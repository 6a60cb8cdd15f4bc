import type { User } from '../domain/user.js';
import { type Session, sessionMs, type UserStore } from './user-store.js';

/** The same in memory: for tests, since it forgets. */
export function createMemoryUserStore({
  now = () => new Date(),
}: {
  readonly now?: () => Date;
} = {}): UserStore {
  const users = new Map<string, { user: User; hash: string }>();
  const sessions = new Map<string, { session: Session; until: number }>();
  const end = (name: string): void => {
    for (const [token, { session }] of sessions) if (session.name === name) sessions.delete(token);
  };
  return {
    async add(user, hash) {
      if (users.has(user.name)) return false;
      users.set(user.name, { user, hash });
      return true;
    },
    find: async (name) => users.get(name),
    list: async () => [...users.values()].map(({ user }) => user).sort((a, b) => (a.name < b.name ? -1 : 1)),
    async setHash(name, hash) {
      const found = users.get(name);
      if (!found) return false;
      users.set(name, { ...found, hash });
      end(name);
      return true;
    },
    async remove(name) {
      end(name);
      return users.delete(name);
    },
    async open(token, session) {
      sessions.set(token, { session, until: now().getTime() + sessionMs });
    },
    async session(token) {
      const found = sessions.get(token);
      if (!found || found.until <= now().getTime()) return undefined;
      found.until = now().getTime() + sessionMs;
      return found.session;
    },
    async close(token) {
      sessions.delete(token);
    },
  };
}
