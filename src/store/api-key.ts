import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { DecorumError } from '../domain/errors.js';
import { type KeyAbout, type KeyRecord, scopes as knownScopes, type Scope } from './key-store.js';

/** SHA-256 of a key, 64 hexadecimal digits: all that is stored of it. */
export type Digest = string;

/** What a store holds of a key. */
export interface StoredKey {
  readonly digest: Digest;
  readonly record: KeyRecord;
}

/** `dk_` and 32 random bytes in base64url: 46 characters, 256 bits. */
export const makeKey = (): string => `dk_${randomBytes(32).toString('base64url')}`;

export const digestOf = (key: string): Digest => createHash('sha256').update(key).digest('hex');

/** A new record; its public id is random, so that it says nothing about the key. */
export function makeRecord(
  name: string,
  scopes: readonly Scope[],
  now: Date,
  { site, quota }: KeyAbout = {},
): KeyRecord {
  if (name === '') throw new DecorumError('invalid', 'a key needs a name', { field: 'name' });
  if (scopes.length === 0 || !scopes.every((scope) => knownScopes.includes(scope)))
    throw new DecorumError('invalid', `scopes must be among ${knownScopes.join(', ')}`, { field: 'scopes' });
  return {
    id: randomBytes(6).toString('hex'),
    name,
    scopes: [...new Set(scopes)],
    createdAt: now.toISOString(),
    ...(site !== undefined && { site }),
    ...(quota !== undefined && { quota }),
  };
}

/** The record if its digest is the one asked for, compared in constant time. */
export function matches(found: StoredKey | undefined, digest: Digest): KeyRecord | undefined {
  if (!found || found.digest.length !== digest.length) return undefined;
  return timingSafeEqual(Buffer.from(found.digest), Buffer.from(digest)) ? found.record : undefined;
}

/** Oldest first, then by id: the order of lists. */
export const byAge = (a: KeyRecord, b: KeyRecord): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1;
