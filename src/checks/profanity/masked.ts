import { isDigit, isLetter, leet } from '../../text/leet.js';
import type { Letters } from '../../text/letters.js';
import { signKind, signKinds } from '../../text/signs.js';
import { isEveryday } from './everyday.js';
import type { Hit } from './hit.js';
import type { Masked, Matcher } from './pattern.js';
import { unstretched } from './spelling.js';

const longest = 20;
const backslash = 0x5c;
const written = (unit: number): boolean => isLetter(unit) || isDigit(unit);

/**
 * Words with letters blotted out: `f*ck`, `sh**ty`, `f••k`, `b-tch`, `*uck`. A whole token only, once each: linear.
 *
 * @param letters knows where signs stand that may hide letters
 */
export function readMasked(
  text: string,
  { signs, signCount }: Letters,
  { masked, maskedStems }: Matcher,
  hits: Hit[],
): void {
  let done = 0;
  for (let k = 0; k < signCount; k++) {
    let at = signs[k]!;
    if (at < done) continue;
    let start = at;
    while (
      start > 0 &&
      at - start <= longest &&
      (written(text.charCodeAt(start - 1)) || text.charCodeAt(start - 1) === backslash)
    )
      start--;
    let blots = false; // or thin signs alone
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (written(unit) || unit === backslash) continue;
      if (signKinds[unit]! === signKind.none) break;
      if (signKinds[unit]! !== signKind.thin) blots = true;
    }
    done = at;
    let end = at;
    while (
      end > start &&
      !written(text.charCodeAt(end - 1)) &&
      signKinds[text.charCodeAt(end - 1)]! !== signKind.blot
    )
      end--;
    if (end - start > longest || end - start < 3) continue;
    if (start > 0 && text[start - 1] === text[end - 1]) continue; // **he**: emphasis
    const token = text.slice(start, end).replaceAll('\\', '');
    const found = uncover(token, masked) ?? stemIn(token, maskedStems, blots);
    if (found) hits.push({ start, end, from: start, to: end, pattern: found, manner: 'masked' });
  }
}

/** A token that starts or ends with a masked stem: `sh*thead`, `bullsh*t`. The rest is letters. */
function stemIn(
  token: string,
  { byFirst, byLast }: Matcher['maskedStems'],
  blots: boolean,
): Masked | undefined {
  const vowelOnly = !blots && (token.includes('-') || token.includes('.'));
  const firstSign = token.search(notLetter);
  let lastSign = token.length - 1;
  while (lastSign >= 0 && isLetter(token.charCodeAt(lastSign))) lastSign--;
  for (const stem of byFirst.get(token[0]!) ?? []) {
    const { length } = stem.text;
    if (length <= lastSign || length >= token.length) continue;
    if (fits(token.slice(0, length), stem.text, vowelOnly)) return stem;
  }
  for (const stem of byLast.get(token.at(-1)!) ?? []) {
    const from = token.length - stem.text.length;
    if (from <= 0 || from > firstSign) continue;
    if (fits(token.slice(from), stem.text, vowelOnly)) return stem;
  }
  return undefined;
}
const notLetter = /[^a-z]/;

type Rows = ReadonlyMap<string, readonly Masked[]>;

function uncover(token: string, masked: Rows): Masked | undefined {
  let light = 0;
  let heavy = 0;
  for (let at = 0; at < token.length; at++) {
    const unit = token.charCodeAt(at);
    if (written(unit)) continue;
    if (signKinds[unit]! === signKind.thin) light++;
    else heavy++;
  }
  const signs = light + heavy;
  const letters = token.length - signs;
  if (signs === 0 || letters === 0) return undefined;
  if (token.length < 3) return undefined;
  if (!written(token.charCodeAt(0))) return signs === 1 && letters > 2 ? behead(token, masked) : undefined;
  if (letters < 2 && !(signs >= 3 && token.endsWith('***') && initials.has(`${token[0]}${token.length}`)))
    return undefined;
  // A whole word with a star behind it is a footnote or a shout: the plain reading has it.
  const bare = token.slice(0, letters);
  if (bare.length > 3 && masked.get(`${bare[0]}${letters}`)?.some(({ text }) => text === bare))
    return undefined;
  if (signs === 1 && letters === token.length - 1 && !written(token.charCodeAt(letters)) && isEveryday(bare))
    return undefined;
  if (light > 0)
    return heavy > 0 || anyDigit.test(token) ? undefined : throughThin(token, light, letters, masked);
  const found = best(token, masked);
  if (found || letters < 3) return found;
  const fewer = token.replaceAll(manyBlots, '*');
  const single = unstretched(fewer);
  return (
    (fewer.length < token.length ? best(fewer, masked) : undefined) ??
    (single.length < token.length && single.length > 3 ? best(single, masked, false, '~') : undefined)
  );
}

