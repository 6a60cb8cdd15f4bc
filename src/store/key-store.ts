/**
 * What a key may do; `lead`: decide in bulk, take back others' decisions, change policies; `analyze`: ask Perspective's
 * protocol for scores. `admin` may do everything.
 */
export const scopes = ['intake', 'moderate', 'lead', 'analyze', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** What a key for `analyze` is bound to. */
export interface KeyAbout {
  /** The site whose words, maps and settings its requests go by; absent: `default`. */
  readonly site?: string;
  /** Requests a minute; 0: no limit. Absent: the usual quota, and none for a key with the scope `admin`. */
  readonly quota?: number;
}

/** A key as it is listed: never the key itself. */
export interface KeyRecord extends KeyAbout {
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
    about?: KeyAbout,
  ): Promise<{ readonly key: string; readonly record: KeyRecord }>;
  /** Makes a given key valid (first run, scripted set-ups). Repeating it changes nothing. */
  ensure(key: string, name: string, scopes: readonly Scope[], about?: KeyAbout): Promise<KeyRecord>;
  /** The record of a key, compared in constant time; undefined when it is not valid. */
  find(key: string): Promise<KeyRecord | undefined>;
  list(): Promise<readonly KeyRecord[]>;
  /** True if there was one. */
  revoke(id: string): Promise<boolean>;
}
