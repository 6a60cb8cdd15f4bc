import type { Automaton } from '../../text/automaton.js';
import type { Letters } from '../../text/letters.js';
import type { View } from '../../text/view.js';
import type { Pattern } from './pattern.js';

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

/** What is read of one text. */
export interface Reading {
  readonly view: View;
  /** The folded text. */
  readonly text: string;
  readonly raw: string;
  readonly letters: Letters;
  readonly automaton: Automaton;
}

/** A pattern seen: how it is written, and where, in folded places. */
export interface Sight {
  readonly manner: Manner;
  readonly from: number;
  readonly to: number;
}
