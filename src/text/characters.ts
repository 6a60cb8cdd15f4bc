import {
  blanks,
  keptMarks,
  letters,
  lookalikes,
  readAs,
  readAsSeveral,
  wordCharacters,
} from './unicode-tables.js';

/** What a UTF-16 unit is; the bits of `kinds`. Halves of surrogate pairs have none: see `wordUnits`. */
export const kind = {
  word: 1,
  blank: 2,
  letter: 4,
  keptMark: 8,
  digit: 16,
  lookalike: 32,
  latin: 64,
} as const;

/** What a basic-plane unit is read as; 0: not read; `several + k`: as `sequences[k]`. Indexed by UTF-16 unit. */
export const readings = new Uint16Array(0x10000);
/** Readings from here on to 0xdfff number a row of `sequences`; the surrogates' own places, which no reading has. */
export const several = 0xd800;
export const sequences: string[] = [];
/** Readings of the code points U+10000 … U+1FFFF; 0xffff: stays. */
export const astralReadings = new Uint16Array(0x10000).fill(0xffff);
/** What `looksLike` says of a letter that stands in for Latin ones and is left to the reader. */
export const itself = 1;
/** The Latin letter that a letter of another script looks like, `itself`, or 0. Indexed by UTF-16 unit. */
export const looksLike = new Uint8Array(0x10000);
/** Bits of `kind`. Indexed by UTF-16 unit. */
export const kinds = new Uint8Array(0x10000);

const hex = (digits: string): number => Number.parseInt(digits, 16);

/** Calls back for each row `from[+more][=to]`. By hand, since it runs at every start. */
function eachRange(table: string, see: (from: number, count: number, to: number) => void): void {
  let from = 0;
  let more = 0;
  let value = 0;
  let part = 0x20;
  for (let at = 0; at <= table.length; at++) {
    const unit = at < table.length ? table.charCodeAt(at) : 0x20;
    if (unit >= 0x61) value = value * 16 + unit - 0x57;
    else if (unit >= 0x30 && unit <= 0x39) value = value * 16 + unit - 0x30;
    else {
      if (part === 0x20) from = value;
      else if (part === 0x2b) more = value;
      if (unit === 0x20) {
        see(from, more + 1, part === 0x3d ? value : 0);
        more = 0;
      }
      part = unit;
      value = 0;
    }
  }
}

function mark(table: string, bit: number): void {
  eachRange(table, (from, count) => {
    for (let at = from; at < from + count; at++) kinds[at]! |= bit;
  });
}

for (let unit = 0; unit < 0x10000; unit++) readings[unit] = unit;
eachRange(readAs, (from, count, to) => {
  for (let k = 0; k < count; k++) {
    if (from + k > 0xffff) astralReadings[from + k - 0x10000] = to === 0 ? 0 : to + k;
    else readings[from + k] = to === 0 ? 0 : to + k;
  }
});
for (const row of readAsSeveral.split(' ')) {
  const [from = '', text = ''] = row.split('=');
  const reading = several + sequences.push(String.fromCodePoint(...text.split('.').map(hex))) - 1;
  if (hex(from) > 0xffff) astralReadings[hex(from) - 0x10000] = reading;
  else readings[hex(from)] = reading;
}
eachRange(lookalikes, (from, count, to) => {
  for (let k = 0; k < count; k++) {
    looksLike[from + k] = to + k;
    kinds[from + k]! |= kind.lookalike;
  }
});
// Sigma is taken for an o by its looks and for an s by its sound: it stays, and leet.ts knows both.
looksLike[0x3c3] = itself;
kinds[0x3c3]! |= kind.lookalike;
mark(wordCharacters, kind.word);
mark(letters, kind.letter);
mark(keptMarks, kind.keptMark);
mark(blanks, kind.blank);
mark('61+19', kind.latin);
mark('30+9', kind.digit);
mark('5f', kind.word);

/**
 * How many units of a word's character stand at `at`; 0: none. Beyond the basic plane, letters (ancient scripts, rare
 * Han) are parted from emoji and symbols by their high surrogate; styled Latin was folded before anyone asks.
 */
export function wordUnits(text: string, at: number): 0 | 1 | 2 {
  const unit = text.charCodeAt(at);
  if ((unit & 0xfc00) !== 0xd800) return kinds[unit]! & kind.word ? 1 : 0;
  if ((text.charCodeAt(at + 1) & 0xfc00) !== 0xdc00) return 0;
  return unit < 0xd834 || (unit >= 0xd838 && unit < 0xd83c) || (unit >= 0xd840 && unit <= 0xd88d) ? 2 : 0;
}
