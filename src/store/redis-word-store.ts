import type { Redis } from 'ioredis';
import type { SiteWord, SiteWords } from '../domain/site-words.js';
import { answered } from './answered.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { loadScripts } from './scripts.js';
import { keptVersions, noWords, type WordStore, type WordsVersion } from './word-store.js';

export interface RedisWordStoreOptions {
  /** Shared with whoever made it: the word store closes nothing. */
  readonly redis: Redis;
  readonly prefix?: string;
  readonly now?: () => Date;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** Sites' own lists in Redis, each version whole: a change and who made it are written together, or not at all. */
export function createRedisWordStore({
  redis,
  prefix = defaultPrefix,
  now = () => new Date(),
  limitMs = 5000,
}: RedisWordStoreOptions): WordStore {
  const keys = storeKeys(prefix);
  const scripts = loadScripts(redis, prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);

  async function get(site: string): Promise<SiteWords>;
  async function get(site: string, version: number): Promise<SiteWords | undefined>;
  async function get(site: string, asked?: number): Promise<SiteWords | undefined> {
    if (asked === 0) return noWords(site);
    const [found] = (await ask('words', () => scripts.runAll('words', [[site, asked ?? '']]))) as [
      readonly [version: string, words: string] | null,
    ];
    if (found) return { site, version: Number(found[0]), words: JSON.parse(found[1]) as readonly SiteWord[] };
    return asked === undefined ? noWords(site) : undefined;
  }

  return {
    get,

    async history(site) {
      const entries = await ask('words history', () => redis.lrange(keys.wordsHistory(site), 0, -1));
      return entries.map((json) => JSON.parse(json) as WordsVersion);
    },

    async versions() {
      const found = await ask('words versions', () => redis.hgetall(keys.wordsVersions));
      return new Map(Object.entries(found).map(([site, version]) => [site, Number(version)]));
    },

    async replace(site, words, expected, by) {
      const about = JSON.stringify({ at: now().toISOString(), by, count: words.length });
      const change = [site, expected, JSON.stringify(words), about, keptVersions];
      const [answer] = (await ask('replace words', () => scripts.runAll('replace-words', [change]))) as [
        readonly [written: 0 | 1, version: number],
      ];
      const [written, version] = answer;
      return written
        ? { result: 'written', words: { site, version, words } }
        : { result: 'conflict', version };
    },
  };
}
