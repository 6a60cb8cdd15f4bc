/** Digits and signs by the letter that they most often stand for, after common leet usage. */
export const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'i',
  '+': 't',
  '(': 'c',
  '<': 'c',
  '{': 'c',
  '€': 'e',
  '£': 'l',
  '¢': 'c',
  '¥': 'y',
  '§': 's',
  '₳': 'a',
  '฿': 'b',
  '₵': 'c',
  '₣': 'f',
  '₲': 'g',
  '₭': 'k',
  '₥': 'm',
  '₦': 'n',
  '₱': 'p',
  '₮': 't',
  '₩': 'w',
  '∂': 'd',
  '∪': 'u',
  ℮: 'e',
  '†': 't',
  '×': 'x',
  '©': 'c',
  σ: 'o',
};

/** The other letter that some of them stand for. */
export const otherLeet: Readonly<Record<string, string>> = { '1': 'l', '!': 'l', '|': 'l', '6': 'b', σ: 's' };

/** `sh1tz` → `shitz`. */
export const unleet = (word: string): string => [...word].map((sign) => leet[sign] ?? sign).join('');

/** Of a folded unit. */
export const isLetter = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
export const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

/** UTF-16 unit → letter number + 1 that it may stand for, or 0. */
const table = (rows: Readonly<Record<string, string>>): Uint8Array => {
  const letters = new Uint8Array(0x10000);
  for (let letter = 0; letter < 26; letter++) letters[0x61 + letter] = letter + 1;
  for (const [sign, letter] of Object.entries(rows))
    letters[sign.charCodeAt(0)] = letter.charCodeAt(0) - 0x60;
  return letters;
};
/** Signs that part letters as often as they are some: `f|u|c|k`, `f(u)c(k)`. */
const parting = '|!+(<{';
const unparted = Object.fromEntries(Object.entries(leet).filter(([sign]) => !parting.includes(sign)));
/** Readings of signs that may be taken in several ways: the usual letter, the other letter, no letter. */
export const leetTables = {
  usual: table(leet),
  other: table({ ...leet, ...otherLeet }),
  parted: table(unparted),
} as const;
export const isParting = (unit: number): boolean =>
  unit < 0x80 && parting.includes(String.fromCharCode(unit));

/** Letters drawn with several signs, after common leet usage; the longer ones first. */
const drawn: readonly (readonly [signs: string, letter: string])[] = [
  ['\\/\\/', 'w'],
  ['|\\/|', 'm'],
  ['|_|', 'u'],
  ['|-|', 'h'],
  ['|\\|', 'n'],
  ['/\\', 'a'],
  ['\\/', 'v'],
  ['|=', 'f'],
  ['|<', 'k'],
  ['|{', 'k'],
  ['|)', 'd'],
  ['|3', 'b'],
  ['|>', 'p'],
];

/** Whether a digit or sign may be two letters. */
export const isAmbiguous = (unit: number): boolean =>
  unit === 0x31 || unit === 0x21 || unit === 0x7c || unit === 0x36 || unit === 0x3c3;

/** A letter drawn with several signs, where a `|`, `/` or `\\` stands: letter number + 1 and its width. */
export function drawnAt(units: Uint16Array, at: number): { letter: number; width: number } | undefined {
  for (const [signs, letter] of drawn) {
    let k = 0;
    while (k < signs.length && units[at + k] === signs.charCodeAt(k)) k++;
    if (k === signs.length) return { letter: letter.charCodeAt(0) - 0x60, width: k };
  }
  return undefined;
}

/** How many digits stand in a row there. */
export function digitsFrom(units: Uint16Array, at: number, size: number): number {
  let end = at;
  while (end < size && isDigit(units[end]!)) end++;
  return end - at;
}

const dotted = (unit: number): boolean =>
  unit === 0x2e || unit === 0x2d || unit === 0x5f || unit === 0x2a || unit === 0x20;

/** A folded text's units → 1: a digit or sign stands for a letter there; 2: it hardly does; 0: it does not. */
export function stands(units: Uint16Array, at: number, unit: number, letters: Uint8Array): 0 | 1 | 2 {
  if (isDigit(unit)) return 1;
  const next = units[at + 1]!;
  const last = at > 0 ? units[at - 1]! : 0;
  const joinsNext = letters[next]! !== 0;
  const joinsLast = letters[last]! !== 0;
  // $ @: beside a letter or another sign, not a price; also where dots part the letters: $.H.1.T
  if (unit === 0x24 || unit === 0x40) {
    if (isDigit(next)) return isLetter(units[at + 1 + digitsFrom(units, at + 1, at + 4)]!) ? 1 : 0; // A$5
    if (isLetter(last) || isLetter(next)) return 1;
    if ((joinsLast && (!isDigit(last) || (at > 1 && isLetter(units[at - 2]!)))) || joinsNext) return 1;
    if (dotted(next) && letters[units[at + 2]!]! !== 0 && (at === 0 || dotted(last))) return 1;
    return dotted(last) && at > 1 && letters[units[at - 2]!]! !== 0 && (next === 0 || dotted(next)) ? 1 : 0;
  }
  if (unit === 0x2b) return (joinsLast && !isDigit(last)) || isLetter(next) ? 1 : 0; // +
  // !: what follows is a letter or a sign that is one, so that the sentence goes on.
  if (unit === 0x21)
    return joinsLast && (isLetter(next) || (joinsNext && next !== 0x21 && !isDigit(next))) ? 1 : 0;
  if (joinsNext && joinsLast) return 1;
  if (unit > 0xff && unit !== 0x20ac) return isLetter(last) || isLetter(next) ? 1 : 0; // ₳
  if (unit === 0x20ac || unit === 0xa2 || unit === 0xa7)
    return (isLetter(last) && !isDigit(next)) || (isLetter(next) && last <= 0x20) ? 1 : 0; // € ¢ §
  return unit === 0x28 && joinsNext && next !== 0x63 ? 2 : 0; // (, but not before a c
}
