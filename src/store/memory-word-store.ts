import type { SiteWords } from '../domain/site-words.js';
import { keptVersions, noWords, type WordStore, type WordsVersion } from './word-store.js';

interface Written {
  readonly words: SiteWords;
  readonly about: WordsVersion;
}

/** Sites' own lists in memory: for tests, since it forgets. What goes in and comes out is copied. */
export function createMemoryWordStore({
  now = () => new Date(),
}: {
  readonly now?: () => Date;
} = {}): WordStore {
  /** Newest first. */
  const held = new Map<string, readonly Written[]>();
  const of = (site: string): readonly Written[] => held.get(site) ?? [];

  async function get(site: string): Promise<SiteWords>;
  async function get(site: string, version: number): Promise<SiteWords | undefined>;
  async function get(site: string, asked?: number): Promise<SiteWords | undefined> {
    if (asked === 0) return noWords(site);
    if (asked === undefined) return structuredClone(of(site)[0]?.words) ?? noWords(site);
    return structuredClone(of(site).find(({ words }) => words.version === asked)?.words);
  }

  return {
    get,

    async history(site) {
      return of(site).map(({ about }) => about);
    },

    async versions() {
      return new Map([...held].map(([site, [newest]]) => [site, newest!.words.version]));
    },

    async replace(site, given, expected, by) {
      const before = of(site);
      const standing = before[0]?.words.version ?? 0;
      if (standing !== expected) return { result: 'conflict', version: standing };
      const words: SiteWords = { site, version: standing + 1, words: structuredClone(given) };
      const about = { version: words.version, at: now().toISOString(), by, count: given.length };
      held.set(site, [{ words, about }, ...before].slice(0, keptVersions));
      return { result: 'written', words: structuredClone(words) };
    },
  };
}
