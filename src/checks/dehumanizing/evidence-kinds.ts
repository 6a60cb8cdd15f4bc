/** Kinds of evidence, in the order of their numbers. A kind with two words in its name is seen in two parts. */
export const evidenceKinds = [
  'bias',
  'class',
  'entry',
  'form',
  'word',
  'opening',
  'rules',
  'by',
  'by class',
  'by form',
  'stands by',
  'sure',
  'slot',
  'slots',
  'top',
  'target',
  'veto',
  'veto by',
  'veto explicit',
  'left1',
  'left2',
  'left3',
  'left4',
  'left',
  'left1 class',
  'left1 form',
  'left2 left1',
  'right1',
  'right2',
  'right3',
  'right4',
  'right',
  'right1 form',
  'right1 right2',
  'determiner',
  'determiner form',
  'adjective',
  'people',
  'place',
  'place form',
  'before',
  'after',
  'length',
  'sentence',
  'capital',
  'quoted',
  'said before',
  'said after',
  'person',
  'person away',
  'person form',
  'earlier',
  'later',
  'next',
  'start',
  'cue',
  'literal',
  'praised',
  'subject',
  'subject form',
  'subject word',
  'entry by',
  'cue entry',
  'person class',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
/** The number of each kind. */
export const kindNumbers = Object.fromEntries(evidenceKinds.map((kind, at) => [kind, at])) as Record<
  EvidenceKind,
  number
>;

/** One number for a piece of evidence: its kind and the one or two words seen. MurmurHash3's finalizer (Appleby 2011). */
export function keyOf(kind: number, seen: number, also: number): number {
  let key = Math.imul(kind + 1, 0x9e3779b1) ^ seen ^ Math.imul(also, 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 13), 0xc2b2ae35);
  return (key ^ (key >>> 16)) | 0;
}
