import { DecorumError } from '../domain/errors.js';
import type { ReviewSort } from './comment-store.js';

/** A place in the review queue: rank first, then the id's UTF-8 bytes, as Redis orders a sorted set. */
export interface Place {
  readonly rank: number;
  readonly id: string;
}

const millisecondsBits = 2 ** 42;

/**
 * One number that orders by priority (0..1000), highest first, then by when the comment came in (ms since 1970,
 * before the year 2109), oldest first. At most 1000·2^42 + 2^42 < 2^53: exact in a double. Also in prelude.lua.
 */
export const rankOf = (priority: number, receivedMs: number): number =>
  (1000 - priority) * millisecondsBits + receivedMs;

/** Where a case stands in each order of the queue: lower comes first, save for `newest`, which goes from the end. */
export const rankIn = (
  sort: ReviewSort,
  {
    priority,
    score,
    receivedMs,
  }: { readonly priority: number; readonly score: number; readonly receivedMs: number },
): number =>
  sort === 'priority'
    ? rankOf(priority, receivedMs)
    : sort === 'score'
      ? rankOf(wholeScore(score), receivedMs)
      : receivedMs;

export const comparePlaces = (a: Place, b: Place): number =>
  a.rank - b.rank || Buffer.compare(Buffer.from(a.id), Buffer.from(b.id));

/** A priority as it is ranked: a whole number, 0..1000. */
export const wholePriority = (priority: number): number =>
  Math.min(1000, Math.max(0, Math.round(priority) || 0));

/** A score of 0..1 as it is ranked: whole thousandths, so that a rank stays exact. Also in prelude.lua. */
const wholeScore = (score: number): number => Math.floor(1000 * score + 0.5);

/** An opaque, URL-safe name of a place. */
export const toCursor = ({ rank, id }: Place): string =>
  Buffer.from(JSON.stringify([rank, id])).toString('base64url');

/** Reads what {@link toCursor} wrote; anything else throws DecorumError `invalid`, field `cursor`. */
export function fromCursor(cursor: string): Place {
  try {
    const [rank, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (Number.isSafeInteger(rank) && typeof id === 'string') {
      const place = { rank: rank as number, id };
      if (toCursor(place) === cursor) return place;
    }
  } catch {
    // falls through to the refusal
  }
  throw new DecorumError('invalid', 'the cursor was not made by the review queue', { field: 'cursor' });
}

/** Milliseconds since 1970 of an ISO 8601 time; DecorumError `invalid` names the field otherwise. */
export function toMs(time: string, field: string): number {
  const ms = Date.parse(time);
  if (Number.isNaN(ms) || ms < 0 || ms >= millisecondsBits)
    throw new DecorumError('invalid', `${field} is not a time (ISO 8601, 1970 to 2108)`, { field });
  return ms;
}
