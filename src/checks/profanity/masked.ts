import type { Masked, Matcher } from './compile.js';
import type { Hit } from './hit.js';

/** Signs that hide a letter: asterisks and blots anywhere, a hyphen, dot or underscore in the place of one vowel. */
const blots = new Set([...'*#%•●·×■█▪&^@$?'].map((sign) => sign.charCodeAt(0)));
const thin = new Set([...'-._~'].map((sign) => sign.charCodeAt(0)));
const longest = 20;

const isLetter = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
const isSign = (unit: number): boolean => blots.has(unit) || thin.has(unit);

/** Words with letters blotted out: `f*ck`, `sh**ty`, `f••k`, `b-tch`. A whole token only. Linear. */
export function readMasked(text: string, { masked }: Matcher, hits: Hit[]): void {
  for (let at = 0; at < text.length; at++) {
    if (!isLetter(text.charCodeAt(at))) {
      // A token starts with a letter that hangs on nothing.
      continue;
    }
    const start = at;
    let letters = 0;
    let signs = 0;
    let light = 0;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (isLetter(unit)) letters++;
      else if (unit < 0x80 ? asciiSign[unit]! !== 0 : blots.has(unit)) {
        signs++;
        if (thin.has(unit)) light++;
      } else break;
    }
    if (signs === 0 || letters + signs > longest) continue;
    let end = at;
    while (end > start && thin.has(text.charCodeAt(end - 1))) {
      end--;
      signs--;
      light--;
    }
    const trailing = text.charCodeAt(end - 1);
    if ((trailing === 0x3f || trailing === 0x5e) && end > start) {
      end--;
      signs--;
    }
    if (signs <= 0 || letters < 1) continue;
    const token = text.slice(start, end);
    const found = uncover(token, signs, light, masked);
    if (found) hits.push({ start, end, from: start, to: end, pattern: found, manner: 'masked' });
  }
}

const asciiSign = new Uint8Array(0x80);
for (let unit = 0; unit < 0x80; unit++) asciiSign[unit] = isSign(unit) ? 1 : 0;

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
  for (const word of masked.get(`${token[0]}${token.length}`) ?? [])
    if (fits(token, word.text, light > 0)) return word;
  return undefined;
}

/** Words short enough that one letter and blots are read as them: f***, s***, c***, b****. */
const initials = new Set(['f4', 's4', 'c4', 'b5']);

function fits(token: string, word: string, vowelOnly: boolean): boolean {
  for (let at = 0; at < token.length; at++) {
    const unit = token.charCodeAt(at);
    if (isLetter(unit) ? unit !== word.charCodeAt(at) : vowelOnly && !'aeiou'.includes(word[at]!))
      return false;
  }
  return true;
}
