import type { SiteWords } from '../domain/site-words.js';
import { type Followed, type FollowOptions, follow } from '../live/follow.js';
import type { WordStore } from '../store/word-store.js';

/** Every site's own lists as they stand now; undefined where a site has no words of its own. */
export type LiveSiteWords = Followed<SiteWords>;

export interface LiveSiteWordsOptions extends Pick<FollowOptions<SiteWords>, 'everyMs' | 'logger'> {
  readonly store: Pick<WordStore, 'get' | 'versions'>;
}

/** Follows the lists in the store, second by second (live/follow.ts). The log is told of no words. */
export function liveSiteWords({ store, ...rest }: LiveSiteWordsOptions): LiveSiteWords {
  const live = follow<SiteWords>({
    ...rest,
    versions: () => store.versions(),
    get: (site) => store.get(site),
    versionOf: ({ version }) => version,
    about: ({ words }) => ({ count: words.length }),
    words: {
      loaded: "sites' own words are loaded",
      changed: "a site's own words changed",
      away: "sites' own words cannot be read; the last known ones count",
    },
  });
  return {
    ...live,
    of(site) {
      const found = live.of(site);
      return found && found.words.length > 0 ? found : undefined;
    },
  };
}
