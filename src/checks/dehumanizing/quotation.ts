import type { Span } from '../../domain/span.js';
import type { Token } from './tokens.js';

/** The quoted stretches of a text, in order, without overlap. */
export type Quoted = readonly Span[];

/** The mark that closes a quotation, by the UTF-16 unit that opens it; 0 for other units. */
const closers = new Uint16Array(0x10000);
for (const pair of ['""', '“”', '«»', '„“', '‘’', "''", '``'])
  closers[pair.charCodeAt(0)] = pair.charCodeAt(1);
const longest = 600;
const newline = 0x0a;
const isSingle = (unit: number): boolean => unit === 0x27 || unit === 0x2018 || unit === 0x2019;
const isLetter = (raw: string, at: number): boolean => /[\p{L}\p{N}]/u.test(raw[at] ?? '');

/** Stretches between quotation marks, and lines that open with `>`. Apostrophes inside words are no marks. Linear. */
export function quotedRanges(raw: string): Quoted {
  const found: Span[] = [];
  let opened = -1;
  let closer = 0;
  for (let at = 0; at < raw.length; at++) {
    const unit = raw.charCodeAt(at);
    if (opened >= 0) {
      const closes = unit === closer && !(isSingle(unit) && isLetter(raw, at + 1));
      if (closes && at > opened + 1) {
        found.push({ start: opened, end: at + 1 });
        opened = -1;
      } else if (unit === newline || at - opened > longest) opened = -1;
      continue;
    }
    if (unit === 0x3e && (at === 0 || raw.charCodeAt(at - 1) === newline)) {
      const end = raw.indexOf('\n', at);
      found.push({ start: at, end: end < 0 ? raw.length : end });
      at = end < 0 ? raw.length : end;
      continue;
    }
    if (closers[unit] !== 0 && !(isSingle(unit) && isLetter(raw, at - 1))) {
      opened = at;
      closer = closers[unit]!;
    }
  }
  return found;
}

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
