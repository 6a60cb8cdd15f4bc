import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';

/** A person or group found in the slot of a comparison. */
export interface Slot {
  /** Name of the reader that found it. */
  readonly by: string;
  /** How sure, 0..1, before vetoes. */
  readonly score: number;
  /** The text itself names the person: a literal reading needs more than a word nearby. */
  readonly explicit: boolean;
  /** Tokens of the metaphor, both included. */
  readonly first: number;
  readonly last: number;
  /** Tokens that name the target, where some do. */
  readonly target?: readonly [number, number];
  /** The subject is the writer. */
  readonly self?: boolean;
  readonly negated?: boolean;
  /** Outranks report and treatment: "like the animals they are". */
  readonly endorsed?: boolean;
}

export type SlotReader = (reading: Reading, candidate: Candidate, phrase: NounPhrase) => Slot | undefined;
