import type { Description } from './describe.js';

/** A Redis that is there, and what to say of it. */
export interface RedisHandle extends Description {
  /** With the password, where there is one: not for logs. */
  readonly url: string;
  /** As given, found on this machine's usual port, or started by us. */
  readonly origin: 'url' | 'local' | 'private';
  /** Where a private server keeps its data. */
  readonly dir?: string;
  /** Ends a private server when nobody else uses it, and waits until its data is written; else does nothing. */
  stop(): Promise<void>;
}
