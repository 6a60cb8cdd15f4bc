import { wall } from './automaton.js';
import { kind, kinds } from './characters.js';
import {
  digitsFrom,
  drawnAt,
  isAmbiguous,
  isDigit,
  isLetter,
  isParting,
  leetTables,
  stands,
} from './leet.js';
import { markupAt } from './markup.js';
import { mayHide, signKinds } from './signs.js';

/** What a run of letters remembers; the bits of {@link Letters.flags}. */
export const flag = {
  /** Its first letter begins a piece, its last one ends one. */
  begins: 1,
  ends: 2,
  /** A digit or sign is among its letters. */
  leet: 4,
  /** All its letters are signs that are seldom meant as letters: `(` before a word. */
  weak: 8,
  /** A gap lies before it: with a blank in it, with a line's end in it. */
  afterGap: 16,
  afterBlank: 32,
  afterBreak: 64,
  /** A gap lies within it (`this shit`: one run of s): the same of that gap. */
  within: 128,
  withinBlank: 256,
  withinBreak: 512,
  /** That gap is an apostrophe; it is a blank with more beside it. */
  withinWord: 1024,
  withinWide: 2048,
} as const;

/**
 * A text as letters: each letter once however often it is repeated, whatever stands between them left out and
 * remembered. A piece is a stretch without a gap. Arrays are reused from text to text.
 */
export interface Letters {
  length: number;
  /** Letter 0 … 25, or {@link wall} between letters that are too far apart to be one word. */
  readonly symbol: Uint8Array;
  /** In the folded view; a run covers its repeated letters. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** How many letters the run stands for. */
  readonly count: Int32Array;
  readonly flags: Uint16Array;
  /** Where a gap lies within: the part before the first gap, the part after the last. */
  readonly headEnd: Int32Array;
  readonly headCount: Int32Array;
  readonly tailStart: Int32Array;
  readonly tailCount: Int32Array;
  /** Whether a digit or sign beside letters may stand for another letter too (`1` for i and for l), or for none. */
  ambiguous: boolean;
  parted: boolean;
  /** Places, in the folded view, of signs that may hide letters; ascending. */
  readonly signs: Int32Array;
  signCount: number;
}

const longestGap = 4;

/** How signs that may be taken in several ways are taken. */
export type LeetReading = keyof typeof leetTables;

let room: Letters | undefined;

function reserve(size: number): Letters {
  if (!room || room.symbol.length < size) {
    const most = Math.max(1024, size * 2);
    room = {
      length: 0,
      symbol: new Uint8Array(most),
      start: new Int32Array(most),
      end: new Int32Array(most),
      count: new Int32Array(most),
      flags: new Uint16Array(most),
      headEnd: new Int32Array(most),
      headCount: new Int32Array(most),
      tailStart: new Int32Array(most),
      tailCount: new Int32Array(most),
      ambiguous: false,
      parted: false,
      signs: new Int32Array(most),
      signCount: 0,
    };
  }
  return room;
}

/**
 * Reads a folded text as letters, in one pass. The answer holds until the next call.
 *
 * @param units the folded text's UTF-16 units, two zeros after them
 * @param leetAs which letter a digit or sign stands for where it may be two
 */
