import { byAge, type Digest, digestOf, makeKey, makeRecord, matches, type StoredKey } from './api-key.js';
import type { KeyStore } from './key-store.js';

/** API keys in memory: for tests, since it forgets. */
export function createMemoryKeyStore({
  now = () => new Date(),
}: {
  readonly now?: () => Date;
} = {}): KeyStore {
  const held = new Map<Digest, StoredKey>();

  const store: KeyStore = {
    async create(name, scopes, about) {
      const key = makeKey();
      return { key, record: await store.ensure(key, name, scopes, about) };
    },
    async ensure(key, name, scopes, about) {
      const digest = digestOf(key);
      const record = held.get(digest)?.record ?? makeRecord(name, scopes, now(), about);
      held.set(digest, { digest, record });
      return record;
    },
    async find(key) {
      const digest = digestOf(key);
      return matches(held.get(digest), digest);
    },
    async list() {
      return [...held.values()].map(({ record }) => record).sort(byAge);
    },
    async revoke(id) {
      const found = [...held.values()].find(({ record }) => record.id === id);
      return found !== undefined && held.delete(found.digest);
    },
  };
  return store;
}
