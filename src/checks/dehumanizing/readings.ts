import type { Readings } from './evidence.js';
import { nounPhrase } from './noun-phrase.js';
import type { Candidate, Reading } from './reading.js';
import { slotsOf } from './slots/index.js';
import type { Slot } from './slots/slot.js';
import { finalVetoes, type Veto, vetoes } from './vetoes.js';

/** Asks every named reader and veto about a comparison. */
export function readingsOf(reading: Reading, candidate: Candidate): Readings {
  const slots = slotsOf(reading, candidate);
  const phrase = nounPhrase(reading, candidate);
  const [top = bare(candidate, phrase.first)] = slots;
  const against = vetoes.filter((speaks) => speaks(reading, candidate, top));
  return { phrase, slots, vetoes: against, stands: standing(reading, candidate, slots, against[0]) };
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
export function bare({ meaning, first, last }: Candidate, opens: number): Slot {
  return { by: 'none', score: 0, explicit: false, first: meaning.kind === 'noun' ? opens : first, last };
}
