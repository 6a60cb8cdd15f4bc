import type { Span } from '../domain/span.js';
import { kind, kinds, wordUnits } from './characters.js';
import type { View } from './view.js';

/** A word as read in the folded view, and where it stands in the author's text. */
export interface Word {
  /**
   * Folded: lower case, accents and disguises undone (`an1mals` is `animals`, `v e r m i n` is `vermin`). Inner
   * apostrophes and hyphens stay (`don't`, `sub-human`), and so do stars that hide letters (`v*rmin`).
   */
  readonly text: string;
  /** In the ORIGINAL text. */
  readonly span: Span;
  /** In the folded view. */
  readonly folded: Span;
  /** `hashOf` its text, worked out on the way: a word is cheaply told from others. */
  readonly hash: number;
}

/** A number for a word, 32 bits with sign: h = 31 h + unit (Kernighan and Ritchie, The C Programming Language, 6.6). */
export function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

/** Digits and signs that stand for a letter inside a word. Which letter: after common leet usage. */
const stands: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};

const apostrophe = 0x27;
const hyphen = 0x2d;
const underscore = 0x5f;
const star = 0x2a;
const dollar = 0x24;
const mostStars = 3;
const isLatin = (text: string, at: number): boolean =>
  at < text.length && (kinds[text.charCodeAt(at)]! & kind.latin) !== 0;

/** As wordUnits; the usual case without the call. */
const unitsAt = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return unit < 0xd800 ? kinds[unit]! & kind.word : wordUnits(text, at);
};

/** A word of a view. Its spans are made when they are asked for: of most words nobody asks. */
class ViewedWord implements Word {
  private raw: Span | undefined = undefined;

  constructor(
    readonly text: string,
    readonly hash: number,
    readonly view: View,
    readonly start: number,
    readonly end: number,
  ) {}

  get folded(): Span {
    return { start: this.start, end: this.end };
  }

  get span(): Span {
    this.raw ??= this.view.toRaw(this);
    return this.raw;
  }
}

/** The words of a folded view, in order. Linear. */
export function words(folded: View): Word[] {
  const { text } = folded;
  const { length } = text;
  const found: ViewedWord[] = [];
  let singles = 0; // how many of the last words found are single letters, one separator apart
  let before = 0; // where the word before ends
  for (let at = 0; at < length; ) {
    let step = unitsAt(text, at);
    if (step === 0) {
      at++;
      continue;
    }
    const start = at;
    let odd = false; // a digit or sign between letters
    let unit = text.charCodeAt(at);
    let hash = unit;
    let pairs = step === 2; // a character of two units
    for (at += step; at < length; at += step, hash = (Math.imul(hash, 31) + unit) | 0) {
      unit = text.charCodeAt(at);
      step = 1;
      if (kinds[unit]! & kind.latin) continue;
      step = unitsAt(text, at);
      if (step > 0) {
        if (step === 2) pairs = true;
        if (kinds[unit]! & kind.digit || unit === underscore) odd = true;
      } else if (unit === apostrophe || unit === hyphen) {
        if (unitsAt(text, at + 1) === 0) break;
        if (unit === hyphen) odd = true;
        step = 1;
      } else if (unit === 0x40 || unit === dollar) {
        if (!isLatin(text, at - 1) || !(isLatin(text, at + 1) || endsAsS(text, start, at))) break;
        odd = true;
        step = 1;
      } else if (unit === star) {
        const after = afterStars(text, at);
        if (after === 0 || !isLatin(text, at - 1)) break;
        odd = true;
        step = after - at;
      } else break;
    }
    let token = text.slice(start, at);
    if (odd) token = undisguise(token);
    if (odd || pairs) hash = hashOf(token);
    found.push(new ViewedWord(token, hash, folded, start, at));

    const single = at - start === 1 && isLatin(text, start);
    if (single && singles > 0 && separated(text, before, start)) singles++;
    else if (singles > 1 && separated(text, before, start) && isPluralEnd(token)) {
      join(folded, found, singles + 1, found.length);
      singles = 0;
    } else {
      if (singles > 2) join(folded, found, singles, found.length - 1);
      singles = single ? 1 : 0;
    }
    before = at;
  }
  if (singles > 2) join(folded, found, singles, found.length);
  return found;
}

/** One blank, dot, star, slash or the like, or a dot and a blank. */
function separated(text: string, end: number, start: number): boolean {
  if (start - end === 1) return text.charCodeAt(end) !== 10;
  return start - end === 2 && text.charCodeAt(end) === 0x2e && text.charCodeAt(end + 1) === 0x20;
}

/** The last two letters of a plural whose letters stand apart, `N P Cs`, and not a small word: `U S is`. */
const isPluralEnd = (token: string): boolean =>
  token.length === 2 && token[1] === 's' && !/[aeiou]/.test(token[0]!) && isLatin(token, 0);

/** Where the letter after at most three stars stands, which hide as many; 0: none does. */
function afterStars(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === star && end - at <= mostStars) end++;
  return end - at <= mostStars && isLatin(text, end) ? end : 0;
}

/** A dollar sign for the s of a plural, `rat$`; not that of a currency, `US$`. */
const endsAsS = (text: string, start: number, at: number): boolean =>
  text.charCodeAt(at) === dollar && at - start > 2 && unitsAt(text, at + 1) === 0;

/** Makes one word of the `count` single letters before place `end`. */
function join(folded: View, found: ViewedWord[], count: number, end: number): void {
  const letters = found.slice(end - count, end);
  const text = letters.map((letter) => letter.text).join('');
  const word = new ViewedWord(text, hashOf(text), folded, letters[0]!.start, letters.at(-1)!.end);
  found.splice(end - count, count, word);
}

/**
 * `an1mals` → `animals`, `v-e-r-m-i-n` → `vermin`; `142,460`, `covid19` and `3rd` stay: a digit is a letter only
 * between letters, at the edge of a word only where another stands inside (`3xt3rm1n4te`), and where digits are fewer
 * than letters.
 */
function undisguise(token: string): string {
  const parts = token.split(/[-_*]/);
  if (parts.length > 2 && parts.every((part) => part.length === 1 && isLatin(part, 0))) return parts.join('');
  let digits = 0;
  let letters = 0;
  for (let at = 0; at < token.length; at++) {
    if (kinds[token.charCodeAt(at)]! & kind.digit) digits++;
    else if (isLatin(token, at)) letters++;
  }
  if (digits >= letters) return token;
  let text = '';
  let changed = false;
  for (let at = 0; at < token.length; at++) {
    const letter = stands[token[at]!];
    if (letter && (between(token, at) || (token[at] === '$' && at === token.length - 1))) {
      text += letter;
      changed = true;
    } else text += token[at]!;
  }
  if (!changed) return token;
  const opens = isLatin(token, 1) ? stands[token[0]!] : undefined;
  const closes = isLatin(token, token.length - 2) ? stands[token.at(-1)!] : undefined;
  if (opens) text = opens + text.slice(1);
  return closes ? text.slice(0, -1) + closes : text;
}

/** Whether a letter stands before and after the signs of which `at` is one; at most two signs side by side. */
function between(token: string, at: number): boolean {
  const before = isLatin(token, at - 1) || (isLatin(token, at - 2) && token[at - 1]! in stands);
  const after = isLatin(token, at + 1) || (isLatin(token, at + 2) && token[at + 1]! in stands);
  return before && after && (isLatin(token, at - 1) || isLatin(token, at + 1));
}
