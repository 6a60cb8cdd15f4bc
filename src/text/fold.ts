import {
  astralReadings,
  itself,
  kind,
  kinds,
  looksLike,
  readings,
  sequences,
  several,
} from './characters.js';
import { sameLengthView, startsView, type View } from './view.js';

/** Letters kept for the next text; never read beyond what the present text wrote. */
let units = new Uint16Array(4096);
let starts = new Int32Array(4096);

/**
 * Reads a text as its writer meant it to be heard: lower case, no accents, no invisible characters, compatibility
 * forms (full width, styled) made plain, letters of other scripts read as Latin where they stand in for Latin ones.
 * One pass and linear; a text of ASCII alone costs one native call. Emoji stay. What is left out belongs to the
 * character before it.
 */
export function fold(raw: string): View {
  const first = firstBeyondAscii(raw);
  if (first === raw.length) return sameLengthView(raw.toLowerCase());
  return foldFrom(raw);
}

function firstBeyondAscii(raw: string): number {
  let at = 0;
  while (at < raw.length && raw.charCodeAt(at) < 0x80) at++;
  return at;
}

function foldFrom(raw: string): View {
  const { length } = raw;
  reserve(length * 2 + 32);
  let written = 0;
  let shifted = false; // whether some unit no longer stands at its own place
  let latin = 0;
  let foreign = 0; // letters that look Latin
  let strange = 0; // letters that do not
  for (let at = 0; at < length; ) {
    const unit = raw.charCodeAt(at);
    const from = at++;
    let reading = unit < 0x80 ? readings[unit]! : 0;
    if (unit >= 0x80) {
      reading = readings[unit]!;
      if ((unit & 0xfc00) === 0xd800 && at < length) {
        const low = raw.charCodeAt(at);
        if ((low & 0xfc00) === 0xdc00) {
          at++;
          const point = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
          reading = point < 0x20000 ? astralReadings[point - 0x10000]! : 0xffff;
          if (point >= 0xe0000 && point <= 0xe0fff) reading = 0; // tags, more variation selectors
          if (reading === 0xffff) {
            if (written + 2 > units.length) grow();
            units[written] = unit;
            starts[written++] = from;
            units[written] = low;
            starts[written++] = from;
            continue;
          }
          shifted = true;
        }
      }
      // A mark of another script on a Latin letter is decoration.
      if (kinds[unit]! & kind.keptMark && written > 0 && kinds[units[written - 1]!]! & kind.latin)
        reading = 0;
    }
    if (reading === 0 && unit !== 0) {
      shifted = true;
      continue;
    }
    if (reading >= several && reading <= 0xdfff && reading !== unit) {
      const text = sequences[reading - several]!;
      while (written + text.length > units.length) grow();
      for (let k = 0; k < text.length; k++) {
        units[written] = text.charCodeAt(k);
        starts[written++] = from;
      }
      shifted = true;
      continue;
    }
    if (written === units.length) grow();
    if (kinds[reading]! & kind.latin) latin++;
    else if ((kinds[unit]! | kinds[reading]!) & kind.lookalike) foreign++;
    else if (kinds[reading]! & kind.letter) strange++;
    units[written] = reading;
    starts[written++] = from;
  }
  if (foreign > 0 && latin > 0) unmask(raw, written, latin > foreign + strange || strange === 0);
  const text = decode(written);
  if (!shifted) return sameLengthView(text);
  const own = starts.slice(0, written + 1);
  own[written] = length;
  return startsView(text, own);
}

/**
 * Reads look-alikes as Latin in tokens that mix them with Latin letters and, in a text that is Latin for the most
 * part or holds no foreign letter but look-alikes, in tokens made of look-alikes alone. Every other token is a word of
 * its own language and stays.
 */
function unmask(raw: string, written: number, latinText: boolean): void {
  for (let at = 0; at < written; at++) {
    if (!(kinds[units[at]!]! & kind.word)) continue;
    const from = at;
    let mixed = latinText;
    let alike = 0;
    let other = 0;
    for (; at < written && kinds[units[at]!]! & kind.word; at++) {
      if (kinds[units[at]!]! & kind.latin) mixed = true;
      else if (plainLetter(raw, at)) alike++;
      else if (kinds[units[at]!]! & kind.letter) other++;
    }
    if (!mixed || alike === 0 || other > 0) continue;
    for (let k = from; k < at; k++) {
      const letter = plainLetter(raw, k);
      if (letter > itself && !(kinds[units[k]!]! & kind.latin)) units[k] = letter;
    }
  }
}

/** By what was written where that is listed (upper case looks otherwise), else by what it was folded to. */
const plainLetter = (raw: string, at: number): number =>
  looksLike[raw.charCodeAt(starts[at]!)]! || looksLike[units[at]!]!;

function reserve(size: number): void {
  if (units.length >= size) return;
  units = new Uint16Array(size);
  starts = new Int32Array(size);
}

/** A reading may be longer than its text: U+FDFA stands for eighteen letters. */
function grow(): void {
  const [oldUnits, oldStarts] = [units, starts];
  units = new Uint16Array(oldUnits.length * 2);
  starts = new Int32Array(oldStarts.length * 2);
  units.set(oldUnits);
  starts.set(oldStarts);
}

// Buffer, not TextDecoder: it keeps lone surrogates as they are.
function decode(written: number): string {
  return Buffer.from(units.buffer, 0, written * 2).toString('utf16le');
}
