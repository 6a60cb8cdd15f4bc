import type { Pattern } from './compile.js';

/** How a word was written. */
export const manners = ['plain', 'respelt', 'leet', 'spaced', 'split', 'masked'] as const;
export type Manner = (typeof manners)[number];

/** A pattern found, in folded places; `start` … `end` covers the whole token that holds it. */
export interface Hit {
  readonly start: number;
  readonly end: number;
  /** The pattern itself. */
  readonly from: number;
  readonly to: number;
  readonly pattern: Pick<Pattern, 'entry' | 'text'>;
  readonly manner: Manner;
}

/** An innocent word or phrase: what lies within it is no hit of its entry, or of any when it names none. */
export interface Innocent {
  readonly start: number;
  readonly end: number;
  readonly entry?: Pattern['entry'];
}
