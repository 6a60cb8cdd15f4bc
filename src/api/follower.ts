import type { Change } from '../domain/change.js';
import { type ChangePage, type CommentStore, changesAtOnce } from '../store/comment-store.js';

/** What a desk is told: changes in order, or that some were missed. */
export type Listener = (page: Pick<ChangePage, 'changes' | 'missed'>) => void;

export interface Follower {
  /**
   * Tells a listener of every change after `after`, or from now on, each once and in order, from `start` to `stop`.
   *
   * @throws DecorumError `invalid`, field `after`; `unavailable` while the store is away
   */
  listen(after: string | undefined, listener: Listener): Promise<Listening>;
  /** When the store last answered, milliseconds since 1970. */
  answeredAt(): number;
}

export interface Listening {
  /** The place of the last change before the first that will be told. */
  readonly from: string;
  /** What came meanwhile is told now. */
  start(): void;
  stop(): void;
}

/** Milliseconds between two questions: a change is known to every desk that much later, and a little. */
const everyMs = 250;

/** Asks the store for changes while somebody listens: one question for all of a process's streams. */
export function createFollower(store: Pick<CommentStore, 'changes'>, now: () => number = Date.now): Follower {
  const told = new Set<(page: ChangePage) => void>();
  let last: string | undefined;
  let answered = 0;
  let begun: Promise<string> | undefined;

  async function ask(): Promise<void> {
    let more = false;
    try {
      const page = await store.changes(last);
      answered = now();
      last = page.last;
      more = page.changes.length === changesAtOnce;
      if (page.changes.length > 0 || page.missed) for (const tell of told) tell(page);
    } catch {
      // Away: the next question goes on from the same place.
    }
    if (told.size === 0) begun = undefined;
    else setTimeout(ask, more ? 0 : everyMs).unref();
  }

  async function begin(): Promise<string> {
    const { last: newest } = await store.changes();
    answered = now();
    last = newest;
    setTimeout(ask, everyMs).unref();
    return newest;
  }

  return {
    answeredAt: () => answered,
    async listen(after, listener) {
      /** What came while the past was read. */
      let waiting: ChangePage[] | undefined = [];
      let place: string | undefined;
      const tell = (page: ChangePage): void => {
        if (waiting) return void waiting.push(page);
        const changes = page.changes.filter(({ id }) => isAfter(id, place!));
        place = changes.at(-1)?.id ?? place;
        if (changes.length > 0 || page.missed) listener({ changes, missed: page.missed });
      };
      told.add(tell);
      try {
        begun ??= begin().catch((error: unknown) => {
          begun = undefined;
          throw error;
        });
        await begun;
        place = after ?? last!;
        const from = place;
        const past: ChangePage[] = [];
        for (let at = after; at !== undefined; ) {
          const page = await store.changes(at);
          past.push(page);
          at = page.changes.length === changesAtOnce ? page.last : undefined;
        }
        return {
          from,
          start() {
            const both = [...past, ...(waiting ?? [])];
            waiting = undefined;
            both.forEach(tell);
          },
          stop: () => void told.delete(tell),
        };
      } catch (error) {
        told.delete(tell);
        throw error;
      }
    },
  };
}

/** Whether a change's id is after another's: both are milliseconds and a count. */
function isAfter(id: Change['id'], other: string): boolean {
  const [ms, count] = id.split('-').map(Number);
  const [otherMs, otherCount] = other.split('-').map(Number);
  return ms! > otherMs! || (ms === otherMs && count! > otherCount!);
}