export function readLetters(units: Uint16Array, size: number, leetAs: LeetReading): Letters {
  const into = reserve(size + 1); // a wall stands for at least as many units as it takes
  const { symbol, start, end, count, flags, signs } = into;
  const letters = leetTables[leetAs];
  let length = 0;
  let signCount = 0;
  let ambiguous = false;
  let parted = false;
  let gap = longestGap + 1; // units since the last piece
  let blank = false;
  let line = false;
  let apostrophe = false;
  for (let at = 0; at < size; ) {
    const unit = units[at]!;
    let letter = unit - 0x60;
    let width = 1;
    let sign = 0;
    if (letter < 1 || letter > 26) {
      if (unit === 0x20) {
        // Far the most usual gap, made short.
        if (gap === 0) {
          flags[length - 1]! |= flag.ends;
          line = false;
          apostrophe = false;
        }
        blank = true;
        gap++;
        at++;
        continue;
      }
      letter = 0;
      if (signKinds[unit]! !== 0 && mayHide(units, at)) signs[signCount++] = at;
      if (letters[unit]! !== 0) {
        if (isDigit(unit) && gap > 0) {
          const number = digitsFrom(units, at, size);
          if (number > 1 && !isLetter(units[at + number]!)) {
            gap += number; // a number: nothing to be read as letters
            at += number;
            continue;
          }
        }
        const stand = stands(units, at, unit, letters);
        if (stand !== 0) {
          letter = letters[unit]!;
          sign = stand === 2 ? flag.leet | flag.weak : flag.leet;
          if (isAmbiguous(unit) && (isLetter(units[at + 1]!) || (at > 0 && isLetter(units[at - 1]!))))
            ambiguous = true;
          if (isParting(unit)) parted = true;
        }
      }
      if (unit === 0x7c || unit === 0x2f || unit === 0x5c) {
        const drawn = leetAs === 'parted' ? undefined : drawnAt(units, at);
        if (drawn) {
          ({ letter, width } = drawn);
          sign = flag.leet;
        }
      } else if (unit === 0xd83c && units[at + 1]! >= 0xdde6 && units[at + 1]! <= 0xddff) {
        letter = units[at + 1]! - 0xdde5; // a regional indicator: half a flag
        width = 2;
        sign = flag.leet;
      }
      if ((unit === 0x3c && gap === 0) || unit === 0x26) {
        const markup = markupAt(units, at, size);
        if (markup) {
          if (markup.letter === 0) {
            at += markup.width;
            continue;
          }
          letter = Math.max(0, markup.letter);
          width = markup.width;
          sign = flag.leet;
        }
      }
      if (letter === 0) {
        if (gap === 0) {
          flags[length - 1]! |= flag.ends;
          blank = false;
          line = false;
          apostrophe = unit === 0x27;
        }
        gap++;
        if (kinds[unit]! & kind.blank) {
          blank = true;
          if (unit === 10) line = true;
        } else if (kinds[unit]! & kind.letter) gap = longestGap + 1; // a letter of another script
        at += width;
        continue;
      }
    }
    if (gap === 0) {
      if (symbol[length - 1] === letter - 1) {
        end[length - 1] = at + width;
        count[length - 1]! += 1;
        flags[length - 1]! |= sign & flag.leet;
        if (!(sign & flag.weak)) flags[length - 1]! &= ~flag.weak;
        if (flags[length - 1]! & flag.within) into.tailCount[length - 1]! += 1;
      } else {
        symbol[length] = letter - 1;
        start[length] = at;
        end[length] = at + width;
        count[length] = 1;
        flags[length++] = sign;
      }
      at += width;
      continue;
    }
    const inWord = apostrophe && gap === 1;
    if (gap > longestGap) {
      if (length > 0) {
        symbol[length] = wall;
        start[length] = at;
        end[length] = at;
        count[length] = 1;
        flags[length++] = 0;
      }
    } else if (symbol[length - 1] === letter - 1) {
      const last = length - 1;
      if (!(flags[last]! & flag.within)) {
        into.headEnd[last] = end[last]!;
        into.headCount[last] = count[last]!;
      }
      into.tailStart[last] = at;
      into.tailCount[last] = 1;
      end[last] = at + width;
      count[last]! += 1;
      flags[last] =
        (flags[last]! & ~(flag.ends | flag.weak)) |
        (sign & flag.leet) |
        flag.within |
        (blank ? flag.withinBlank : 0) |
        (line ? flag.withinBreak : 0) |
        (inWord ? flag.withinWord : 0) |
        (blank && gap > 1 ? flag.withinWide : 0);
      gap = 0;
      blank = false;
      at += width;
      continue;
    }
    symbol[length] = letter - 1;
    start[length] = at;
    end[length] = at + width;
    count[length] = 1;
    flags[length++] =
      sign |
      flag.afterGap |
      (inWord ? 0 : flag.begins) |
      (blank && !inWord ? flag.afterBlank : 0) |
      (line && !inWord ? flag.afterBreak : 0);
    gap = 0;
    blank = false;
    line = false;
    at += width;
  }
  if (gap === 0 && length > 0) flags[length - 1]! |= flag.ends;
  into.length = length;
  into.ambiguous = ambiguous;
  into.parted = parted;
  into.signCount = signCount;
  return into;
}

let held = new Uint16Array(4096);
let bytes = Buffer.from(held.buffer);

/**
 * A text's UTF-16 units in an array, two zeros after them: loops read an array faster than a string. The array is
 * reused, and holds until the next call.
 */
export function unitsOf(text: string): Uint16Array {
  if (held.length < text.length + 2) {
    held = new Uint16Array(text.length * 2 + 2);
    bytes = Buffer.from(held.buffer);
  }
  bytes.write(text, 'utf16le');
  held[text.length] = 0;
  held[text.length + 1] = 0;
  return held;
}
