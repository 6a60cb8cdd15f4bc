import type { User } from '../domain/user.js';

/** How long a session lasts after it was last used, ms: a long shift. */
export const sessionMs = 12 * 60 * 60 * 1000;

/** A person's open session. */
export interface Session {
  readonly name: string;
  /** Must come with every request that changes something. */
  readonly csrf: string;
}

/**
 * Users with their passwords' hashes, and their sessions, by digest of the token. Every method rejects with DecorumError
 * `unavailable` when the store is away.
 */
export interface UserStore {
  /** True where the name was free. */
  add(user: User, hash: string): Promise<boolean>;
  find(name: string): Promise<{ readonly user: User; readonly hash: string } | undefined>;
  /** By name. */
  list(): Promise<readonly User[]>;
  /** Sets another password and ends the user's sessions; true if there is such a user. */
  setHash(name: string, hash: string): Promise<boolean>;
  /** Removes the user and the sessions; true if there was one. */
  remove(name: string): Promise<boolean>;
  open(token: string, session: Session): Promise<void>;
  /** Undefined where it is closed or ran out. Looking renews it. */
  session(token: string): Promise<Session | undefined>;
  close(token: string): Promise<void>;
}
