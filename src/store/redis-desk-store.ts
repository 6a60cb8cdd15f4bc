import type { Redis } from 'ioredis';
import { answered } from './answered.js';
import {
  byName,
  type DeskStore,
  type SavedView,
  type SiteReason,
  seesView,
  viewsOfAll,
  viewsOfOne,
} from './desk-store.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { loadScripts } from './scripts.js';

export interface RedisDeskOptions {
  /** Shared with whoever made it: nothing is closed here. */
  readonly redis: Redis;
  readonly prefix?: string;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** A hash of views for all, and one of reasons by site. */
export function createRedisDeskStore({
  redis,
  prefix = defaultPrefix,
  limitMs = 5000,
}: RedisDeskOptions): DeskStore {
  const keys = storeKeys(prefix);
  const scripts = loadScripts(redis, prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);
  return {
    async views(by) {
      const found = await ask('views', () => redis.hvals(keys.views));
      return found
        .map((json) => JSON.parse(json) as SavedView)
        .filter((view) => seesView(by, view))
        .sort(byName);
    },
    async saveView(view) {
      const owner = `{"by":${JSON.stringify(view.by)},`;
      const { by: _by, ...rest } = view;
      // Whose it is stands first: the script counts one's own by it.
      const json = owner + JSON.stringify(rest).slice(1);
      const args = [view.id, json, owner, viewsOfOne, viewsOfAll];
      return (await ask('views', () => scripts.runAll('save-view', [args])))[0] === 1;
    },
    async removeView(id, mayRemove) {
      const json = await ask('views', () => redis.hget(keys.views, id));
      if (json === null || !mayRemove(JSON.parse(json) as SavedView)) return false;
      return (await ask('views', () => redis.hdel(keys.views, id))) === 1;
    },
    async reasons(site) {
      const json = await ask('reasons', () => redis.hget(keys.reasons, site));
      return json === null ? [] : (JSON.parse(json) as SiteReason[]);
    },
    async setReasons(site, its) {
      await ask('reasons', () => redis.hset(keys.reasons, site, JSON.stringify(its)));
    },
  };
}
