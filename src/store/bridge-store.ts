import type { ScoreMap, ScorePair, SiteBridge } from '../domain/bridge.js';

/** Pairs of scores that are kept of one site, the newest. */
export const keptPairs = 20_000;
/** Earlier settings of one site that can be had back. */
export const keptSettings = 20;

/** Where a site's settings for Perspective's protocol live. Every method rejects with DecorumError `unavailable` when the store is away. */
export interface BridgeStore {
  /** Every site that was ever set. */
  settings(): Promise<ReadonlyMap<string, SiteBridge>>;
  /** Sets a site; what stood before can be had back. Two operators at once: the later one stands. */
  set(site: string, settings: SiteBridge): Promise<void>;
  /** Puts back what stood before the last change; undefined: there is none. */
  undo(site: string): Promise<SiteBridge | undefined>;
  /** Keeps a map under the next version. */
  saveMap(map: Omit<ScoreMap, 'version'>): Promise<ScoreMap>;
  /** Undefined: no such version. */
  map(version: number): Promise<ScoreMap | undefined>;
  /** Oldest first. */
  maps(): Promise<readonly ScoreMap[]>;
  addPair(site: string, pair: ScorePair): Promise<void>;
  /** Newest first; at most {@link keptPairs}. */
  pairs(site: string): Promise<readonly ScorePair[]>;
}
