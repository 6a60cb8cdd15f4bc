import type { Text } from '../../text/text.js';
import { hashOf } from '../../text/words.js';
import type { IdentityList, Vocabulary } from './vocabulary.js';
import { special } from './vocabulary.js';

/** Endings that stand for words of their own, as in the corpus that the word vectors were made from (Penn Treebank). */
const clitics = ["n't", "'s", "'re", "'ve", "'ll", "'d", "'m"];
/** Marks that are words to the nets; a run of one mark counts once. */
const isMark = (unit: number): boolean => unit === 0x21 || unit === 0x3f || unit === 0x22;
const isHighSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
/** Greek and beyond, but no symbol: the nets have learnt English alone. */
const isOtherScript = (unit: number): boolean => unit >= 0x370 && unit < 0x2000;

/**
 * A text as the nets read it: ids of its words, repaired where the vocabulary does not know the spelling, with every
 * listed identity term (and the noun that belongs to it) as one and the same word. Reads one text at a time into
 * arrays that it keeps. Linear.
 */
export class NetReader {
  /** How many words the last text had. */
  count = 0;
  ids = new Int32Array(512);
  /** Where each word stands in the folded view, half-open. */
  starts = new Int32Array(512);
  ends = new Int32Array(512);
  readonly #vocabulary: Vocabulary;
  readonly #identity: IdentityList | undefined;
  #openGroup = false;
  #before = '';

  /** @param identity undefined: identity terms are read as any other word (in a share of the training rows) */
  constructor(vocabulary: Vocabulary, identity?: IdentityList) {
    this.#vocabulary = vocabulary;
    this.#identity = identity;
  }

  read(text: Text): void {
    const { words } = text;
    const folded = text.folded.text;
    this.count = 0;
    this.#openGroup = false;
    this.#before = '';
    let at = 0;
    for (let k = 0; k < words.length; k++) {
      const word = words[k]!;
      const { start, end } = word.folded;
      if (start > at + 1) this.#gap(folded, at, start);
      at = end;
      if (isOtherScript(word.text.charCodeAt(0))) {
        this.#openGroup = false;
        continue;
      }
      this.#word(word.text, word.hash, start, end);
    }
    this.#gap(folded, at, folded.length);
  }

  /** Marks and emoji between two words. */
  #gap(folded: string, from: number, to: number): void {
    let before = 0;
    for (let at = from; at < to; at++) {
      const unit = folded.charCodeAt(at);
      if (isMark(unit)) {
        if (unit !== before) this.#put(this.#vocabulary.id(folded[at]!), at, at + 1);
        this.#openGroup = false;
      } else if (isHighSurrogate(unit) && at + 1 < to) {
        const symbol = folded.slice(at, at + 2);
        const id = this.#vocabulary.id(symbol);
        if (id > 0) this.#put(id, at, at + 2);
        this.#openGroup = false;
        at++;
      } else if (unit !== 0x20 && unit !== 0x27) this.#openGroup &&= unit === 0x2d;
      before = unit;
    }
  }

  #word(word: string, hash: number, start: number, end: number): void {
    if (this.#identity && this.#isGroup(word, start, end)) return;
    const id = this.#vocabulary.lookUp(word, hash);
    if (id > 0) this.#put(id, start, end);
    else if (this.#identity && namesPeople(word)) {
      this.#put(special.group, start, end);
      this.#openGroup = true;
      this.#before = word;
      return;
    } else this.#repair(word, start, end);
    this.#openGroup = false;
    this.#before = word;
  }

  /** A listed term, a term's second word, or the noun that belongs to the term before it. */
  #isGroup(word: string, start: number, end: number): boolean {
    const { terms, seconds, phrases, heads } = this.#identity!;
    const bare = word.endsWith("'s") ? word.slice(0, -2) : word;
    const completes = seconds.has(bare) && phrases.has(`${this.#before} ${bare}`);
    const single =
      terms.has(bare) || (bare.includes('-') && bare.split('-').every((part) => terms.has(part)));
    this.#before = bare;
    if (!completes && !single && !(this.#openGroup && heads.has(bare))) return false;
    if (this.#openGroup || completes) {
      this.ids[this.count - 1] = special.group;
      this.ends[this.count - 1] = end;
    } else this.#put(special.group, start, end);
    this.#openGroup = true;
    return true;
  }

  /** Reads a spelling that the vocabulary does not know by what it knows: pieces, masks, stretched letters. */
  #repair(word: string, start: number, end: number): void {
    for (const clitic of clitics)
      if (word.length > clitic.length && word.endsWith(clitic)) {
        const stem = word.slice(0, -clitic.length);
        this.#word(stem, hashOf(stem), start, end);
        this.#put(this.#vocabulary.id(clitic), start, end);
        return;
      }
    if (word.includes('-') || word.includes('_')) {
      const parts = word.split(/[-_]/).filter(Boolean).slice(0, mostParts);
      for (const part of parts) this.#word(part, hashOf(part), start, end);
      return;
    }
    this.#put(this.#vocabulary.nearest(word) || special.unknown, start, end);
  }

  #put(id: number, start: number, end: number): void {
    if (id === 0) return;
    if (this.count === this.ids.length) this.#grow();
    this.ids[this.count] = id;
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  #grow(): void {
    for (const name of ['ids', 'starts', 'ends'] as const) {
      const kept = this[name];
      this[name] = new Int32Array(kept.length * 2);
      this[name].set(kept);
    }
  }
}
/** A word of many hyphens is no word. */
const mostParts = 8;

/** Endings by which English makes names of peoples (Quirk et al. 1985, "A Comprehensive Grammar of the English Language", appendix I). */
const endingsOfPeoples = [
  'ian',
  'ians',
  'ean',
  'eans',
  'ite',
  'ites',
  'ese',
  'istani',
  'istanis',
  'lander',
  'landers',
];
const shortestPeople = 6;

/** Whether a word that the vocabulary does not know looks like the name of a people: it is then read as any listed one. */
function namesPeople(word: string): boolean {
  return word.length >= shortestPeople && endingsOfPeoples.some((ending) => word.endsWith(ending));
}
