import type { Span } from '../domain/span.js';
import type { View } from './view.js';

/** A word as read in the folded view, and where it stands in the author's text. */
export interface Word {
  /** Folded: lower case, accents and disguises undone. Inner apostrophes and hyphens stay (`don't`, `sub-human`). */
  readonly text: string;
  /** In the ORIGINAL text. */
  readonly span: Span;
  /** In the folded view. */
  readonly folded: Span;
}

const wordForm = /[\p{L}\p{N}_]+(?:['’-][\p{L}\p{N}_]+)*/gu;

/** The words of a folded view, in order. */
export function words(folded: View): Word[] {
  const found: Word[] = [];
  for (const match of folded.text.matchAll(wordForm)) {
    const span = { start: match.index, end: match.index + match[0].length };
    found.push({ text: match[0], span: folded.toRaw(span), folded: span });
  }
  return found;
}
