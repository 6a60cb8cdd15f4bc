/** A moderator's words. They outrank any verdict and no retry can undo them. */
export const rulings = ['approve', 'reject', 'escalate'] as const;
export type Ruling = (typeof rulings)[number];

export const reasonCodes = [
  'OFFENSIVE',
  'HARASSMENT',
  'HATE_SPEECH',
  'DEHUMANIZING',
  'THREAT',
  'SPAM',
  'ILLEGAL',
  'OFF_TOPIC',
  'OTHER',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export interface Decision {
  /** Unique; repeating a decision with the same id changes nothing. */
  readonly id: string;
  readonly commentId: string;
  /** The revision that the moderator read. */
  readonly revision: number;
  readonly ruling: Ruling;
  /** One of {@link reasonCodes}, or of the site's own. */
  readonly reason?: string;
  readonly note?: string;
  /** Name of the key or user that decided. */
  readonly moderator: string;
  /** ISO 8601. */
  readonly decidedAt: string;
}

/** A moderator's short lease on a case. */
export interface Claim {
  readonly moderator: string;
  /** ISO 8601: the lease ends by itself. */
  readonly until: string;
}
