import { mappedView, type View } from './view.js';

/**
 * Reads a text as its writer meant it to be heard: lower case, no accents, no invisible characters,
 * compatibility forms (full width, styled) made plain. First, plain form; one pass, linear.
 */
export function fold(raw: string): View {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  for (let at = 0; at < raw.length; ) {
    const point = raw.codePointAt(at)!;
    const next = at + (point > 0xffff ? 2 : 1);
    const plain =
      point < 0x80
        ? raw[at]!.toLowerCase()
        : String.fromCodePoint(point)
            .normalize('NFKD')
            .replace(/\p{M}|\p{Cf}/gu, '')
            .toLowerCase();
    for (let k = 0; k < plain.length; k++) {
      starts.push(at);
      ends.push(next);
    }
    text += plain;
    at = next;
  }
  return mappedView(text, starts, ends);
}
