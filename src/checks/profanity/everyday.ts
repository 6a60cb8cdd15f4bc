import { isDigit, isLetter } from '../../text/leet.js';
import { everydayPieces } from './dictionary.js';

/** Endings that a split word may go on with. */
export const splitEndings = new Set('s es ed er ers ing in y ty head face hole ter ting'.split(' '));

/** What is left of words behind an apostrophe, or before one. */
const contractions = new Set('s t d m ll re ve em er all til cause'.split(' '));
const elided = new Set('o d l c j m n s t y qu'.split(' '));

/** Words that a split may fall into besides those of the dictionary: talk and text-speak. */
const spoken = 'uh um er ah oh hm re ll ve em ya da ta na mo fo rick ike'.split(' ');
const everyday = new Set([...everydayPieces.split(' '), ...spoken, ...'abcdefghijklmnopqrstuvwxyz']);

/** Whether a word is one that people write, as far as it matters to the lexicon. */
export const isEveryday = (word: string): boolean => everyday.has(word);

/** Whether every piece of a stretch is an everyday word by itself: "pen is", "bit ten". */
export function everydayPiecesOnly(text: string, from: number, to: number): boolean {
  let begin = from;
  for (let at = from; at <= to; at++) {
    if (text[at] === '<' && at < to) {
      // A tag is no piece.
      if (at > begin && !everyday.has(text.slice(begin, at))) return false;
      while (at < to && text[at] !== '>') at++;
      begin = at + 1;
      continue;
    }
    const unit = at < to ? text.charCodeAt(at) : 0;
    if (isLetter(unit) || isDigit(unit)) continue;
    if (at > begin && !everyday.has(text.slice(begin, at))) return false;
    begin = at + 1;
  }
  return true;
}

/** Whether an apostrophe in a stretch is a contraction's: "it's hit", "who're". */
export function contracted(text: string, from: number, to: number): boolean {
  let at = from;
  while (at < to && text.charCodeAt(at) !== 0x27) at++;
  if (at === to) return false;
  let end = at + 1;
  while (end - at < 8 && isLetter(text.charCodeAt(end))) end++;
  return contractions.has(text.slice(at + 1, end)) || elided.has(text.slice(from, at));
}
