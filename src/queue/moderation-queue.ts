/** How the moderation queue is asked. Jobs carry ids only, never text. */
export interface ModerationQueue {
  /** Puts comments on the queue in jobs of at most {@link limits.jobItems}. Resolves when Redis has them. */
  enqueue(ids: readonly string[]): Promise<void>;
  /** Puts one comment on the urgent queue and waits; true when it was moderated within `ms`. */
  enqueueAndWait(id: string, ms: number): Promise<boolean>;
  /** Has a decision on many cases done or taken back. Asked twice for the same state it is done once. */
  enqueueOperation(id: string, state: string): Promise<void>;
  depth(): Promise<QueueDepth>;
  close(): Promise<void>;
}

/** What the workers ask besides: how jobs that failed are taken apart, and what the sweeper must not sweep. */
export interface WorkerQueue extends ModerationQueue {
  /**
   * Puts each comment on a queue of its own kind, one job each, run one at a time: after a failed batch, and for
   * comments that no job holds. A comment that already waits or runs there is not put there twice.
   */
  enqueueSingles(ids: readonly string[]): Promise<void>;
  /** Asks the remote model for each comment, one job each. A comment that already waits there stays once. */
  enqueueRemote(ids: readonly string[]): Promise<void>;
  /** Notes comments that were given up on. Repeating it changes nothing. */
  deadLetter(ids: readonly string[]): Promise<void>;
  /**
   * When the oldest moderation or urgent job that is not yet done was enqueued, in ms since 1970; undefined where
   * there is none. May be later than the truth when jobs were retried: the caller may repeat work, never lose it.
   */
  oldestOutstanding(): Promise<number | undefined>;
}

export interface QueueDepth {
  /** Jobs by state, the queues that moderate together. */
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  /** Comments given up on and shown in review as "check failed". */
  readonly deadLetters: number;
}

/** Names of the queues, one word each; Redis keys are `<prefix>:<name>:…`. */
export const queueNames = {
  moderate: 'moderate',
  urgent: 'urgent',
  single: 'single',
  remote: 'remote',
  sweep: 'sweep',
  operate: 'operate',
  deadLetter: 'dead-letter',
} as const;

/** Payload of a moderation job. */
export interface ModerationJob {
  readonly ids: readonly string[];
}
