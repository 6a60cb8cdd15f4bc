import { boundary, type Symbols } from '../../text/automaton.js';
import { kind, kinds } from '../../text/characters.js';
import type { Masked, Matcher } from './compile.js';
import type { Hit } from './hit.js';
import { isDigit } from './pieces.js';
import { leet } from './spelling.js';

/** Signs that hide a letter: asterisks and blots anywhere, a hyphen, dot or underscore in the place of one vowel. */
const blots = new Set([...'*#%•●·×■█▪&^@$?'].map((sign) => sign.charCodeAt(0)));
const thin = new Set([...'-._~'].map((sign) => sign.charCodeAt(0)));
const longest = 20;

/** A letter, or a digit that may stand for one. */
const isLetter = (unit: number): boolean => (unit >= 0x61 && unit <= 0x7a) || isDigit(unit);
/** UTF-16 unit → 1: blot, 2: thin. */
const signs = new Uint8Array(0x10000);
for (const unit of blots) signs[unit] = 1;
for (const unit of thin) signs[unit] = 2;
/** Signs that may end a masked word; others there are punctuation. */
const mayEnd = new Set([...'*#%•●$@'].map((sign) => sign.charCodeAt(0)));

/** Whether the boundary [from, to) may hide letters: it starts with a sign, and does not end a sentence. */
export function mayMask(units: Uint16Array, from: number, to: number): boolean {
  const unit = units[from]!;
  if (signs[unit]! === 0 || from === 0) return false;
  return mayEnd.has(unit) || !(kinds[units[to - 1]!]! & kind.blank);
}

/**
 * Words with letters blotted out: `f*ck`, `sh**ty`, `f••k`, `b-tch`. A whole token only. Linear.
 * @param plain the symbols of the plain reading: signs can only stand where it saw a boundary
 */
export function readMasked(text: string, plain: Symbols, { masked }: Matcher, hits: Hit[]): void {
  let done = 1;
  for (let k = 0; k < plain.length; k++) {
    if (plain.symbol[k] !== boundary || plain.start[k]! < done) continue;
    let at = plain.start[k]!;
    if (signs[text.charCodeAt(at)]! === 0) {
      while (at < plain.end[k]! && isDigit(text.charCodeAt(at))) at++;
      if (at === plain.start[k] || at === plain.end[k] || signs[text.charCodeAt(at)]! === 0) continue;
    }
    let start = at;
    while (start > 0 && at - start <= longest && isLetter(text.charCodeAt(start - 1))) start--;
    let light = 0;
    let heavy = 0;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (isLetter(unit)) continue;
      if (signs[unit]! === 0) break;
      if (signs[unit]! === 1) heavy++;
      else light++;
    }
    done = at;
    let end = at;
    while (end > start && !isLetter(text.charCodeAt(end - 1)) && !mayEnd.has(text.charCodeAt(end - 1))) {
      end--;
      if (signs[text.charCodeAt(end)]! === 1) heavy--;
      else light--;
    }
    if (heavy + light === 0 || end - start > longest) continue;
    const found = uncover(text.slice(start, end), heavy + light, light, masked);
    if (found) hits.push({ start, end, from: start, to: end, pattern: found, manner: 'masked' });
  }
}

function uncover(
  token: string,
  signs: number,
  light: number,
  masked: ReadonlyMap<string, readonly Masked[]>,
): Masked | undefined {
  const letters = token.length - signs;
  if (light > 0 && (light !== signs || signs > 1 || letters < 3)) return undefined;
  if (letters < 2 && !(signs >= 3 && token.length < 6 && token.endsWith('***'))) return undefined;
  if (letters < 2 && !initials.has(`${token[0]}${token.length}`)) return undefined;
  // A whole word with a star behind it is a footnote or a shout: the plain reading has it.
  const bare = token.slice(0, letters);
  if (bare.length > 3 && masked.get(`${bare[0]}${letters}`)?.some(({ text }) => text === bare))
    return undefined;
  let best: Masked | undefined;
  for (const word of masked.get(`${token[0]}${token.length}`) ?? [])
    if (fits(token, word.text, light > 0) && (!best || rank(word) < rank(best))) best = word;
  return best;
}

/** Words short enough that one letter and blots are read as them: f***, s***, c***, b****. */
const initials = new Set(['f4', 's4', 'c4', 'b5']);
/** Where several words fit, the one that is met most often. */
const likely = ['fuck', 'shit', 'bitch', 'cunt', 'asshole', 'pussy', 'nigger', 'faggot'];
const rank = ({ entry }: Masked): number => {
  const at = likely.indexOf(entry.id);
  return at < 0 ? likely.length : at;
};

function fits(token: string, word: string, vowelOnly: boolean): boolean {
  for (let at = 0; at < token.length; at++) {
    const unit = token.charCodeAt(at);
    if (
      isLetter(unit)
        ? unit !== word.charCodeAt(at) && leet[token[at]!] !== word[at]
        : vowelOnly && !'aeiou'.includes(word[at]!)
    )
      return false;
  }
  return true;
}
