import type { Label } from '../../domain/label.js';

let second = 0;

/** A label, a second after the one before. */
export const labelOf = (given: Partial<Label> & { readonly id: string }): Label => ({
  site: 'herald',
  text: 'Some words.',
  scores: { TOXICITY: 1 },
  by: 'Coral',
  at: new Date(Date.parse('2026-11-20T10:00:00Z') + second++ * 1000).toISOString(),
  said: [],
  ...given,
});
