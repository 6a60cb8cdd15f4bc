import type { Span } from '../../domain/span.js';
import type { Token } from './tokens.js';

/** The quoted stretches of a text, in order, without overlap. */
export type Quoted = readonly Span[];

const closers: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '«': '»',
  '„': '“',
  '‘': '’',
  "'": "'",
  '`': '`',
};
const longest = 600;
const isLetter = (unit: string | undefined): boolean => unit !== undefined && /[\p{L}\p{N}]/u.test(unit);

/** Stretches between quotation marks, and lines that open with `>`. Apostrophes inside words are no marks. Linear. */
export function quotedRanges(raw: string): Quoted {
  const found: Span[] = [];
  let open: { at: number; closer: string } | undefined;
  for (let at = 0; at < raw.length; at++) {
    const unit = raw[at]!;
    if (open) {
      const closes = unit === open.closer && !(isSingle(unit) && isLetter(raw[at + 1]));
      if (closes && at > open.at + 1) {
        found.push({ start: open.at, end: at + 1 });
        open = undefined;
      } else if (unit === '\n' || at - open.at > longest) open = undefined;
      continue;
    }
    if (unit === '>' && (at === 0 || raw[at - 1] === '\n')) {
      const end = raw.indexOf('\n', at);
      found.push({ start: at, end: end < 0 ? raw.length : end });
      at = end < 0 ? raw.length : end;
      continue;
    }
    const closer = closers[unit];
    if (closer && !(isSingle(unit) && isLetter(raw[at - 1]))) open = { at, closer };
  }
  return found;
}

const isSingle = (unit: string): boolean => unit === "'" || unit === '’' || unit === '‘';

/** 1 for each token that stands in a quotation; all 0 when a single quotation is (nearly) the whole text. */
export function quotedTokens(raw: string, tokens: readonly Token[]): Uint8Array {
  const marks = new Uint8Array(tokens.length);
  const ranges = quotedRanges(raw);
  let at = 0;
  for (let k = 0; k < tokens.length && at < ranges.length; k++) {
    const { span } = tokens[k]!;
    while (at < ranges.length && ranges[at]!.end <= span.start) at++;
    const range = ranges[at];
    if (range && range.start <= span.start && range.end - range.start < raw.length * 0.9) marks[k] = 1;
  }
  return marks;
}
