import { nounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import { ambient } from './ambient.js';
import { called } from './called.js';
import { carried } from './carried.js';
import { copula } from './copula.js';
import { emoji } from './emoji.js';
import { exterminate } from './exterminate.js';
import { fragment } from './fragment.js';
import { definite, exclaimed, joined, pointed } from './nominal.js';
import { simile } from './simile.js';
import type { Slot, SlotReader } from './slot.js';
import { thing } from './thing.js';

const ofNouns: readonly SlotReader[] = [
  joined,
  copula,
  simile,
  called,
  pointed,
  exclaimed,
  fragment,
  definite,
  ambient,
];

/** Every way in which the comparison speaks of people, surest first. */
export function slotsOf(reading: Reading, candidate: Candidate): Slot[] {
  const phrase = nounPhrase(reading, candidate);
  const { kind, class: named } = candidate.meaning;
  const readers =
    named === 'extermination'
      ? [exterminate]
      : kind === 'thing'
        ? [thing]
        : kind === 'emoji'
          ? [emoji, ...ofNouns]
          : kind === 'noun'
            ? [carried, ...ofNouns]
            : [carried];
  return readers
    .map((read) => read(reading, candidate, phrase))
    .filter((slot): slot is Slot => slot !== undefined)
    .sort((a, b) => Number(b.endorsed ?? false) - Number(a.endorsed ?? false) || b.score - a.score);
}
