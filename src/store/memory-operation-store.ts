import type { Operation } from '../domain/operation.js';
import { type OperationStore, plannedMs, undoableMs } from './operation-store.js';

/** The same in memory: for tests, since it forgets. */
export function createMemoryOperationStore({
  now = () => new Date(),
}: {
  readonly now?: () => Date;
} = {}): OperationStore {
  const kept = new Map<string, { operation: Operation; ids: string[]; until: number }>();
  const find = (id: string) => {
    const found = kept.get(id);
    return found && found.until > now().getTime() ? found : undefined;
  };
  return {
    async plan(operation, ids) {
      const planned: Operation = { ...operation, state: 'planned', total: ids.length, done: 0, skipped: 0 };
      kept.set(operation.id, { operation: planned, ids: [...ids], until: now().getTime() + plannedMs });
      return planned;
    },
    get: async (id) => find(id)?.operation,
    ids: async (id, from, count) => find(id)?.ids.slice(from, from + count) ?? [],
    async leaveOut(id, ids) {
      const found = find(id);
      if (found?.operation.state !== 'planned') return;
      found.ids = found.ids.filter((one) => !ids.includes(one));
      found.operation = { ...found.operation, total: found.ids.length };
    },
    async move(id, from, to, by) {
      const found = find(id);
      if (found?.operation.state !== from) return false;
      const begins = to === 'running' || to === 'undoing';
      found.operation = {
        ...found.operation,
        state: to,
        ...(begins && { done: 0, skipped: 0 }),
        ...(by !== undefined && { undoneBy: by }),
      };
      found.until = now().getTime() + undoableMs;
      return true;
    },
    async progress(id, done, skipped) {
      const found = find(id);
      if (found) found.operation = { ...found.operation, done, skipped };
    },
  };
}
