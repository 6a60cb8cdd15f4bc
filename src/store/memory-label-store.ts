import type { Label } from '../domain/label.js';
import type { LabelStore } from './label-store.js';

/** The same in memory: for tests, since it forgets. */
export function createMemoryLabelStore(): LabelStore {
  /** Oldest first, by site and id. */
  const held = new Map<string, Label>();
  const all = () => [...held.values()].reverse();
  return {
    async put(label) {
      const key = `${label.site}\n${label.id}`;
      held.delete(key);
      held.set(key, label);
    },
    newest: async (site, limit) =>
      all()
        .filter((label) => label.site === site)
        .slice(0, limit),
    sites: async () => [...new Set(all().map(({ site }) => site))],
    of: async (commentId) => all().filter((label) => label.commentId === commentId),
    async erase(commentId) {
      const before = held.size;
      for (const [key, label] of held) if (label.commentId === commentId) held.delete(key);
      return before - held.size;
    },
  };
}
