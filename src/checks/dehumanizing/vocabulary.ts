import type { Word } from '../../text/words.js';
import { apostrophe, fusedWords, pieces } from './forms.js';

/** What a word is looked for by, one bit each: a text is read no further than its words' marks ask for. */
export const marks = { likeness: 1, thing: 2, deathWish: 4, lookAlike: 8, cue: 16, personCue: 32 } as const;

/** A folded word as this check knows it: one look-up a word answers every question that is asked of it. */
export interface Lemma {
  /** Empty for a word that is nowhere in the lexicons. */
  readonly text: string;
  /** Bits of grammar.ts. */
  readonly tags: number;
  /** Bits of `marks`; those of its parts where it has any. */
  readonly marks: number;
  /** What it is read as where it is not one piece: "they're", "rat's". */
  readonly parts?: readonly Lemma[];
}

/** Words that some phrases are looked for by. */
export interface Marked {
  readonly mark: number;
  readonly words: Iterable<string>;
}

const unknown: Lemma = { text: '', tags: 0, marks: 0 };

/** Every word of the lexicons. */
export class Vocabulary {
  readonly #pieces = new Map<string, Lemma>();
  readonly #words = new Map<string, Lemma>();

  constructor(tagOf: ReadonlyMap<string, number>, marked: readonly Marked[]) {
    const markOf = new Map<string, number>();
    for (const { mark, words } of marked)
      for (const word of words) markOf.set(word, (markOf.get(word) ?? 0) | mark);
    const texts = new Set([...tagOf.keys(), ...markOf.keys()]);
    for (const text of texts)
      this.#pieces.set(text, { text, tags: tagOf.get(text) ?? 0, marks: markOf.get(text) ?? 0 });
    for (const word of [...texts, ...fusedWords]) this.#words.set(word, this.#read(word));
  }

  /** A word's lemma; a shared empty one for words that are nowhere in the lexicons. */
  word(text: string): Lemma {
    return this.#words.get(text) ?? (apostrophe(text) > 0 ? this.#read(text) : unknown);
  }

  /** The lemmas of a text's words, in order. */
  words(words: readonly Word[]): Lemma[] {
    const lemmas: Lemma[] = new Array(words.length);
    for (let k = 0; k < words.length; k++) lemmas[k] = this.word(words[k]!.text);
    return lemmas;
  }

  #read(word: string): Lemma {
    const parts = pieces(word)?.map((part) => this.#piece(part));
    if (!parts) return this.#piece(word);
    return { text: word, tags: 0, marks: parts.reduce((all, part) => all | part.marks, 0), parts };
  }

  #piece(text: string): Lemma {
    return this.#pieces.get(text) ?? { text, tags: 0, marks: 0 };
  }
}
