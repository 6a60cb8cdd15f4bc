import { isDigit, isLetter, leet } from '../../text/leet.js';
import type { Letters } from '../../text/letters.js';
import { signKind, signKinds } from '../../text/signs.js';
import type { Masked, Matcher } from './compile.js';
import type { Hit } from './hit.js';

const longest = 20;
const written = (unit: number): boolean => isLetter(unit) || isDigit(unit);

/**
 * Words with letters blotted out: `f*ck`, `sh**ty`, `f••k`, `b-tch`. A whole token only, once each: linear.
 *
 * @param letters knows where signs stand that may hide letters
 */
export function readMasked(
  text: string,
  { signs, signCount }: Letters,
  { masked }: Matcher,
  hits: Hit[],
): void {
  let done = 0;
  for (let k = 0; k < signCount; k++) {
    let at = signs[k]!;
    if (at < done) continue;
    let start = at;
    while (start > 0 && at - start <= longest && written(text.charCodeAt(start - 1))) start--;
    let light = 0;
    let heavy = 0;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (written(unit)) continue;
      const sign = signKinds[unit]!;
      if (sign === signKind.none) break;
      if (sign === signKind.thin) light++;
      else heavy++;
    }
    done = at;
    let end = at;
    for (; end > start; end--) {
      const unit = text.charCodeAt(end - 1);
      const sign = signKinds[unit]!;
      if (written(unit) || sign === signKind.blot) break;
      if (sign === signKind.thin) light--;
      else heavy--;
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
      written(unit)
        ? unit !== word.charCodeAt(at) && leet[token[at]!] !== word[at]
        : vowelOnly && !'aeiou'.includes(word[at]!)
    )
      return false;
  }
  return true;
}
