import type { Redis } from 'ioredis';
import type { PolicyVersion, StandingPolicies } from '../domain/policy.js';
import { answered } from './answered.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { keptPolicies, keptStandings, type PolicyStore, type Stood } from './policy-store.js';
import { loadScripts } from './scripts.js';

export interface RedisPolicyStoreOptions {
  /** Shared with whoever made it: nothing is closed. */
  readonly redis: Redis;
  readonly prefix?: string;
  readonly now?: () => Date;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** Sites' own policies in Redis. What stands changes by a script: as a whole, or not at all. */
export function createRedisPolicyStore({
  redis,
  prefix = defaultPrefix,
  now = () => new Date(),
  limitMs = 5000,
}: RedisPolicyStoreOptions): PolicyStore {
  const keys = storeKeys(prefix);
  const scripts = loadScripts(redis, prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);
  const read = (json: string): PolicyVersion => JSON.parse(json) as PolicyVersion;

  async function stand(
    site: string,
    what: string,
    version: number | '',
    expected: number | '',
  ): Promise<Stood> {
    const [[result, standing]] = (await ask('stand policy', () =>
      scripts.runAll('stand-policy', [[site, what, version, expected, keptStandings]]),
    )) as [[Stood['result'], string]];
    return result === 'unknown' ? { result } : { result, standing: toStanding(standing) };
  }

  return {
    async standing() {
      const found = await ask('policies', () => redis.hgetall(keys.policiesStanding));
      return new Map(Object.entries(found).map(([site, standing]) => [site, toStanding(standing)]));
    },

    async get(site, version) {
      const json = await ask('policy', () => redis.hget(keys.policies(site), String(version)));
      return json === null ? undefined : read(json);
    },

    async versions(site) {
      const found = await ask('policies', () => redis.hvals(keys.policies(site)));
      return found.map(read).sort((a, b) => b.version - a.version);
    },

    async save(site, policy, by, note) {
      const version = await ask('save policy', () => redis.hincrby(keys.policiesCount, site, 1));
      const saved: PolicyVersion = {
        version,
        policy,
        by,
        at: now().toISOString(),
        ...(note !== undefined && { note }),
      };
      await ask('save policy', () => redis.hset(keys.policies(site), String(version), JSON.stringify(saved)));
      const oldest = version - keptPolicies;
      const standing = await ask('policies', () => redis.hget(keys.policiesStanding, site));
      const { live, shadow } = toStanding(standing ?? '- -');
      if (oldest > 0 && oldest !== live && oldest !== shadow)
        await ask('save policy', () => redis.hdel(keys.policies(site), String(oldest)));
      return saved;
    },

    activate: (site, version, expected) => stand(site, 'activate', version, expected ?? ''),
    rollBack: (site) => stand(site, 'back', '', ''),
    setShadow: (site, version) => stand(site, 'shadow', version ?? '', ''),
  };
}

function toStanding(text: string): StandingPolicies {
  const [live, shadow] = text.split(' ');
  return {
    ...(live !== '-' && { live: Number(live) }),
    ...(shadow !== '-' && { shadow: Number(shadow) }),
  };
}
