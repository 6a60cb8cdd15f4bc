import { DecorumError } from '../domain/errors.js';
import { type AuditEntry, type AuditStore, isAskedFor } from './audit-store.js';

/** The audit in memory: for tests, since it forgets. */
export function createMemoryAudit({
  now = () => new Date(),
}: {
  readonly now?: () => Date;
} = {}): AuditStore {
  const kept: AuditEntry[] = [];
  const once = new Set<string>();
  return {
    async record({ once: act, ...entry }) {
      if (act !== undefined && once.has(act)) return;
      if (act !== undefined) once.add(act);
      const at = now();
      kept.unshift({ ...entry, id: `${at.getTime()}-${kept.length}`, at: at.toISOString() });
    },
    async page(query) {
      const { from = 0, to = Number.POSITIVE_INFINITY, cursor, limit } = query;
      if (cursor !== undefined && !/^\d{1,15}-\d{1,15}$/.test(cursor))
        throw new DecorumError('invalid', 'is not one that a page gave', { field: 'cursor' });
      const first =
        cursor === undefined
          ? 0
          : Math.max(
              0,
              kept.findIndex(({ id }) => id === cursor),
            );
      const asked = kept.slice(first).filter((entry) => {
        const at = Date.parse(entry.at);
        return from <= at && at <= to && isAskedFor(entry, query);
      });
      const next = asked[limit]?.id;
      return { entries: asked.slice(0, limit), ...(next !== undefined && { next }) };
    },
  };
}
