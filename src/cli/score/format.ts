import type { Entry } from './entry.js';
import type { Line } from './verdict-line.js';

/** How lines are written. */
export interface Format {
  /** What stands above the first line. */
  readonly head: string;
  /** One line an entry, in order; ends with a line end. */
  format(lines: readonly Line[], entries: readonly Entry[]): string;
}
