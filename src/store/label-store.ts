import type { Label } from '../domain/label.js';

/** Labels that are kept of one site, the newest. */
export const keptLabels = 100_000;

/** Where labels from outside live. Every method rejects with DecorumError `unavailable` when the store is away. */
export interface LabelStore {
  /** Keeps a label; one with the same id gives way to it. */
  put(label: Label): Promise<void>;
  /** The site's labels, newest first. */
  newest(site: string, limit: number): Promise<readonly Label[]>;
  /** Sites that have labels. */
  sites(): Promise<readonly string[]>;
  /** The labels that name this comment, of any site. */
  of(commentId: string): Promise<readonly Label[]>;
  /** Removes the labels that name this comment; how many there were. */
  erase(commentId: string): Promise<number>;
}
