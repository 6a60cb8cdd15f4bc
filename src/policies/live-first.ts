import { type FollowOptions, follow } from '../live/follow.js';
import type { FirstArticles, FirstStore } from '../store/first-store.js';

type Held = FirstArticles & { readonly set: ReadonlySet<string> };

export interface LiveFirstOptions extends Pick<FollowOptions<Held>, 'everyMs' | 'logger'> {
  readonly store: Pick<FirstStore, 'read' | 'versions'>;
}

export interface LiveFirst {
  has(site: string, article: string): boolean;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Which articles go to review first, followed second by second (live/follow.ts). */
export function liveFirst({ store, ...rest }: LiveFirstOptions): LiveFirst {
  const { of, start, close } = follow<Held>({
    ...rest,
    versions: () => store.versions(),
    async get(site) {
      const found = await store.read(site);
      return { ...found, set: new Set(found.articles) };
    },
    versionOf: ({ version }) => version,
    about: ({ articles }) => ({ count: articles.length }),
    words: {
      loaded: "sites' articles for review first are loaded",
      changed: "a site's articles for review first changed",
      away: "sites' articles for review first cannot be read; the last known ones count",
    },
  });
  return { has: (site, article) => of(site)?.set.has(article) ?? false, start, close };
}
