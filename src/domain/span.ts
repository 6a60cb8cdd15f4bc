/** A stretch of the author's text: half-open [start, end), in UTF-16 units of the ORIGINAL text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether two spans share at least one unit. */
export const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Whether the span lies within a text of `length` UTF-16 units and is not empty. */
export const isWithin = (span: Span, length: number): boolean =>
  Number.isInteger(span.start) &&
  Number.isInteger(span.end) &&
  span.start >= 0 &&
  span.start < span.end &&
  span.end <= length;
