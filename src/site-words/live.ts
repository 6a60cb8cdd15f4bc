import { DecorumError } from '../domain/errors.js';
import type { SiteWords } from '../domain/site-words.js';
import type { WordStore } from '../store/word-store.js';

/** Every site's own lists as they stand now, for whoever judges many comments. */
export interface LiveSiteWords {
  /** At once, and the same object until the list changes; undefined where a site has no words of its own. */
  of(site: string): SiteWords | undefined;
  /** Begins to follow the store. Resolves when every list is loaded, so it waits while the store is away; or at close. */
  start(): Promise<void>;
  /** Stops asking; resolves when no question is under way. The last known lists stay. */
  close(): Promise<void>;
}

export interface LiveSiteWordsOptions {
  readonly store: Pick<WordStore, 'get' | 'versions'>;
  /** Milliseconds between an answer and the next question; a changed list is known that much later, and a little. */
  readonly everyMs?: number;
  /** Told of sites, versions and counts, never of words. */
  readonly logger?: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
}

/**
 * Asks the store for versions every second and fetches the lists that changed. All of them change hands at once, so a
 * comment is judged by one state of its site's list. While the store is away the last known lists count.
 */
export function liveSiteWords({ store, everyMs = 1000, logger }: LiveSiteWordsOptions): LiveSiteWords {
  let known: ReadonlyMap<string, SiteWords> = new Map();
  let state: 'new' | 'following' | 'away' | 'closed' = 'new';
  let timer: NodeJS.Timeout | undefined;
  let asking: Promise<void> | undefined;
  let started: Promise<void> | undefined;
  let release = (): void => {};

  async function fetchChanged(): Promise<ReadonlyMap<string, SiteWords>> {
    // A store that was away may have come back with less, and count the same versions again: then all are fetched.
    const held = state === 'following' ? known : new Map<string, SiteWords>();
    const next = new Map<string, SiteWords>();
    for (const [site, version] of await store.versions()) {
      const words = held.get(site);
      next.set(site, words?.version === version ? words : await store.get(site));
    }
    return next;
  }

  function tell(before: ReadonlyMap<string, SiteWords>): void {
    if (state !== 'following') logger?.info({ sites: known.size }, "sites' own words are loaded");
    else
      for (const [site, { version, words }] of known)
        if (before.get(site)?.version !== version)
          logger?.info({ site, version, count: words.length }, "a site's own words changed");
  }

  async function ask(): Promise<void> {
    try {
      const next = await fetchChanged();
      if (state === 'closed') return;
      const before = known;
      known = next;
      tell(before);
      state = 'following';
      release();
    } catch (error) {
      if (state === 'closed') return;
      // Once, not every second.
      if (state !== 'away')
        logger?.warn({ error: codeOf(error) }, "sites' own words cannot be read; the last known ones count");
      state = 'away';
    }
    // The next one only now: questions never overlap.
    timer = setTimeout(() => {
      asking = ask();
    }, everyMs).unref();
  }

  return {
    of(site) {
      const found = known.get(site);
      return found && found.words.length > 0 ? found : undefined;
    },
    start() {
      if (state === 'closed') return Promise.resolve();
      started ??= new Promise((resolve) => {
        release = resolve;
        asking = ask();
      });
      return started;
    },
    async close() {
      state = 'closed';
      clearTimeout(timer);
      release();
      await asking;
    },
  };
}

/** A code or a class name: a message may hold what was asked. */
const codeOf = (error: unknown): string =>
  error instanceof DecorumError ? error.code : error instanceof Error ? error.name : 'Error';
