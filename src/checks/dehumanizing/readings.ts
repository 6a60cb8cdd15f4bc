import { type NounPhrase, nounPhrase } from './noun-phrase.js';
import type { Candidate, Reading } from './reading.js';
import { slotsOf } from './slots/index.js';
import type { Slot } from './slots/slot.js';
import { finalVetoes, type Veto, vetoes } from './vetoes.js';

/** What the named readers say of a comparison. */
export interface Readings {
  readonly phrase: NounPhrase;
  /** Every slot that the comparison stands in, surest first. */
  readonly slots: readonly Slot[];
  /** What speaks against the surest slot. */
  readonly vetoes: readonly Veto[];
  /** The slot that no veto speaks against. */
  readonly stands: Slot | undefined;
  /** What its span and target are taken from: the slot that stands, else the surest, else the comparison alone. */
  readonly slot: Slot;
}

/** Asks every named reader and veto about a comparison. */
export function readingsOf(reading: Reading, candidate: Candidate): Readings {
  const phrase = nounPhrase(reading, candidate);
  const slots = slotsOf(reading, candidate, phrase);
  const [top = bare(candidate, phrase.first)] = slots;
  const against = vetoes.filter((speaks) => speaks(reading, candidate, top));
  const stands = standing(reading, candidate, slots, against[0]);
  return { phrase, slots, vetoes: against, stands, slot: stands ?? top };
}

/**
 * The slot of a comparison that no veto speaks against. A denial or another's voice holds for the comparison, however
 * else it may be read; a literal reading only for the slot that it vetoes.
 */
function standing(
  reading: Reading,
  candidate: Candidate,
  slots: readonly Slot[],
  againstTop: Veto | undefined,
): Slot | undefined {
  for (const slot of slots) {
    const veto = slot === slots[0] ? againstTop : vetoes.find((speaks) => speaks(reading, candidate, slot));
    if (!veto) return slot;
    if (finalVetoes.has(veto)) return undefined;
  }
  return undefined;
}

/** What no reader found a person for: the comparison with its adjectives alone. */
function bare({ meaning, first, last }: Candidate, opens: number): Slot {
  return { by: 'none', score: 0, explicit: false, first: meaning.kind === 'noun' ? opens : first, last };
}
