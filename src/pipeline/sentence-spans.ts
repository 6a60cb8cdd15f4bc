import type { Span } from '../domain/span.js';
import { Text } from '../text/text.js';

/** Spans of one answer: sentences beyond are read together, as many to a span as it takes. */
export const mostSpans = 100;

/** A text's sentences in UTF-16 units, in order, blanks around them left out; the whole text where it has none. */
export function sentenceSpans(text: string): readonly Span[] {
  const { sentences } = new Text(text);
  if (sentences.length === 0) return [{ start: 0, end: text.length }];
  if (sentences.length <= mostSpans) return sentences;
  const size = Math.ceil(sentences.length / mostSpans);
  const spans: Span[] = [];
  for (let at = 0; at < sentences.length; at += size) {
    const last = sentences[Math.min(at + size, sentences.length) - 1]!;
    spans.push({ start: sentences[at]!.start, end: last.end });
  }
  return spans;
}
