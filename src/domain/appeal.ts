/** A reader's objection to a rejection, or to a block. A decision answers it: an approval overturns, a rejection upholds. */
export interface Appeal {
  /** ISO 8601: when it came in. */
  readonly at: string;
  /** The reader's words, as they came. */
  readonly text?: string;
  readonly state: 'open' | 'upheld' | 'overturned';
  /** Id of the decision that answered it. */
  readonly decision?: string;
}
