import type { Readable, Writable } from 'node:stream';
import type { Config } from '../config.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { AuditStore } from '../store/audit-store.js';
import type { KeyStore } from '../store/key-store.js';
import type { UserStore } from '../store/user-store.js';

/** What the command line works with. Everything is made when a command needs it, not before. */
export interface ProgramDeps {
  readonly version: string;
  /** Runs Decorum until it is asked to stop. */
  start(role: StartRole): Promise<void>;
  /** Default checks, the policy of the environment or of this file; no Redis. DecorumError `invalid` for a bad one. */
  createPipeline(options: { readonly policyFile?: string }): Pipeline | Promise<Pipeline>;
  /** Where a running Decorum is, and the key to use: the environment's, else the one kept at the first run. */
  settings(): Pick<Config, 'url' | 'key'>;
  /** The keys of the Redis that `start` uses. */
  keys(): Promise<OpenKeys>;
  /** Default: those of the process. */
  readonly io?: ProgramIo;
}

export const startRoles = ['all', 'api', 'worker'] as const;
export type StartRole = (typeof startRoles)[number];

/** In the audit: who acts where no user and no key is asked for. */
export const commandLine = 'command line';

/** A key store and how to let go of what it holds. */
export interface OpenKeys {
  readonly keys: KeyStore;
  /** Who may sign in at the desk. */
  readonly users: UserStore;
  /** Told of every change to either. */
  readonly audit: Pick<AuditStore, 'record'>;
  close(): Promise<void>;
}

/** The ends of a process. Terminals also have `isTTY`, `columns` and `hasColors`. */
export interface ProgramIo {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  /** Takes the exit code: 0 all well, 1 cannot run, 2 some input was bad, 130 interrupted. */
  exit(code: number): void;
  /** Calls back at each Ctrl-C, to the end of the process. */
  onInterrupt(interrupted: () => void): void;
}

export type Terminal = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  hasColors?(): boolean;
};
