import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import { ambient } from './ambient.js';
import { beside } from './beside.js';
import { called } from './called.js';
import { carried } from './carried.js';
import { copula } from './copula.js';
import { dealings } from './dealings.js';
import { definite } from './definite.js';
import { doing } from './doing.js';
import { emoji } from './emoji.js';
import { exclaimed } from './exclaimed.js';
import { exterminate } from './exterminate.js';
import { fragment } from './fragment.js';
import { joined } from './joined.js';
import { pointed } from './pointed.js';
import { presumed } from './presumed.js';
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
  beside,
  doing,
  dealings,
  ambient,
  presumed,
];

/** Every way in which the comparison speaks of people, surest first. */
export function slotsOf(reading: Reading, candidate: Candidate, read: NounPhrase): Slot[] {
  // An emoji has no adjectives.
  const phrase = candidate.meaning.kind === 'emoji' ? { ...read, first: candidate.first } : read;
  const { kind, class: named, needs } = candidate.meaning;
  const readers =
    kind === 'emoji'
      ? [emoji, ...ofNouns]
      : named === 'extermination' || needs === 'call'
        ? [exterminate]
        : kind === 'thing'
          ? [thing]
          : kind === 'noun'
            ? [carried, ...ofNouns]
            : [carried];
  return readers
    .map((reader) => reader(reading, candidate, phrase))
    .filter((slot): slot is Slot => slot !== undefined)
    .sort((a, b) => Number(b.endorsed ?? false) - Number(a.endorsed ?? false) || b.score - a.score);
}
