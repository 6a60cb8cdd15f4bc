import type { PolicyVersion, StandingPolicies } from '../domain/policy.js';
import { keptPolicies, keptStandings, type PolicyStore, type Stood } from './policy-store.js';

/** The same in memory: for tests, since it forgets. */
export function createMemoryPolicyStore({
  now = () => new Date(),
}: {
  readonly now?: () => Date;
} = {}): PolicyStore {
  const kept = new Map<string, PolicyVersion[]>();
  const counts = new Map<string, number>();
  const standings = new Map<string, StandingPolicies>();
  const before = new Map<string, (number | undefined)[]>();
  const of = (site: string): StandingPolicies => standings.get(site) ?? {};
  const find = (site: string, version: number) => kept.get(site)?.find((one) => one.version === version);

  function stand(site: string, live: number | undefined, shadow: number | undefined): Stood {
    const standing = { ...(live !== undefined && { live }), ...(shadow !== undefined && { shadow }) };
    standings.set(site, standing);
    return { result: 'written', standing };
  }

  return {
    standing: async () => new Map(standings),
    get: async (site, version) => structuredClone(find(site, version)),
    versions: async (site) => structuredClone(kept.get(site) ?? []),
    async save(site, policy, by, note) {
      const version = (counts.get(site) ?? 0) + 1;
      counts.set(site, version);
      const saved: PolicyVersion = {
        version,
        policy: structuredClone(policy),
        by,
        at: now().toISOString(),
        ...(note !== undefined && { note }),
      };
      const { live, shadow } = of(site);
      const all = [saved, ...(kept.get(site) ?? [])];
      kept.set(
        site,
        all.filter((one, at) => at < keptPolicies || one.version === live || one.version === shadow),
      );
      return saved;
    },
    async activate(site, version, expected) {
      const { live, shadow } = of(site);
      if (!find(site, version)) return { result: 'unknown' };
      if (live !== expected) return { result: 'conflict', standing: of(site) };
      before.set(site, [live, ...(before.get(site) ?? [])].slice(0, keptStandings));
      return stand(site, version, shadow === version ? undefined : shadow);
    },
    async rollBack(site) {
      const earlier = before.get(site) ?? [];
      if (earlier.length === 0) return { result: 'nothing', standing: of(site) };
      return stand(site, earlier.shift(), of(site).shadow);
    },
    async setShadow(site, version) {
      if (version !== undefined && !find(site, version)) return { result: 'unknown' };
      return stand(site, of(site).live, version);
    },
  };
}
