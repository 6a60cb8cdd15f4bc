import { type ScoreMap, type ScorePair, type SiteBridge, usualBridge } from '../domain/bridge.js';
import { type BridgeStore, keptPairs, keptSettings } from './bridge-store.js';

/** The same in memory: for tests, since it forgets. */
export function createMemoryBridgeStore(): BridgeStore {
  const current = new Map<string, SiteBridge>();
  const history = new Map<string, SiteBridge[]>();
  const maps: ScoreMap[] = [];
  const pairs = new Map<string, ScorePair[]>();

  return {
    settings: async () => new Map(current),
    async set(site, settings) {
      const before = current.get(site) ?? usualBridge;
      history.set(site, [before, ...(history.get(site) ?? [])].slice(0, keptSettings));
      current.set(site, settings);
    },
    async undo(site) {
      const before = history.get(site)?.shift();
      if (before) current.set(site, before);
      return before;
    },
    async saveMap(map) {
      const saved = { version: maps.length + 1, ...map };
      maps.push(saved);
      return saved;
    },
    map: async (version) => maps.find((map) => map.version === version),
    maps: async () => [...maps],
    async addPair(site, pair) {
      pairs.set(site, [pair, ...(pairs.get(site) ?? [])].slice(0, keptPairs));
    },
    pairs: async (site) => pairs.get(site) ?? [],
  };
}
