import { DecorumError } from '../domain/errors.js';

/**
 * Where a change stands: milliseconds and a count within them, as Redis numbers a stream.
 *
 * @throws DecorumError `invalid`, field `after`
 */
export function changePlace(after: string): { readonly ms: number; readonly count: number } {
  if (!/^\d{1,15}-\d{1,15}$/.test(after))
    throw new DecorumError('invalid', 'is not one that a change had', { field: 'after' });
  const [ms, count] = after.split('-').map(Number);
  return { ms: ms!, count: count! };
}
