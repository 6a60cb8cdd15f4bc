import { isDeepStrictEqual } from 'node:util';
import { DecorumError } from '../domain/errors.js';

/** Every site's own state of one kind as it stands now, for whoever judges many comments. */
export interface Followed<T> {
  /** At once, and the same object until it changes; undefined where a site has none. */
  of(site: string): T | undefined;
  /** Begins to follow. Resolves when all is loaded, so it waits while the store is away; or at close. */
  start(): Promise<void>;
  /** Stops asking; resolves when no question is under way. What was last known stays. */
  close(): Promise<void>;
}

export interface FollowOptions<T, V = number> {
  /** The version that stands, by site: another one, by value, is fetched anew. */
  versions(): Promise<ReadonlyMap<string, V>>;
  /** What stands in a site at a version. */
  get(site: string, version: V): Promise<T>;
  versionOf(held: T): V;
  /** Milliseconds between an answer and the next question; a change is known that much later, and a little. */
  readonly everyMs?: number;
  /** Told of sites, versions and counts. */
  readonly logger?: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
  /** What the log says. */
  readonly words: { readonly loaded: string; readonly changed: string; readonly away: string };
  /** What the log says besides of one that changed. */
  about?(held: T): object;
}

/**
 * Asks for versions every second and fetches what changed. All of it changes hands at once, so a comment is judged by
 * one state of its site. While the store is away what was last known counts.
 */
export function follow<T, V = number>(options: FollowOptions<T, V>): Followed<T> {
  const { everyMs = 1000, logger, words, versionOf, about = () => ({}) } = options;
  let known: ReadonlyMap<string, T> = new Map();
  let state: 'new' | 'following' | 'away' | 'closed' = 'new';
  let timer: NodeJS.Timeout | undefined;
  let asking: Promise<void> | undefined;
  let started: Promise<void> | undefined;
  let release = (): void => {};

  async function fetchChanged(): Promise<ReadonlyMap<string, T>> {
    // A store that was away may have come back with less, and count the same versions again: then all are fetched.
    const held = state === 'following' ? known : new Map<string, T>();
    const next = new Map<string, T>();
    for (const [site, version] of await options.versions()) {
      const standing = held.get(site);
      const same = standing !== undefined && isDeepStrictEqual(versionOf(standing), version);
      next.set(site, same ? standing : await options.get(site, version));
    }
    return next;
  }

  function tell(before: ReadonlyMap<string, T>): void {
    if (state !== 'following') logger?.info({ sites: known.size }, words.loaded);
    else
      for (const [site, held] of known) {
        const [version, earlier] = [versionOf(held), before.get(site)];
        if (earlier === undefined || !isDeepStrictEqual(versionOf(earlier), version))
          logger?.info({ site, version, ...about(held) }, words.changed);
      }
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
      if (state !== 'away') logger?.warn({ error: codeOf(error) }, words.away);
      state = 'away';
    }
    // The next one only now: questions never overlap.
    timer = setTimeout(() => {
      asking = ask();
    }, everyMs).unref();
  }

  return {
    of: (site) => known.get(site),
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
