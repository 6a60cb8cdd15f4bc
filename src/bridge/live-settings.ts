import { type ScoreMap, type SiteBridge, usualBridge } from '../domain/bridge.js';
import { DecorumError } from '../domain/errors.js';
import type { BridgeStore } from '../store/bridge-store.js';

export interface LiveSettings {
  /** At once. */
  of(site: string): SiteBridge;
  /** The site's map; undefined where it has none. */
  mapOf(site: string): ScoreMap | undefined;
  /** Follows the store from now on; resolves when the settings are loaded, so it waits while the store is away. */
  start(): Promise<void>;
  /** Loads once, now. */
  load(): Promise<void>;
  close(): void;
}

/** Sites' settings as they stand, asked for every second. While the store is away the last known ones count. */
export function liveSettings({
  store,
  everyMs = 1000,
  logger,
}: {
  readonly store: Pick<BridgeStore, 'settings' | 'map'>;
  readonly everyMs?: number;
  readonly logger?: { warn(fields: object, message: string): void };
}): LiveSettings {
  let known: ReadonlyMap<string, SiteBridge> = new Map();
  const maps = new Map<number, ScoreMap>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let away = false;

  async function load(): Promise<void> {
    const settings = await store.settings();
    for (const { map } of settings.values()) {
      if (map === undefined || maps.has(map)) continue;
      const found = await store.map(map);
      if (found) maps.set(map, found);
    }
    known = settings;
  }

  async function follow(): Promise<void> {
    while (!closed) {
      try {
        await load();
        away = false;
        break;
      } catch (error) {
        const code = error instanceof DecorumError ? error.code : 'Error';
        if (!away)
          logger?.warn({ error: code }, "sites' bridge settings cannot be read; the last ones count");
        away = true;
        if (known.size > 0) break;
        await new Promise((resolve) => {
          timer = setTimeout(resolve, everyMs);
        });
      }
    }
    if (closed) return;
    timer = setTimeout(() => void follow(), everyMs).unref();
  }

  return {
    of: (site) => known.get(site) ?? usualBridge,
    mapOf(site) {
      const version = known.get(site)?.map;
      return version === undefined ? undefined : maps.get(version);
    },
    start: follow,
    load,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
