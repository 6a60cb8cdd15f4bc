import {
  byName,
  type DeskStore,
  type SavedView,
  type SiteReason,
  seesView,
  viewsOfAll,
  viewsOfOne,
} from './desk-store.js';

/** In memory: for tests, since it forgets. */
export function createMemoryDeskStore(): DeskStore {
  const views = new Map<string, SavedView>();
  const reasons = new Map<string, readonly SiteReason[]>();
  return {
    async views(by) {
      return structuredClone([...views.values()].filter((view) => seesView(by, view)).sort(byName));
    },
    async saveView(view) {
      const others = [...views.values()].filter(({ id }) => id !== view.id);
      if (others.length >= viewsOfAll) return false;
      if (others.filter(({ by }) => by === view.by).length >= viewsOfOne) return false;
      views.set(view.id, structuredClone(view));
      return true;
    },
    async removeView(id, mayRemove) {
      const view = views.get(id);
      return view !== undefined && mayRemove(view) && views.delete(id);
    },
    async reasons(site) {
      return structuredClone(reasons.get(site) ?? []);
    },
    async setReasons(site, its) {
      reasons.set(site, structuredClone(its));
    },
  };
}
