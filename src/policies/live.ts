import { type Policy, type SitePolicies, type StandingPolicies, sitePolicy } from '../domain/policy.js';
import { type Followed, follow } from '../live/follow.js';
import type { PolicyStore } from '../store/policy-store.js';

/** Every site's policies as they stand now, for whoever judges many comments. */
export interface LivePolicies {
  /** At once, and the same object until they change; undefined where the starting policy judges and nothing is tried. */
  of(site: string): SitePolicies | undefined;
  /** Begins to follow the store. Resolves when all are loaded, so it waits while the store is away; or at close. */
  start(): Promise<void>;
  /** Stops asking; the last known ones stay. */
  close(): Promise<void>;
}

export interface LivePoliciesOptions {
  readonly store: Pick<PolicyStore, 'standing' | 'get'>;
  /** Judges where a site has none of its own. */
  readonly starting: Policy;
  /** Milliseconds between an answer and the next question. */
  readonly everyMs?: number;
  readonly logger?: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
}

interface Held {
  readonly standing: StandingPolicies;
  readonly policies: SitePolicies;
}

/** Asks the store every second which policies stand and fetches those that changed. While it is away the last ones count. */
export function livePolicies({ store, starting, everyMs, logger }: LivePoliciesOptions): LivePolicies {
  async function get(site: string, standing: StandingPolicies): Promise<Held> {
    const { live, shadow } = standing;
    const [acting, tried] = await Promise.all(
      [live, shadow].map((number) => (number === undefined ? undefined : store.get(site, number))),
    );
    const policies: SitePolicies = {
      live: acting ? sitePolicy(site, acting.version, acting.policy) : starting,
      ...(tried && { shadow: sitePolicy(site, tried.version, tried.policy) }),
    };
    return { standing, policies };
  }

  const followed: Followed<Held> = follow<Held, StandingPolicies>({
    async versions() {
      const all = [...(await store.standing())];
      return new Map(all.filter(([, { live, shadow }]) => live !== undefined || shadow !== undefined));
    },
    get,
    versionOf: ({ standing }) => standing,
    ...(everyMs !== undefined && { everyMs }),
    ...(logger && { logger }),
    words: {
      loaded: "sites' own policies are loaded",
      changed: "a site's policy changed",
      away: "sites' policies cannot be read; the last known ones count",
    },
  });
  return {
    of: (site) => followed.of(site)?.policies,
    start: () => followed.start(),
    close: () => followed.close(),
  };
}
