import { DecorumError } from '../domain/errors.js';
import { limits } from '../domain/limits.js';
import type { WorkerQueue } from './moderation-queue.js';

export interface MemoryQueueOptions {
  /** Moderates one job; when it rejects, a batch is taken apart and a single comment becomes a dead letter. */
  readonly moderate: (ids: readonly string[]) => Promise<void>;
  /** Asks the remote model for one comment. */
  readonly remote?: (id: string) => Promise<void>;
  /** Does or takes back a decision on many cases. */
  readonly operate?: (id: string) => Promise<void>;
}

export interface MemoryQueue extends WorkerQueue {
  /** Resolves when no job waits or runs. */
  idle(): Promise<void>;
}

interface Work {
  readonly kind: 'moderate' | 'urgent' | 'single' | 'remote' | 'operate';
  readonly ids: readonly string[];
  readonly timestamp: number;
  readonly done: (moderated: boolean) => void;
}

/** The queue's contract without Redis, for tests: jobs run one after another, in this process; urgent ones first. */
export function createMemoryQueue({
  moderate,
  remote = async () => {},
  operate = async () => {},
}: MemoryQueueOptions): MemoryQueue {
  const waiting: Work[] = [];
  const deadLetters = new Set<string>();
  const idlers: (() => void)[] = [];
  let active: Work | undefined;
  let closed = false;

  async function run(work: Work): Promise<void> {
    try {
      if (work.kind === 'remote') for (const id of work.ids) await remote(id);
      else if (work.kind === 'operate') for (const id of work.ids) await operate(id);
      else await moderate(work.ids);
      work.done(true);
    } catch {
      work.done(false);
      if (work.kind === 'single') for (const id of work.ids) deadLetters.add(id);
      else if (work.kind !== 'remote' && work.kind !== 'operate') singles(work.ids);
    }
  }

  async function drain(): Promise<void> {
    if (active) return;
    while (!closed) {
      const urgent = waiting.findIndex(({ kind }) => kind === 'urgent');
      active = waiting.splice(Math.max(urgent, 0), 1)[0];
      if (!active) break;
      await run(active);
    }
    active = undefined;
    for (const resolve of idlers.splice(0)) resolve();
  }

  function push(kind: Work['kind'], ids: readonly string[], done: Work['done'] = () => {}): void {
    waiting.push({ kind, ids, timestamp: Date.now(), done });
    queueMicrotask(() => void drain());
  }

  function singles(ids: readonly string[]): void {
    for (const id of ids) if (!holds('single', id, [...waiting, active])) push('single', [id]);
  }

  const holds = (kind: Work['kind'], id: string, works: readonly (Work | undefined)[]) =>
    works.some((work) => work?.kind === kind && work.ids.includes(id));

  const open = () => {
    if (closed) throw new DecorumError('unavailable', 'the queue is closed');
  };

  return {
    async enqueue(ids) {
      open();
      for (let start = 0; start < ids.length; start += limits.jobItems)
        push('moderate', ids.slice(start, start + limits.jobItems));
    },
    async enqueueAndWait(id, ms) {
      open();
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), ms);
        push('urgent', [id], (moderated) => {
          clearTimeout(timer);
          resolve(moderated);
        });
      });
    },
    async enqueueSingles(ids) {
      open();
      singles(ids);
    },
    async enqueueRemote(ids) {
      open();
      for (const id of ids) if (!holds('remote', id, waiting)) push('remote', [id]);
    },
    async enqueueOperation(id) {
      open();
      push('operate', [id]);
    },
    async deadLetter(ids) {
      open();
      for (const id of ids) deadLetters.add(id);
    },
    async depth() {
      const jobs = waiting.filter(({ kind }) => kind !== 'remote' && kind !== 'operate').length;
      return {
        waiting: jobs,
        active: active && active.kind !== 'remote' && active.kind !== 'operate' ? 1 : 0,
        delayed: 0,
        deadLetters: deadLetters.size,
      };
    },
    async oldestOutstanding() {
      const times = [...waiting, active].flatMap((work) =>
        work?.kind === 'moderate' || work?.kind === 'urgent' ? [work.timestamp] : [],
      );
      return times.length > 0 ? Math.min(...times) : undefined;
    },
    async idle() {
      if (active || waiting.length > 0) await new Promise<void>((resolve) => idlers.push(resolve));
    },
    async close() {
      closed = true;
      for (const work of waiting.splice(0)) work.done(false);
    },
  };
}
