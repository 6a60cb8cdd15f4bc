/** What a piece of HTML is to a reader, and how many units it takes. `letter`: 1 … 26; 0: nothing; -1: it parts words. */
export interface Markup {
  readonly width: number;
  readonly letter: number;
}

const longestTag = 40;
const longestEntity = 8;
/** Tags that change how letters look and part no words. */
const inline = new Set(
  'a b i u s q em tt abbr acronym big bdi bdo cite code dfn del ins font kbd mark samp small span strike strong sub sup var wbr'.split(
    ' ',
  ),
);
const unseen = new Set(['shy', 'zwj', 'zwnj', 'lrm', 'rlm']);
const isName = (unit: number): boolean => (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);

/**
 * The markup at `at`, where a `<` or `&` stands: a tag, a comment, a character reference to a letter or to nothing
 * seen. Units are folded. Reads at most 40 units.
 */
export function markupAt(units: Uint16Array, at: number, size: number): Markup | undefined {
  return units[at] === 0x26 ? entityAt(units, at, size) : tagAt(units, at, size);
}

function tagAt(units: Uint16Array, at: number, size: number): Markup | undefined {
  const comment = units[at + 1] === 0x21 && units[at + 2] === 0x2d; // <!-
  let name = at + 1;
  if (units[name] === 0x2f) name++;
  let end = name;
  while (end < size && end - name < 10 && isName(units[end]!)) end++;
  if (!comment && end === name) return undefined;
  const letter = comment || inline.has(String.fromCharCode(...units.subarray(name, end))) ? 0 : -1;
  const limit = Math.min(size, at + longestTag);
  for (let k = end; k < limit; k++) {
    if (units[k] === 0x3c) return undefined;
    if (units[k] === 0x3e) return { width: k + 1 - at, letter };
  }
  return undefined;
}

function entityAt(units: Uint16Array, at: number, size: number): Markup | undefined {
  let end = at + 1;
  while (end < size && end - at <= longestEntity && (isName(units[end]!) || units[end] === 0x23)) end++;
  if (units[end] !== 0x3b) return undefined;
  const name = String.fromCharCode(...units.subarray(at + 1, end));
  const width = end + 1 - at;
  if (!name.startsWith('#')) return unseen.has(name) ? { width, letter: 0 } : undefined;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  if (code === 0xad || (code >= 0x200b && code <= 0x200f) || code === 0xfeff) return { width, letter: 0 };
  const letter = (code | 0x20) - 0x60;
  return code < 0x80 && letter >= 1 && letter <= 26 && code > 0x40 ? { width, letter } : undefined;
}
