import { createHash, timingSafeEqual } from 'node:crypto';
import type { KeyRecord, KeyStore } from './key-store.js';

const digest = (key: string): Buffer => createHash('sha256').update(key).digest();

/** A key store in which one key of the operator's choosing is valid with every scope, as long as it is given. */
export function withFixedKey(keys: KeyStore, fixed: string): KeyStore {
  const expected = digest(fixed);
  const record: KeyRecord = {
    id: 'environment',
    name: 'environment',
    scopes: ['admin'],
    createdAt: new Date(0).toISOString(),
  };
  return {
    create: (name, scopes) => keys.create(name, scopes),
    ensure: (key, name, scopes) => keys.ensure(key, name, scopes),
    revoke: (id) => keys.revoke(id),
    list: async () => [record, ...(await keys.list())],
    find: async (key) => (timingSafeEqual(digest(key), expected) ? record : keys.find(key)),
  };
}
