import type { Span } from '../domain/span.js';

/** A reading of the author's text that maps back to it. */
export interface View {
  /** The reading itself, e.g. lower-cased and with disguises undone. */
  readonly text: string;
  /**
   * The stretch of the ORIGINAL text that a half-open stretch of this view stands for. Whole characters only: it
   * never starts or ends within a surrogate pair.
   * @throws RangeError for an empty stretch
   */
  toRaw(span: Span): Span;
}

const refuseEmpty = ({ start, end }: Span): void => {
  if (end <= start) throw new RangeError(`view: empty span [${start}, ${end})`);
};

/** A view whose unit `i` stands for the original unit `i`, surrogate pairs being kept or both units replaced. */
export function sameLengthView(text: string): View {
  return {
    text,
    toRaw: ({ start, end }) => {
      refuseEmpty({ start, end });
      const from = splitsPair(text, start) ? start - 1 : start;
      return { start: from, end: splitsPair(text, end) ? end + 1 : end };
    },
  };
}

/** Whether the place `at` lies between the two halves of a surrogate pair. */
export function splitsPair(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  return (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
}

/**
 * A view whose unit `i` stands for the original units [starts[i], next larger start): what is left out belongs to
 * the character before it. `starts` never decreases; its last entry, one beyond `text`, is the original's length.
 */
export function startsView(text: string, starts: Int32Array): View {
  return {
    text,
    toRaw: ({ start, end }) => {
      refuseEmpty({ start, end });
      let next = end;
      while (starts[next]! === starts[end - 1]!) next++;
      return { start: starts[start]!, end: starts[next]! };
    },
  };
}

/**
 * A view whose unit `i` stands for the original units [starts[i], ends[i]).
 * Both arrays have one entry a unit of `text` and never decrease.
 */
export function mappedView(text: string, starts: ArrayLike<number>, ends: ArrayLike<number>): View {
  return {
    text,
    toRaw: ({ start, end }) => {
      refuseEmpty({ start, end });
      return { start: starts[start]!, end: ends[end - 1]! };
    },
  };
}
