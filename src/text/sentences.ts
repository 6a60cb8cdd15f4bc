import type { Span } from '../domain/span.js';
import { kind, kinds } from './characters.js';

const flags = new Uint8Array(0x10000);
const ends = 1;
const closes = 2;
for (const unit of '.!?…。！？') flags[unit.charCodeAt(0)]! |= ends | closes;
for (const unit of '"\'”’»)]') flags[unit.charCodeAt(0)]! |= closes;

const blank = (raw: string, at: number): boolean => (kinds[raw.charCodeAt(at)]! & kind.blank) !== 0;

/**
 * Sentences of the ORIGINAL text: ended by . ! ? … before white space, or by a line break; closing quotes and
 * brackets stay with their sentence. In order, none empty, no blanks around. Linear.
 */
export function sentences(raw: string): Span[] {
  const found: Span[] = [];
  const { length } = raw;
  let start = 0;
  const close = (end: number): void => {
    let from = start;
    let to = end;
    while (from < to && blank(raw, from)) from++;
    while (to > from && blank(raw, to - 1)) to--;
    if (from < to) found.push({ start: from, end: to });
    start = end;
  };
  for (let at = 0; at < length; at++) {
    const unit = raw.charCodeAt(at);
    if (unit === 10) close(at);
    else if (flags[unit]! & ends) {
      while (at + 1 < length && flags[raw.charCodeAt(at + 1)]! & closes) at++;
      if (at + 1 >= length || blank(raw, at + 1)) close(at + 1);
    }
  }
  close(length);
  return found;
}
