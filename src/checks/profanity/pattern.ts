import type { Automaton } from '../../text/automaton.js';
import type { Entry, Mode } from '../../text/lexicon.js';

/** Whether a word is looked for in pieces. 0: no; 1: over signs, `fu-ck`; 2: over a blank, too. */
export type Splits = 0 | 1 | 2;

/** One thing that the automaton finds. */
export interface Pattern {
  readonly text: string;
  readonly entry: Entry;
  /** `end`: a word ends so; only sites' own patterns have it. */
  readonly mode: Mode | 'end';
  /** An exception covers what its entry finds there, an allowed word what any entry finds. */
  readonly is: 'word' | 'respelling' | 'exception' | 'allowed';
  /** Whether what stands around makes it profane or not. */
  readonly byContext: boolean;
  readonly splits: Splits;
  /** For exceptions and allowed words: whether letters may come before, after. */
  readonly openLeft: boolean;
  readonly openRight: boolean;
}

/** A word that is looked for behind masks. */
export interface Masked {
  readonly text: string;
  readonly entry: Entry;
}

/** What the lexicon looks for, and the automaton not yet made. */
export interface Lexicon {
  readonly patterns: readonly Pattern[];
  readonly byContext: ReadonlySet<string>;
  /** By first letter and length, `f6`; with the last letter, `f6r`; the same of words with repeated letters once, `~f6r`. */
  readonly masked: ReadonlyMap<string, readonly Masked[]>;
  /** Stems that are looked for behind masks at either end of a word. */
  readonly maskedStems: {
    readonly byFirst: ReadonlyMap<string, readonly Masked[]>;
    readonly byLast: ReadonlyMap<string, readonly Masked[]>;
  };
}

/** Words, ready to be looked for. Immutable. */
export interface Matcher extends Lexicon {
  readonly automaton: Automaton;
  /** Pattern → 1: a phrase, 2: looked for in pieces; so that most that end somewhere are told off at a glance. */
  readonly traits: Uint8Array;
}
