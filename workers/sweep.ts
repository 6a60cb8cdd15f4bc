import type { Parts } from './moderate.js';

/** Comments that one sweep enqueues. */
const atMost = 1000;
/** A comment is received a little before its job is made: ms between the two, amply. */
const marginMs = 5000;

/**
 * Enqueues comments that have no verdict and that no job holds: their job was never made, or was lost. A comment that
 * may still be in a job that waits or runs is left alone.
 *
 * @param graceMs how long a comment may be without a verdict before anyone wonders
 * @returns how many were enqueued
 */
export async function sweep(
  { store, queue, logger }: Parts,
  graceMs: number,
  now = Date.now(),
): Promise<number> {
  const oldest = await queue.oldestOutstanding();
  const before = Math.min(now - graceMs, oldest === undefined ? now : oldest - marginMs);
  const ids = await store.unjudged(new Date(before).toISOString(), atMost);
  if (ids.length === 0) return 0;
  await queue.enqueueSingles(ids);
  logger.warn({ count: ids.length }, 'comments without a verdict were enqueued again');
  return ids.length;
}
