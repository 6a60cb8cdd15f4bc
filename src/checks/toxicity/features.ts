/**
 * What the linear model sees of a text: words, word pairs and the letters inside words, each hashed to a row of the
 * weight table (the hashing trick: Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning").
 * Trainer and model read a text through this file alone, so that they cannot differ.
 *
 * A word brings its own row and the rows of its letter runs (`<word>`, 2 to 5 units, as in Bojanowski et al. 2017,
 * "Enriching Word Vectors with Subword Information"); two neighbours, and two words with one between them, bring a
 * pair row each. A listed identity term stands as one and the same word whatever the group, and has no letters.
 * Typed arrays only; time and memory are linear in the text's length.
 */
export interface FeatureShape {
  /** The weight table has 2 ** bits rows. */
  readonly bits: number;
  /** Shortest and longest run of letters, boundaries counted. */
  readonly letters: readonly [number, number];
  /** How much one run of letters, and one pair, weighs beside a word's own row. */
  readonly letterWeight: number;
  readonly pairWeight: number;
  /** Identity terms, folded: one or two words each, sorted. */
  readonly identity: readonly string[];
  /** Nouns that belong to an identity term before them ("muslim *women*"), sorted. */
  readonly heads: readonly string[];
}

/** Hash of the one word that every listed identity term becomes. */
export const identityHash = 0x67726f75;
const wordSalt = 0x2545f491;
const pairSalt = 0x3c6ef372;
const skipSalt = 0x5be0cd19;
const basis = 0x811c9dc5 | 0; // FNV-1a, 32 bits
const prime = 0x01000193;
const opening = 2; // stand for `<` and `>`: no text has them inside a word
const closing = 3;

const group = 1;
const head = 2;
const secondOfPhrase = 4;

/** 1: a unit that words are made of. Masks as in `f*ck`, `a$$` and `@ss` count. */
const wordUnit = new Uint8Array(0x80);
for (const unit of 'abcdefghijklmnopqrstuvwxyz0123456789*$@') wordUnit[unit.charCodeAt(0)] = 1;
const apostrophe = 0x27;

/** Units above ASCII that part words: spaces, punctuation, variation selectors, full-width punctuation. */
const parts = (unit: number): boolean =>
  unit < 0xc0 ||
  (unit >= 0x2000 && unit <= 0x206f) ||
  (unit >= 0x3000 && unit <= 0x303f) ||
  (unit >= 0xfe00 && unit <= 0xfe0f) ||
  (unit >= 0xff00 && unit <= 0xff0f);
/** Symbols that are a word each: arrows, dingbats; emoji are surrogate pairs and handled as such. */
const standsAlone = (unit: number): boolean => unit >= 0x2190 && unit <= 0x2bff;
/** A word that starts in a script other than Latin: the model has learnt none, so it is not read. */
const isOtherScript = (unit: number): boolean =>
  unit >= 0x370 && unit < 0xd800 ? !standsAlone(unit) : unit >= 0xe000;
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Reads one text at a time into arrays that it keeps: what they hold is good until the next `read`. */
export class FeatureReader {
  /** How many words the last text had. */
  count = 0;
  /** Where each word stands in the folded text, half-open. */
  starts = new Int32Array(2048);
  ends = new Int32Array(2048);
  /** 32-bit hash of each word. */
  hashes = new Int32Array(2048);
  /** Letters of word `i`: units[unitAt[i]] to units[unitAt[i + 1] - 1]. Runs of three and more are two long. */
  unitAt = new Int32Array(2049);
  units = new Uint16Array(2048);

  readonly #shape: FeatureShape;
  readonly #shift: number;
  readonly #terms: TermTable;

  constructor(shape: FeatureShape) {
    this.#shape = shape;
    this.#shift = 32 - shape.bits;
    this.#terms = new TermTable(shape);
  }

  /** @param folded lower case, without accents: `text.folded.text` */
  read(folded: string): void {
    const length = folded.length;
    if (this.units.length < length + 2) this.#grow(length + 2);
    const { units, starts, ends, hashes, unitAt } = this;
    let used = 0;
    let count = 0;
    let rawBefore = 0; // hash of the word before as it was spelled, for terms of two words
    let openGroup = false; // the word before is an identity term: what belongs to it joins it
    for (let at = 0; at < length; ) {
      let unit = folded.charCodeAt(at);
      if (unit < 0x80 ? wordUnit[unit] === 0 : parts(unit)) {
        at++;
        continue;
      }
      const start = at;
      const unitStart = used;
      const otherScript = isOtherScript(unit);
      let hash = basis;
      if (unit >= 0x2190 && (standsAlone(unit) || isHighSurrogate(unit))) {
        const size = isHighSurrogate(unit) && isLowSurrogate(folded.charCodeAt(at + 1)) ? 2 : 1;
        for (let k = 0; k < size; k++) {
          unit = folded.charCodeAt(at++);
          units[used++] = unit;
          hash = Math.imul(hash ^ unit, prime);
        }
      } else {
        let before = 0;
        let twoBefore = 0;
        for (;;) {
          if (unit !== before || unit !== twoBefore) {
            units[used++] = unit;
            hash = Math.imul(hash ^ unit, prime);
          }
          twoBefore = before;
          before = unit;
          if (++at >= length) break;
          unit = folded.charCodeAt(at);
          if (unit === apostrophe || unit === 0x2019) {
            if (at + 1 >= length) break;
            unit = folded.charCodeAt(at + 1); // `don't` is read as `dont`
            if (unit < 0x80 ? wordUnit[unit] === 0 : true) break;
            at++;
          } else if (unit < 0x80 ? wordUnit[unit] === 0 : parts(unit) || standsAlone(unit)) break;
          else if (isHighSurrogate(unit)) break;
        }
      }
      if (otherScript) {
        used = unitStart;
        openGroup = false;
        continue;
      }
      const kind = this.#terms.kind(hash);
      const completes =
        (kind & secondOfPhrase) !== 0 && count > 0 && this.#terms.kind(pairHash(rawBefore, hash)) === group;
      rawBefore = hash;
      if (kind !== 0 && ((kind & group) !== 0 || completes || ((kind & head) !== 0 && openGroup))) {
        used = unitStart;
        if (openGroup || completes) {
          count--; // joins the word before, which had no letters or loses them
          used = unitAt[count]!;
        } else starts[count] = start;
        ends[count] = at;
        hashes[count] = identityHash;
        unitAt[count++] = used;
        openGroup = true;
        continue;
      }
      openGroup = false;
      starts[count] = start;
      ends[count] = at;
      hashes[count] = hash;
      unitAt[count++] = unitStart;
    }
    unitAt[count] = used;
    this.count = count;
  }

