import type { Decision } from '../domain/decision.js';
import { decisionIn, type Operation } from '../domain/operation.js';
import type { CommentStore } from '../store/comment-store.js';
import type { OperationStore } from '../store/operation-store.js';

export interface OperationParts {
  readonly store: Pick<CommentStore, 'get' | 'recordDecision' | 'undoDecision'>;
  readonly operations: OperationStore;
  readonly now?: () => Date;
}

/** Cases between two notes of how far it has come. */
const step = 50;

/**
 * Does or takes back what an operation says, case by case, and notes how far it has come. May be run again from the start
 * after it broke off: a case that is done stays as it is. Cases that others hold, that were decided or revised meanwhile
 * or are gone are skipped and counted.
 */
export async function runOperation(
  id: string,
  { store, operations, now = () => new Date() }: OperationParts,
): Promise<void> {
  const operation = await operations.get(id);
  if (operation?.state !== 'running' && operation?.state !== 'undoing') return; // it ended, or its time is up
  const one = operation.state === 'running' ? decide : undo;
  let [done, skipped] = [0, 0];
  for (let from = 0; ; from += step) {
    const ids = await operations.ids(id, from, step);
    if (ids.length === 0) break;
    const results = await one(operation, ids);
    done += results.filter(Boolean).length;
    skipped += results.filter((result) => !result).length;
    await operations.progress(id, done, skipped);
  }
  await operations.move(id, operation.state, operation.state === 'running' ? 'done' : 'undone');

  async function decide({ ruling, reason, note, by }: Operation, ids: readonly string[]): Promise<boolean[]> {
    const found = await store.get(ids);
    return Promise.all(
      found.map(async (each, at) => {
        if (!each) return false;
        const decision: Decision = {
          id: decisionIn(id, ids[at]!),
          commentId: ids[at]!,
          revision: each.comment.revision,
          ruling,
          ...(reason && { reason }),
          ...(note !== undefined && { note }),
          moderator: by,
          decidedAt: now().toISOString(),
        };
        const { result } = await store.recordDecision(decision);
        return result === 'recorded' || result === 'repeated';
      }),
    );
  }

  function undo({ by, undoneBy = by }: Operation, ids: readonly string[]): Promise<boolean[]> {
    return Promise.all(
      ids.map(async (one) => (await store.undoDecision(one, decisionIn(id, one), undoneBy)) === 'undone'),
    );
  }
}
