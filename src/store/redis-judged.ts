import type { Redis } from 'ioredis';
import type { Decision } from '../domain/decision.js';
import type { Verdict } from '../domain/verdict.js';
import { answered } from './answered.js';
import { judgedOfShort, judgedOfVerdict } from './judged-form.js';
import type { Judged, JudgedStore } from './judged-store.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { packed } from './packed.js';
import { loadScripts } from './scripts.js';

export interface RedisJudgedOptions {
  /** Shared with whoever made it: nothing is closed here. */
  readonly redis: Redis;
  readonly prefix?: string;
  /** Milliseconds to wait for Redis before `unavailable`. */
  readonly limitMs?: number;
}

/** Ids of one script call: it holds Redis up for about a millisecond. */
const callItems = 500;

/** Reads the cases themselves: what was revised, re-judged, undone or erased a moment ago is told as it stands. */
export function createRedisJudged({
  redis,
  prefix = defaultPrefix,
  limitMs = 5000,
}: RedisJudgedOptions): JudgedStore {
  const keys = storeKeys(prefix);
  const scripts = loadScripts(redis, prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);

  const part = async (ids: readonly string[]): Promise<Judged[]> =>
    toJudged((await ask('judged', () => scripts.runAll('judged', [[packed(ids)]])))[0] as string[]);

  return {
    async *newest(site, limit) {
      const seen = new Set<string>();
      let left = limit;
      for (let read = 0; left > 0; read += callItems) {
        const found = await ask('newest', () =>
          redis.lrange(keys.newest(site), -read - callItems, -read - 1),
        );
        // A revised comment also stands where it stood before.
        const ids = found.reverse().filter((id) => !seen.has(id) && seen.add(id));
        if (ids.length > 0) {
          const judged = (await part(ids)).slice(0, left);
          left -= judged.length;
          if (judged.length > 0) yield judged;
        }
        if (found.length < callItems) return;
      }
    },
  };
}

function toJudged(reply: readonly string[]): Judged[] {
  const judged: Judged[] = [];
  for (let at = 0; at < reply.length; at += 6) {
    const [id, received, short, verdict, decision, article] = reply.slice(at, at + 6);
    const about = {
      id: id!,
      receivedAt: Number(received),
      ...(article && { article }),
      ...(decision && { decision: JSON.parse(decision) as Decision }),
    };
    judged.push(
      short
        ? judgedOfShort(short, about)
        : judgedOfVerdict(JSON.parse(verdict!) as Omit<Verdict, 'commentId' | 'revision'>, about),
    );
  }
  return judged;
}
