/** How the moderation queue is asked. Jobs carry ids only, never text. */
export interface ModerationQueue {
  /** Puts comments on the queue in jobs of at most {@link limits.jobItems}. Resolves when Redis has them. */
  enqueue(ids: readonly string[]): Promise<void>;
  /** Puts one comment on the urgent queue and waits; true when it was moderated within `ms`. */
  enqueueAndWait(id: string, ms: number): Promise<boolean>;
  depth(): Promise<QueueDepth>;
  close(): Promise<void>;
}

export interface QueueDepth {
  /** Jobs by state, both moderation queues together. */
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
  remote: 'remote',
  sweep: 'sweep',
  deadLetter: 'dead-letter',
} as const;

/** Payload of a moderation job. */
export interface ModerationJob {
  readonly ids: readonly string[];
}
