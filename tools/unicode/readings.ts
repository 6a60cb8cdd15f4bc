import { fancy, foreign, latin, marks } from './lookalikes.js';
import { sources } from './packages.js';

const by = (rows: Readonly<Record<string, string>>): Map<number, string> =>
  new Map(Object.entries(rows).flatMap(([plain, odd]) => [...odd].map((c) => [c.codePointAt(0)!, plain])));

/** Latin letters, letters of other scripts, signs: code point → what it is read as or looks like. */
const [ours, theirs, signs] = [by(latin), new Map([...by(foreign), ...by(fancy)]), by(marks)];

/** Format characters that are drawn, e.g. the Arabic number sign: they stay. */
const drawn = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]/;
const invisible = (c: string): boolean => /[\p{Cf}\p{DI}]/u.test(c) && !drawn.test(c) && c !== '\u00ad';
/** Accents and the like. Voicing marks of kana (U+3099, U+309A) and vowel signs of other scripts make other letters. */
const accent = (c: string): boolean =>
  /\p{M}/u.test(c) &&
  /[\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}]/u.test(
    c,
  ) &&
  !/[\u3099\u309a]/.test(c);
const strip = (text: string): string =>
  [...text.normalize('NFKD')].filter((c) => !accent(c) && !invisible(c)).join('');

/** What a code point is read as; '' where it is not read at all. */
export function reading(point: number): string {
  const c = String.fromCodePoint(point);
  if (point === 0xad) return '';
  if (signs.has(point)) return signs.get(point)!;
  if (invisible(c) || accent(c)) return '';
  if (ours.has(point)) return ours.get(point)!;
  if (point >= 0x249c && point <= 0x24b5) return String.fromCharCode(0x61 + point - 0x249c); // ⒜
  if (point >= 0x1f150 && point <= 0x1f169) return String.fromCharCode(0x61 + point - 0x1f150); // negative circled
  if (point >= 0x1f170 && point <= 0x1f189) return String.fromCharCode(0x61 + point - 0x1f170); // negative squared
  const bare = strip(c);
  if (bare.startsWith(' ') && bare.length < c.normalize('NFKD').length) return c; // a spacing accent
  const plain = [...strip(bare.toLowerCase())]
    .map((d) => signs.get(d.codePointAt(0)!) ?? ours.get(d.codePointAt(0)!) ?? d)
    .join('');
  const composed = plain.normalize('NFC');
  return likeLatin(composed, c) ?? composed;
}

/** What the packages added. */
export const counts = { latin: 0, lookalikes: 0, astral: 0 };
/** Characters on which the packages disagree, and how; the first was taken where none is left out. */
export const settled: string[] = [];

/** What each source says that a character looks like, in small Latin letters; those that say nothing are left out. */
const said = (c: string): string[] =>
  sources
    .map(({ says }) => strip((says(c) ?? '').toLowerCase()))
    .map((text) => [...text].map((d) => ours.get(d.codePointAt(0)!) ?? d).join(''))
    .filter((text) => /^[a-z]+$/.test(text));

/** Latin letters that neither Unicode nor our rows make plain: any package will do, the most trusted first. */
function likeLatin(read: string, c: string): string | undefined {
  if (!/^\p{L}$/u.test(read) || !/\p{Script=Latin}/u.test(read) || /[a-z]/.test(read)) return undefined;
  const readings = [...said(read), ...said(c)];
  if (new Set(readings).size > 1) settled.push(`${c} ${[...new Set(readings)].join('/')}`);
  if (readings.length > 0) counts.latin++;
  return readings[0];
}

/**
 * Where people write, words must not fall to a package's fancy: the modern alphabets of Greek and Cyrillic have
 * every look-alike that they get in our own rows, and so have scripts of few letters, or of words of one letter. They are
 * listed here; of the others (Cherokee, Canadian syllabics, Lisu, historic letters) a letter is a look-alike where two
 * sources say so, and the same.
 */
const ownRowsOnly =
  /[\u0386-\u03ce\u0400-\u045f\u0490\u0491]|[\p{Script=Armenian}\p{Script=Georgian}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}\p{Script=Han}\p{Script=Bopomofo}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

function likeForeign(point: number): string | undefined {
  const c = String.fromCodePoint(point);
  if (theirs.has(point) || !/\p{L}/u.test(c) || /[\p{Script=Latin}\p{Script=Common}]/u.test(c))
    return undefined;
  const read = reading(point);
  if ([...read].length !== 1 || theirs.has(read.codePointAt(0)!) || ownRowsOnly.test(c + read))
    return undefined;
  // Small Cherokee letters are capitals, made smaller.
  const capital = /\p{Script=Cherokee}/u.test(c) ? theirs.get(c.toUpperCase().codePointAt(0)!) : undefined;
  if (capital) return capital;
  const letters = said(c).filter((text) => text.length === 1);
  const agreed = letters.find((letter, at) => letters.indexOf(letter) < at);
  if (new Set(letters).size > 1)
    settled.push(`${c} ${[...new Set(letters)].join('/')}${agreed ? '' : ' left out'}`);
  return agreed;
}

export const surrogate = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;

/** Letters of other scripts within the basic plane, and the Latin letter that each looks like; in order. */
export function lookalikes(): (readonly [number, number])[] {
  for (let point = 0x80; point < 0x20000; point++) {
    const letter = surrogate(point) ? undefined : likeForeign(point);
    // The fold knows a look-alike by one UTF-16 unit.
    if (letter && point > 0xffff) counts.astral++;
    else if (letter) {
      theirs.set(point, letter);
      counts.lookalikes++;
    }
  }
  return [...theirs]
    .filter(([point]) => point < 0x10000)
    .sort((a, b) => a[0] - b[0])
    .map(([point, to]) => [point, to.charCodeAt(0)] as const);
}
