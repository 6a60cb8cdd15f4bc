import type { Operation, OperationState } from '../domain/operation.js';

/** How long a planned operation can be begun, and how long one that ran can be undone, ms. */
export const plannedMs = 5 * 60 * 1000;
export const undoableMs = 7 * 24 * 60 * 60 * 1000;

export type NewOperation = Omit<Operation, 'state' | 'done' | 'skipped' | 'total' | 'undoneBy'>;

/** Where decisions on many cases are kept. Every method rejects with DecorumError `unavailable` when the store is away. */
export interface OperationStore {
  /** Keeps it, planned, with the ids of its cases. */
  plan(operation: NewOperation, ids: readonly string[]): Promise<Operation>;
  get(id: string): Promise<Operation | undefined>;
  /** Some of its cases' ids, in their order. */
  ids(id: string, from: number, count: number): Promise<readonly string[]>;
  /** Leaves cases out of a planned one. */
  leaveOut(id: string, ids: readonly string[]): Promise<void>;
  /** Moves it on, once: false where it is not in the state `from` any more. Counts begin anew. `by`: who takes it back. */
  move(id: string, from: OperationState, to: OperationState, by?: string): Promise<boolean>;
  /** How far it has come. */
  progress(id: string, done: number, skipped: number): Promise<void>;
}