  /** Row of word `i`. */
  word(i: number): number {
    return mix(this.hashes[i]! ^ wordSalt) >>> this.#shift;
  }

  /** Row of word `i` with the word before it; `i` is at least 1. */
  pair(i: number): number {
    return mix(pairHash(this.hashes[i - 1]!, this.hashes[i]!)) >>> this.#shift;
  }

  /** Row of word `i` with the one before the last; `i` is at least 2. */
  skip(i: number): number {
    return mix(Math.imul(this.hashes[i - 2]! ^ skipSalt, prime) ^ this.hashes[i]!) >>> this.#shift;
  }

  /** Writes the rows of the letter runs of word `i` and returns how many there are, at most {@link letterRows}. */
  letters(i: number, rows: Uint32Array): number {
    const [shortest, longest] = this.#shape.letters;
    const { units } = this;
    const from = this.unitAt[i]!;
    const size = this.unitAt[i + 1]! - from;
    if (size === 0) return 0;
    let found = 0;
    for (let start = -1; start <= size; start++) {
      let hash = basis;
      for (let k = 0; k < longest && start + k <= size; k++) {
        const at = start + k;
        const unit = at < 0 ? opening : at === size ? closing : units[from + at]!;
        hash = Math.imul(hash ^ unit, prime);
        if (k + 1 >= shortest) rows[found++] = mix(hash) >>> this.#shift;
      }
    }
    return found;
  }

  /** The most rows that {@link letters} can write for word `i`. */
  letterRows(i: number): number {
    return (this.unitAt[i + 1]! - this.unitAt[i]! + 2) * this.#shape.letters[1];
  }

  #grow(length: number): void {
    const size = 1 << (32 - Math.clz32(length));
    this.units = new Uint16Array(size);
    this.starts = new Int32Array(size);
    this.ends = new Int32Array(size);
    this.hashes = new Int32Array(size);
    this.unitAt = new Int32Array(size + 1);
  }
}

/**
 * How much a word, with its letters and the pairs that it ends, weighs after its k-th sight in a text: 1 + ln k
 * (Manning, Raghavan, Schütze 2008, Introduction to Information Retrieval, section 6.4.1).
 */
export const sublinear = (sights: number): number => (sights === 0 ? 0 : 1 + Math.log(sights));
/** What the k-th sight adds to a row's weight, and to its square; more than 255 sights add nothing. */
export const sightAdds = Float64Array.from({ length: 256 }, (_, k) =>
  k === 255 ? 0 : sublinear(k + 1) - sublinear(k),
);
export const sightAddsSquared = Float64Array.from({ length: 256 }, (_, k) =>
  k === 255 ? 0 : sublinear(k + 1) ** 2 - sublinear(k) ** 2,
);

/** Spreads the bits of a hash: its top bits are the row. */
function mix(hash: number): number {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return Math.imul(spread ^ (spread >>> 12), 0x297a2d39);
}

const pairHash = (before: number, word: number): number => Math.imul(before ^ pairSalt, prime) ^ word;

/** Open addressing: what a word's hash is to the identity list. */
class TermTable {
  readonly #mask: number;
  readonly #hashes: Int32Array;
  readonly #kinds: Uint8Array;

  constructor({ identity, heads }: FeatureShape) {
    const size = 1 << (34 - Math.clz32((identity.length + heads.length) * 2 + 16));
    this.#mask = size - 1;
    this.#hashes = new Int32Array(size);
    this.#kinds = new Uint8Array(size);
    for (const noun of heads) this.#add(spellingHash(noun), head);
    for (const term of identity) {
      const [first, second] = term.split(' ') as [string, string?];
      if (second === undefined) this.#add(spellingHash(first), group);
      else {
        this.#add(spellingHash(second), secondOfPhrase);
        this.#add(pairHash(spellingHash(first), spellingHash(second)), group);
      }
    }
  }

  /** Bits {@link group}, {@link head}, {@link secondOfPhrase}; 0 for an unlisted hash. */
  kind(hash: number): number {
    for (let at = mix(hash) & this.#mask; ; at = (at + 1) & this.#mask) {
      const kind = this.#kinds[at]!;
      if (kind === 0 || this.#hashes[at] === hash) return kind;
    }
  }

  #add(hash: number, kind: number): void {
    let at = mix(hash) & this.#mask;
    while (this.#kinds[at] !== 0 && this.#hashes[at] !== hash) at = (at + 1) & this.#mask;
    this.#hashes[at] = hash;
    this.#kinds[at]! |= kind;
  }
}

function spellingHash(word: string): number {
  let hash = basis;
  for (let k = 0; k < word.length; k++) hash = Math.imul(hash ^ word.charCodeAt(k), prime);
  return hash;
}
