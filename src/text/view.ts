import type { Span } from '../domain/span.js';

/** A reading of the author's text that maps back to it. */
export interface View {
  /** The reading itself, e.g. lower-cased and with disguises undone. */
  readonly text: string;
  /** The stretch of the ORIGINAL text that a half-open stretch of this view stands for. */
  toRaw(span: Span): Span;
}

/**
 * A view whose unit `i` stands for the original units [starts[i], ends[i]).
 * Both arrays have one entry a unit of `text` and never decrease.
 */
export function mappedView(text: string, starts: ArrayLike<number>, ends: ArrayLike<number>): View {
  return {
    text,
    toRaw: ({ start, end }) => {
      if (end <= start) throw new RangeError(`view: empty span [${start}, ${end})`);
      return { start: starts[start]!, end: ends[end - 1]! };
    },
  };
}