/** Two and more blots in a row hide one letter: `f**ck`. */
const manyBlots = /[^a-z0-9]{2,}/g;

/** Hyphens, dots and the like hide one vowel, an underscore or tilde one letter, several in the middle as many. */
function throughThin(token: string, signs: number, letters: number, masked: Rows): Masked | undefined {
  if (!written(token.charCodeAt(token.length - 1))) return undefined;
  if (signs === 1) {
    if (letters < 3) return undefined;
    return best(token, masked, token.includes('-') || token.includes('.'));
  }
  const first = token.search(notWritten);
  for (let at = first; at < first + signs; at++) if (written(token.charCodeAt(at))) return undefined;
  return best(token, masked) ?? (token.includes('...') ? throughDots(token, masked) : undefined);
}

/** `f…k`, `b...h`: dots for as many letters as there are; the words that are met most often. */
function throughDots(token: string, masked: Rows): Masked | undefined {
  const head = token.slice(0, token.indexOf('.'));
  const tail = token.slice(token.lastIndexOf('.') + 1);
  for (let length = token.length - 1; length < token.length + mostDotted; length++)
    for (const word of masked.get(`${token[0]}${length}`) ?? [])
      if (likely.includes(word.entry.id) && word.text.startsWith(head) && word.text.endsWith(tail))
        return word;
  return undefined;
}
const mostDotted = 6;
const anyDigit = /[0-9]/;
const notWritten = /[^a-z0-9]/;

/** `*uck`: a bad word, where what is seen is no word by itself. */
function behead(token: string, masked: Rows): Masked | undefined {
  const rest = token.slice(1);
  if (isEveryday(rest) || signKinds[token.charCodeAt(0)]! !== signKind.blot) return undefined;
  let found: Masked | undefined;
  for (let initial = 0x61; initial <= 0x7a; initial++)
    for (const word of masked.get(`${String.fromCharCode(initial)}${token.length}`) ?? [])
      if (word.entry.severity !== 'mild' && word.text.endsWith(rest) && (!found || rank(word) < rank(found)))
        found = word;
  return found;
}

/** The likeliest word that the token may be. */
function best(token: string, masked: Rows, vowelOnly = false, rows: '' | '~' = ''): Masked | undefined {
  let found: Masked | undefined;
  const last = token.at(-1)!;
  const ending = written(last.charCodeAt(0)) ? (leet[last] ?? last) : '';
  for (const word of masked.get(`${rows}${token[0]}${token.length}${ending}`) ?? [])
    if (fits(token, word.text, vowelOnly) && (!found || rank(word) < rank(found))) found = word;
  return found;
}

/** Words short enough that one letter and blots are read as them: f***, s***, c***, b****. */
const initials = new Set(['f4', 's4', 'c4', 'b5']);
/** Where several words fit, the one that is met most often. */
const likely = [
  'fuck',
  'shit',
  'bitch',
  'cunt',
  'asshole',
  'pussy',
  'nigger',
  'faggot',
  'dick',
  'cock',
  'whore',
  'slut',
];
const rank = ({ entry }: Masked): number => {
  const at = likely.indexOf(entry.id);
  return at < 0 ? likely.length : at;
};

function fits(token: string, word: string, vowelOnly: boolean): boolean {
  if (token.length !== word.length) return false;
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
