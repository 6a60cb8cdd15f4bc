import { type FirstStore, mostFirst } from './first-store.js';

/** In memory: for tests, since it forgets. */
export function createMemoryFirstStore(): FirstStore {
  const held = new Map<string, { version: number; articles: Set<string> }>();
  return {
    async read(site) {
      const { version, articles } = held.get(site) ?? { version: 0, articles: [] };
      return { version, articles: [...articles].sort() };
    },
    async versions() {
      return new Map([...held].map(([site, { version }]) => [site, version]));
    },
    async set(site, article, on) {
      const its = held.get(site) ?? { version: 0, articles: new Set() };
      if (its.articles.has(article) === on) return true;
      if (on && its.articles.size >= mostFirst) return false;
      if (on) its.articles.add(article);
      else its.articles.delete(article);
      its.version++;
      held.set(site, its);
      return true;
    },
  };
}
