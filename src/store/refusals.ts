import { DecorumError } from '../domain/errors.js';
import { limits } from '../domain/limits.js';

/** A lease in whole milliseconds, or DecorumError `invalid`, field `leaseMs`. */
export const checkedLease = (ms: number): number => checkedMs(ms, 'leaseMs');
/** A time to live in whole milliseconds, or DecorumError `invalid`, field `ttlMs`. */
export const checkedTtl = (ms: number): number => checkedMs(ms, 'ttlMs');

/** About three years: more is a mistake. */
const longestMs = 1e11;

function checkedMs(ms: number, field: string): number {
  if (Number.isSafeInteger(ms) && ms > 0 && ms <= longestMs) return ms;
  throw new DecorumError('invalid', `${field} must be a whole number, 1 to ${longestMs}`, {
    field,
    found: ms,
  });
}

/** Cases on a page, or DecorumError `invalid`, field `limit`. */
export function checkedLimit(limit: number | undefined): number {
  if (limit === undefined) return 25;
  if (Number.isInteger(limit) && limit >= 1 && limit <= limits.pageItems) return limit;
  throw new DecorumError('invalid', `limit must be 1 to ${limits.pageItems}`, {
    field: 'limit',
    found: limit,
  });
}
