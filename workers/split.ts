import { DecorumError } from '../src/domain/errors.js';
import { hasVerdictBy, ModerationFailed, nameOf, type Parts } from './moderate.js';

/**
 * A batch failed for the last time: its comments without a verdict get a job each, so that one does not take the
 * others along. Repeating it changes nothing.
 */
export async function split(
  ids: readonly string[],
  { store, queue, pipeline, logger }: Parts,
): Promise<void> {
  const found = await store.get(ids);
  const left = found.flatMap((each) => (each && !hasVerdictBy(pipeline, each) ? [each.comment.id] : []));
  await queue.enqueueSingles(left);
  logger.warn({ count: left.length, of: ids.length }, 'a batch failed; its comments are tried one by one');
}

/**
 * A comment alone failed for the last time: it is shown in review as one that could not be read, and noted as a dead
 * letter. While the store is away it is left to the sweeper: that is not the comment's fault.
 */
export async function giveUp(ids: readonly string[], error: unknown, parts: Parts): Promise<void> {
  const { store, queue, pipeline, logger } = parts;
  if (error instanceof DecorumError && error.code === 'unavailable') return;
  const found = await store.get(ids);
  const left = found.flatMap((each) => (each && !hasVerdictBy(pipeline, each) ? [each.comment] : []));
  if (left.length === 0) return;
  const why = reasonOf(error);
  await store.recordVerdicts(left.map((comment) => pipeline.giveUp(comment, why)));
  await queue.deadLetter(left.map(({ id }) => id));
  logger.error({ ids: left.map(({ id }) => id), error: why }, 'given up; shown in review as check failed');
}

/** For the moderator and the log: what went wrong, without what the error said. */
function reasonOf(error: unknown): string {
  if (error instanceof ModerationFailed) return `${error.reason}: the comment could not be moderated`;
  // BullMQ's words for a job whose worker died on it, each time.
  if (error instanceof Error && error.message.startsWith('job stalled'))
    return 'StalledError: workers ended or hung while they read the comment';
  return `${nameOf(error)}: the comment could not be moderated`;
}
