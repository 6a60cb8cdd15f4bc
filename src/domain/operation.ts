import type { Ruling } from './decision.js';

/** `planned`: counted and not begun; it ends by itself when nobody begins it. */
export const operationStates = ['planned', 'running', 'done', 'undoing', 'undone'] as const;
export type OperationState = (typeof operationStates)[number];

/** One decision on many cases: those alike, or a bulk run. Each case's own decision has the id {@link decisionIn}. */
export interface Operation {
  readonly id: string;
  readonly kind: 'alike' | 'bulk';
  readonly state: OperationState;
  /** Name of the key or user. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly ruling: Ruling;
  readonly reason?: string;
  readonly note?: string;
  /** Cases that it is about. */
  readonly total: number;
  /** Cases decided so far; while undoing, freed so far. */
  readonly done: number;
  /** Cases left alone: held by others, decided meanwhile, revised or gone. */
  readonly skipped: number;
  /** Who took it back. */
  readonly undoneBy?: string;
}

/** The id of the decision on one of its cases: repeating a step changes nothing. */
export const decisionIn = (operation: string, commentId: string): string => `${operation}:${commentId}`;
