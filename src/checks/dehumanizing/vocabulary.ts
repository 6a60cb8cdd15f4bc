import type { Word } from '../../text/words.js';
import { type Company, eitherCompany, type Sign } from './company.js';
import { isOdd, plainReadings, swearWords, Veiled } from './disguise.js';
import { apostrophe, fusedWords, pieces } from './forms.js';
import { WordTable } from './word-table.js';

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
  /** What a likeness or a death wish needs near it; undefined: nothing. */
  readonly company: Company | undefined;
  /** What it is read as where it is not one piece: "they're", "rat's". */
  readonly parts: readonly Lemma[] | undefined;
}

/** What a comment is read for. */
export const sought = marks.likeness | marks.deathWish;

/** All lemmas are made here, with the same fields in the same order: V8 reads objects of one shape fastest. */
function lemmaOf(
  text: string,
  tags: number,
  marks: number,
  company?: Lemma['company'],
  parts?: Lemma['parts'],
): Lemma {
  return { text, tags, marks, company, parts };
}

const unknown = lemmaOf('', 0, 0);

/** Every word of the lexicons. */
export class Vocabulary {
  readonly #pieces = new Map<string, Lemma>();
  readonly #words: WordTable<Lemma>;
  readonly #veiled: Veiled;

  constructor(tagOf: ReadonlyMap<string, number>, signs: readonly Sign[]) {
    const companions = signs.flatMap(({ company }) => [...(company?.words ?? [])]);
    const pieces = new Set([...tagOf.keys(), ...signs.map(({ word }) => word), ...companions]);
    for (const text of pieces) this.#pieces.set(text, lemmaOf(text, tagOf.get(text) ?? 0, 0));
    for (const sign of signs) this.#pieces.set(sign.word, withSign(this.#pieces.get(sign.word)!, sign));
    const telling = [...this.#pieces.values()].filter(({ marks }) => marks & sought);
    this.#veiled = new Veiled([...swearWords, ...telling.map(({ text }) => text), ...pieces]);
    this.#words = new WordTable(new Map([...pieces, ...fusedWords].map((word) => [word, this.#read(word)])));
  }

  /** What stands alone as a token: a piece of a word, an emoji. */
  piece(text: string): Lemma {
    return this.#pieces.get(text) ?? lemmaOf(text, 0, 0);
  }

  /** The lemmas of a text's words, in order; a shared empty one for words that are nowhere in the lexicons. */
  words(words: readonly Word[]): Lemma[] {
    const lemmas: Lemma[] = new Array(words.length);
    for (let k = 0; k < words.length; k++) {
      const word = words[k]!;
      lemmas[k] = this.#words.get(word) ?? this.#unseen(word.text);
    }
    return lemmas;
  }

  /** A word with an apostrophe, a disguised one, or one that is nowhere in the lexicons. */
  #unseen(word: string): Lemma {
    if (apostrophe(word) > 0) return this.#read(word);
    if (!isOdd(word)) return unknown;
    const hidden = word.includes('*') ? this.#veiled.reading(word) : undefined;
    const known = [hidden ?? '', ...plainReadings(word)].find((reading) => this.#pieces.has(reading));
    return known === undefined ? unknown : this.#pieces.get(known)!;
  }

  #read(word: string): Lemma {
    const parts = pieces(word)?.map((part) => this.piece(part));
    if (!parts) return this.piece(word);
    const marks = parts.reduce((all, part) => all | part.marks, 0);
    return lemmaOf(word, 0, marks, undefined, parts);
  }
}

function withSign({ text, tags, marks, company }: Lemma, sign: Sign): Lemma {
  const shared = marks & sought ? eitherCompany(company, sign.company) : sign.company;
  return lemmaOf(text, tags, marks | sign.mark, sign.mark & sought ? shared : company);
}
