import { hashOf } from '../../text/words.js';

/** Only the commonest words are worth a guess, and only where they are long enough to be told apart. */
const guessed = 16_000;
const shortest = 5;
const longest = 14;

/**
 * Words one slip away from a spelling: a letter missing, too many, wrong, or two swapped (Damerau 1964). Found by leaving
 * each letter out in turn on both sides (the deletion neighbourhood: Mor and Fraenkel 1982), so that a look-up takes
 * as many steps as the spelling has letters. The first letter must be right: it mostly is.
 */
export class NearWords {
  readonly #words: readonly string[];
  /** Hash of a word without one of its letters, and the word; open addressing. */
  readonly #hashes: Int32Array;
  readonly #ids: Int32Array;

  /** @param words commonest first */
  constructor(words: readonly string[]) {
    this.#words = words;
    const some: number[] = [];
    for (let id = 0; id < Math.min(guessed, words.length); id++) if (isPlain(words[id]!)) some.push(id);
    const letters = some.reduce((sum, id) => sum + words[id]!.length, 0);
    const slots = 2 ** Math.ceil(Math.log2(letters * 2 + 2));
    this.#hashes = new Int32Array(slots);
    this.#ids = new Int32Array(slots).fill(-1);
    for (const id of some) {
      this.#put(hashOf(words[id]!), id);
      for (const shorter of shortened(words[id]!)) this.#put(hashOf(shorter), id);
    }
  }

  /** The commonest word one slip away; -1 where there is none. */
  find(spelling: string): number {
    if (!isPlain(spelling)) return -1;
    let best = this.#best(hashOf(spelling), spelling, -1);
    for (const shorter of shortened(spelling)) best = this.#best(hashOf(shorter), spelling, best);
    return best;
  }

  #put(hash: number, id: number): void {
    const mask = this.#ids.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let tried = 0; this.#ids[slot]! >= 0; slot = (slot + 1) & mask) {
      if (this.#hashes[slot] === hash && ++tried >= mostAlike) return;
    }
    this.#hashes[slot] = hash;
    this.#ids[slot] = id;
  }

  #best(hash: number, spelling: string, before: number): number {
    const mask = this.#ids.length - 1;
    let best = before;
    for (let slot = (hash ^ (hash >>> 15)) & mask; this.#ids[slot]! >= 0; slot = (slot + 1) & mask) {
      const id = this.#ids[slot]!;
      if (this.#hashes[slot] === hash && (best < 0 || id < best) && isOneSlip(spelling, this.#words[id]!))
        best = id;
    }
    return best;
  }
}

/** So many words may share what is left when a letter is out: the commonest, since they come first. */
const mostAlike = 8;

function isPlain(word: string): boolean {
  if (word.length < shortest || word.length > longest) return false;
  for (let k = 0; k < word.length; k++) {
    const unit = word.charCodeAt(k);
    if (unit < 0x61 || unit > 0x7a) return false;
  }
  return true;
}

/** The word without each of its letters but the first. */
function* shortened(word: string): Generator<string> {
  for (let k = 1; k < word.length; k++) yield word.slice(0, k) + word.slice(k + 1);
}

/** Whether one letter missing, too many, wrong, or two neighbours swapped make the difference; the first letter is right. */
export function isOneSlip(a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  const rest = (word: string, from: number): string => word.slice(from);
  if (a.length > b.length) return rest(a, start + 1) === rest(b, start);
  if (a.length < b.length) return rest(a, start) === rest(b, start + 1);
  if (rest(a, start + 1) === rest(b, start + 1)) return true;
  return a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, start + 2) === rest(b, start + 2);
}
