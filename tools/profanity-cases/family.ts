import type { Reshape } from './reshape.js';

export const families = [
  'case, quotes, plural',
  'leet',
  'one letter masked',
  'more letters masked',
  'spaced, dotted, dashed',
  'split in two',
  'repeats',
  'invisible characters',
  'lookalikes and styles',
  'diacritics',
  'glued',
  'respelled',
  'turned about',
  'markup inside',
  'combined',
] as const;
export type Family = (typeof families)[number];

export interface Disguise {
  readonly name: string;
  readonly family: Family;
  /** Ambiguous even to a reader. */
  readonly hard: boolean;
  /** What stands around the disguised word without being part of it: quotes, brackets. */
  readonly around: readonly [before: string, after: string];
  /** The disguised word, or undefined where the disguise would not change it. */
  readonly of: Reshape;
}

export type Row = readonly [name: string, of: Reshape];

/** The rows of a family; unchanged words are dropped here, so that no reshape has to think of it. */
export function family(
  name: Family,
  hard: boolean,
  rows: readonly Row[],
  around: readonly [before: string, after: string] = ['', ''],
): readonly Disguise[] {
  return rows.map(([row, of]) => ({
    name: row,
    family: name,
    hard,
    around,
    of: (word) => {
      const text = of(word);
      return text === word && around.join('') === '' ? undefined : text;
    },
  }));
}

/** One row a sign, by the sign's name. */
export const signed = (
  signs: Readonly<Record<string, string>>,
  make: (sign: string) => Reshape,
): readonly Row[] => Object.entries(signs).map(([name, sign]) => [name, make(sign)]);

/** Puts marks behind every letter. */
export const mark =
  (marks: string): Reshape =>
  (word) =>
    [...word].map((letter) => letter + marks).join('');

export const leetDigits = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7', b: '8', g: '9' };
export const leetSigns = { a: '@', s: '$', i: '!', t: '+' };
