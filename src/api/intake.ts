import { type CaseStatus, statusOf } from '../domain/case.js';
import type { Submission } from '../domain/comment.js';
import { DecorumError } from '../domain/errors.js';
import { limits } from '../domain/limits.js';
import type { Verdict } from '../domain/verdict.js';
import type { ModerationQueue } from '../queue/moderation-queue.js';
import type { Added, CommentStore } from '../store/comment-store.js';

/** Milliseconds that the first of a micro-batch waits for others. */
export const intakeWindowMs = 2;

/** What became of a submission, and where its case stands now. */
export interface Taken extends Added {
  readonly status: CaseStatus;
  /** Whether a verdict that still counts is there: then nothing was put on the queue. */
  readonly judged: boolean;
}

export interface Intake {
  /**
   * Stores all and puts them on the moderation queue; one result each, in order. Resolves only when both have
   * them. When the store took them and the queue did not, it rejects: sending again is harmless, and the sweep
   * finds what is never sent again.
   *
   * @param urgent leave them off the queue: the caller takes them to the urgent one
   * @throws DecorumError `overloaded` when more than the stated backlog waits, `unavailable` when Redis is away
   */
  submit(submissions: readonly Submission[], urgent?: boolean): Promise<readonly Taken[]>;
}

export interface IntakeOptions {
  readonly store: Pick<CommentStore, 'add' | 'get'>;
  readonly queue: Pick<ModerationQueue, 'enqueue'>;
  readonly now: () => Date;
  /** Whether a verdict is what would be said again; a resent comment with another one is judged anew. */
  readonly isCurrent: (verdict: Verdict, site: string) => boolean;
}

/** Where a case stands whose text is new. */
const fresh: Pick<Taken, 'status' | 'judged'> = { status: 'pending', judged: false };

interface Waiting {
  readonly submissions: readonly Submission[];
  readonly urgent: boolean;
  readonly resolve: (taken: readonly Taken[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests that arrive within {@link intakeWindowMs} share one write to the store and one to the queue. */
export function createIntake({ store, queue, now, isCurrent }: IntakeOptions): Intake {
  let waiting: Waiting[] = [];
  let gathered = 0;
  /** Comments taken in and not answered yet: waiting here or on their way to Redis. */
  let backlog = 0;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const together = waiting;
    waiting = [];
    gathered = 0;
    void settle(together);
  }

  async function settle(together: readonly Waiting[]): Promise<void> {
    const submissions = together.flatMap((one) => one.submissions);
    try {
      const taken = await addAll(submissions);
      const ids = new Set<string>();
      let at = 0;
      for (const { submissions: own, urgent } of together)
        for (const end = at + own.length; at < end; at++) {
          const { id, judged, result } = taken[at]!;
          if (!urgent && !judged && result !== 'refused') ids.add(id);
        }
      if (ids.size > 0) await queue.enqueue([...ids]);
      let start = 0;
      for (const one of together) {
        const end = start + one.submissions.length;
        one.resolve(taken.slice(start, end));
        start = end;
      }
    } catch (error) {
      for (const one of together) one.reject(error);
    } finally {
      backlog -= submissions.length;
    }
  }

  async function addAll(submissions: readonly Submission[]): Promise<Taken[]> {
    const added = await store.add(submissions, now().toISOString());
    const repeated = [...new Set(added.filter(({ result }) => result === 'repeated').map(({ id }) => id))];
    const known = new Map<string, Pick<Taken, 'status' | 'judged'>>();
    if (repeated.length > 0)
      for (const found of await store.get(repeated))
        if (found)
          known.set(found.comment.id, {
            status: statusOf(found),
            judged: found.verdict !== undefined && isCurrent(found.verdict, found.comment.site),
          });
    return added.map(({ id, revision, result }) => {
      const { status, judged } = known.get(id) ?? fresh;
      return { id, revision, result, status, judged };
    });
  }

  return {
    submit(submissions, urgent = false) {
      if (backlog + submissions.length > limits.intakeBacklog)
        return Promise.reject(new DecorumError('overloaded', 'too many comments wait for the store'));
      backlog += submissions.length;
      return new Promise((resolve, reject) => {
        waiting.push({ submissions, urgent, resolve, reject });
        gathered += submissions.length;
        if (gathered >= limits.batchItems) flush();
        else timer ??= setTimeout(flush, intakeWindowMs);
      });
    },
  };
}
