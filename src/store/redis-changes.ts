import type { Redis } from 'ioredis';
import type { Change } from '../domain/change.js';
import { changePlace } from './change-place.js';
import { type ChangePage, changesAtOnce, keptChanges } from './comment-store.js';
import { replies } from './scripts.js';

interface ChangesParts {
  readonly redis: Redis;
  readonly key: string;
  readonly ask: <T>(what: string, work: () => Promise<T>) => Promise<T>;
}

type Entry = [id: string, fields: string[]];

/** Reads the stream that the scripts write. */
export function redisChanges({ redis, key, ask }: ChangesParts) {
  return async function changes(after?: string): Promise<ChangePage> {
    if (after === undefined) {
      const [newest] = await ask('changes', () => redis.xrevrange(key, '+', '-', 'COUNT', 1));
      return { changes: [], last: newest?.[0] ?? '0-0', missed: false };
    }
    const place = changePlace(after);
    const pipeline = redis
      .pipeline()
      .xrange(key, `${place.ms}-${place.count + 1}`, '+', 'COUNT', changesAtOnce)
      .xrange(key, '-', '+', 'COUNT', 1)
      .xlen(key);
    const [found, [oldest], kept] = (await ask('changes', async () => replies(await pipeline.exec()))) as [
      Entry[],
      Entry[],
      number,
    ];
    // Nothing goes before so many are there.
    const missed = oldest !== undefined && kept >= keptChanges && isBefore(place, changePlace(oldest[0]));
    return { changes: found.map(toChange), last: found.at(-1)?.[0] ?? after, missed };
  };
}

function toChange([id, fields]: Entry): Change {
  const change: Record<string, string> = { id };
  for (let at = 0; at < fields.length; at += 2) change[fields[at]!] = fields[at + 1]!;
  return change as unknown as Change;
}

type Place = ReturnType<typeof changePlace>;
const isBefore = (a: Place, b: Place): boolean => a.ms < b.ms || (a.ms === b.ms && a.count < b.count);
