import { DecorumError } from '../domain/errors.js';
import { type Policy, type SitePolicies, type StandingPolicies, sitePolicy } from '../domain/policy.js';
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

/** Asks the store every second which policies stand and fetches those that changed. While it is away the last ones count. */
export function livePolicies({ store, starting, everyMs = 1000, logger }: LivePoliciesOptions): LivePolicies {
  let known = new Map<string, { readonly standing: StandingPolicies; readonly policies: SitePolicies }>();
  let away = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let asking: Promise<void> | undefined;
  let started: Promise<void> | undefined;
  let release = (): void => {};

  async function load(): Promise<void> {
    const next: typeof known = new Map();
    for (const [site, standing] of await store.standing()) {
      if (standing.live === undefined && standing.shadow === undefined) continue;
      const before = known.get(site);
      if (before && before.standing.live === standing.live && before.standing.shadow === standing.shadow) {
        next.set(site, before);
        continue;
      }
      const [live, shadow] = await Promise.all(
        [standing.live, standing.shadow].map((version) =>
          version === undefined ? undefined : store.get(site, version),
        ),
      );
      const policies: SitePolicies = {
        live: live ? sitePolicy(site, live.version, live.policy) : starting,
        ...(shadow && { shadow: sitePolicy(site, shadow.version, shadow.policy) }),
      };
      next.set(site, { standing, policies });
      logger?.info({ site, ...standing }, "a site's policy changed");
    }
    known = next;
  }

  async function ask(): Promise<void> {
    try {
      await load();
      away = false;
      release();
    } catch (error) {
      if (closed) return;
      const code = error instanceof DecorumError ? error.code : error instanceof Error ? error.name : 'Error';
      if (!away) logger?.warn({ error: code }, "sites' policies cannot be read; the last known ones count");
      away = true;
    }
    if (closed) return;
    timer = setTimeout(() => {
      asking = ask();
    }, everyMs).unref();
  }

  return {
    of: (site) => known.get(site)?.policies,
    start() {
      if (closed) return Promise.resolve();
      started ??= new Promise((resolve) => {
        release = resolve;
        asking = ask();
      });
      return started;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      release();
      await asking;
    },
  };
}
