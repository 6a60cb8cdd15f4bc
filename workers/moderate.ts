import { setImmediate as breathe } from 'node:timers/promises';
import type { Case } from '../src/domain/case.js';
import type { Logger } from '../src/logger.js';
import type { Pipeline } from '../src/pipeline/pipeline.js';
import type { WorkerQueue } from '../src/queue/moderation-queue.js';
import type { CommentStore } from '../src/store/comment-store.js';
import type { OperationStore } from '../src/store/operation-store.js';

/** What every job works with. */
export interface Parts {
  readonly store: CommentStore;
  readonly queue: WorkerQueue;
  readonly pipeline: Pipeline;
  /** Set: comments are also sent to a remote model, later and slower. */
  readonly remotePipeline?: Pipeline;
  /** Decisions on many cases; absent: none are done here. */
  readonly operations?: OperationStore;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** What a moderation job did; BullMQ keeps it as the job's result. */
export interface Moderated {
  readonly judged: number;
  /** Judged before, or erased meanwhile. */
  readonly skipped: number;
}

/** Some comments of a job could not be moderated. Its message names the error and never what it said. */
export class ModerationFailed extends Error {
  override readonly name = 'ModerationFailed';
  constructor(
    readonly count: number,
    /** Name of the first error. */
    readonly reason: string,
  ) {
    super(`${count} not moderated: ${reason}`);
  }
}

/** Longest stretch of work, ms, before timers run again: lock renewals and urgent jobs must get their turn. */
const stretchMs = 5;

/**
 * Moderates the comments of one job. Those with a verdict by this very pipeline are skipped, so a job may run twice;
 * verdicts of the good ones are recorded even where others fail.
 *
 * @throws ModerationFailed when the pipeline threw for at least one; DecorumError when store or queue is away
 */
export async function moderateBatch(ids: readonly string[], parts: Parts): Promise<Moderated> {
  const { store, queue, pipeline, remotePipeline } = parts;
  const found = (await store.get([...new Set(ids)])).filter((each) => each !== undefined);
  const unjudged = found.filter((each) => !hasVerdictBy(pipeline, each));
  const verdicts = [];
  const failed = new Map<string, unknown>();
  let since = performance.now();
  for (const { comment } of unjudged) {
    try {
      verdicts.push(await pipeline.moderate(comment));
    } catch (error) {
      failed.set(comment.id, error);
    }
    if (performance.now() - since < stretchMs) continue;
    await breathe();
    since = performance.now();
  }
  if (verdicts.length > 0) await store.recordVerdicts(verdicts);
  if (remotePipeline) {
    // Not only those judged now: the worker that judged the others may have died before it asked.
    const asked = found.filter((each) => !failed.has(each.comment.id) && !hasVerdictBy(remotePipeline, each));
    await queue.enqueueRemote(asked.map(({ comment }) => comment.id));
  }
  const [first] = failed.values();
  if (failed.size > 0) throw new ModerationFailed(failed.size, nameOf(first));
  return { judged: verdicts.length, skipped: ids.length - verdicts.length };
}

/** Whether the case's current verdict is what this pipeline would say again. */
export const hasVerdictBy = (pipeline: Pipeline, { verdict, comment }: Case): boolean =>
  verdict !== undefined && pipeline.isCurrent(verdict, comment.site);

/** An error's name alone: its message may quote the comment. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Error');
