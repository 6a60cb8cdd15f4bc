import type { Span } from '../domain/span.js';
import { fold } from './fold.js';
import { sentences } from './sentences.js';
import type { View } from './view.js';
import { type Word, words } from './words.js';

/** A text and its readings, each made once, when first asked for, and shared by all checks. */
export class Text {
  #folded: View | undefined;
  #words: readonly Word[] | undefined;
  #sentences: readonly Span[] | undefined;

  /** @param raw the author's text, as it came */
  constructor(readonly raw: string) {}

  /** Lower case, accents, invisible characters and disguises undone. */
  get folded(): View {
    this.#folded ??= fold(this.raw);
    return this.#folded;
  }

  get words(): readonly Word[] {
    this.#words ??= words(this.folded);
    return this.#words;
  }

  /** In the ORIGINAL text. */
  get sentences(): readonly Span[] {
    this.#sentences ??= sentences(this.raw);
    return this.#sentences;
  }
}
