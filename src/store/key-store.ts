/** What a key may do. `admin` may do everything. */
export const scopes = ['intake', 'moderate', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** A key as it is listed: never the key itself. */
export interface KeyRecord {
  /** Short, public; names the key in lists and in the history of cases. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** ISO 8601. */
  readonly createdAt: string;
}

/** API keys, stored as SHA-256 of 32 random bytes: nothing to guess, so no slow hash is needed. */
export interface KeyStore {
  /** Makes a key and returns it: the only time that it can be read. */
  create(
    name: string,
    scopes: readonly Scope[],
  ): Promise<{ readonly key: string; readonly record: KeyRecord }>;
  /** Makes a given key valid (first run, scripted set-ups). Repeating it changes nothing. */
  ensure(key: string, name: string, scopes: readonly Scope[]): Promise<KeyRecord>;
  /** The record of a key, compared in constant time; undefined when it is not valid. */
  find(key: string): Promise<KeyRecord | undefined>;
  list(): Promise<readonly KeyRecord[]>;
  /** True if there was one. */
  revoke(id: string): Promise<boolean>;
}
