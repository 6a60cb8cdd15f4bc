import { hashOf } from '../../text/words.js';
import { type EvidenceKind, keyOf, kindNumbers } from './evidence-kinds.js';

/** Is told of a key and of what it stands for. */
export type Note = (key: number, kind: EvidenceKind, seen: string, also: string) => void;

/** More than the readers can give; a power of two. */
const mostEvidence = 1024;

/** The pieces of evidence for one comparison, as keys; the same evidence counts once. */
export class EvidenceKeys {
  readonly keys = new Int32Array(mostEvidence);
  size = 0;
  /** A hash table that is emptied by counting rounds. */
  readonly #places = new Int32Array(mostEvidence * 2);
  readonly #rounds = new Uint32Array(mostEvidence * 2);
  #round = 0;

  constructor(readonly note?: Note) {}

  clear(): void {
    this.size = 0;
    this.#round++;
  }

  add(kind: EvidenceKind, seen: string, also = ''): void {
    this.put(kind, hashOf(seen), seen, hashOf(also), also);
  }

  /** As `add`, of words whose hashes are known. */
  put(kind: EvidenceKind, hash: number, seen: string, alsoHash: number, also: string): void {
    const key = keyOf(kindNumbers[kind], hash, alsoHash);
    this.note?.(key, kind, seen, also);
    if (this.size < mostEvidence && this.#isNew(key)) this.keys[this.size++] = key;
  }

  #isNew(key: number): boolean {
    const mask = this.#places.length - 1;
    let place = key & mask;
    while (this.#rounds[place] === this.#round) {
      if (this.#places[place] === key) return false;
      place = (place + 1) & mask;
    }
    this.#rounds[place] = this.#round;
    this.#places[place] = key;
    return true;
  }
}
