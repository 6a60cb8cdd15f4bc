import type { Span } from './span.js';

/** How one character of the author's was read. */
export interface Cell {
  /** As it was written: one character, of one or two UTF-16 units. */
  readonly raw: string;
  /** As it was read; empty where it was left out. */
  readonly read: string;
  /** kept: as written, case apart; changed: read as other letters; removed: not read at all. */
  readonly kind: 'kept' | 'changed' | 'removed';
}

/** A stretch that a finding marks and that does not read as it is written. */
export interface Disguise {
  /** In the ORIGINAL text. */
  readonly span: Span;
  /** As it was read. */
  readonly read: string;
  readonly cells: readonly Cell[];
}
