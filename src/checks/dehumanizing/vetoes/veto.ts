import type { Candidate, Reading } from '../reading.js';
import type { Slot } from '../slots/slot.js';

/** A reason why a comparison with a person in its slot is not dehumanizing after all. */
export type Veto = (reading: Reading, candidate: Candidate, slot: Slot) => boolean;
