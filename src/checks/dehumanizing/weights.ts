import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hashOf } from '../../text/words.js';
import type { EvidenceKeys } from './evidence-keys.js';
import { type EvidenceKind, keyOf, kindNumbers } from './evidence-kinds.js';

/** Weighs the evidence for a comparison. */
export interface Weigher {
  /** How likely it is, 0..1, that a person or group is denied humanity, by a careful reader of such comments. */
  score(found: Pick<EvidenceKeys, 'keys' | 'size'>): number;
  /** From this score on it is a finding. */
  readonly threshold: number;
  /** Of all weights together. */
  readonly hash: string;
}

/**
 * Reads weights.tsv: a line a piece of evidence, `kind seen also weight`, parted by tabs; `#name` opens a line of
 * settings, of which `#evidence` tells what they were learnt from and is the training's. The score is logistic in the sum of the weights (Cox 1958, "The Regression Analysis of Binary Sequences"),
 * its slope and offset set on sentences that did not train it (Platt 1999).
 * @throws Error that names the line which is not as it should be
 */
export function readWeights(
  source = readFileSync(new URL('./weights.tsv', import.meta.url), 'utf8'),
): Weigher {
  const settings = new Map<string, number>();
  const weights = new Map<number, number>();
  for (const [at, line] of source.split('\n').entries()) {
    if (line === '' || line.startsWith('# ')) continue;
    const [kind = '', seen = '', also = '', weight = ''] = line.split('\t');
    if (kind.startsWith('#')) {
      settings.set(kind.slice(1), Number(seen));
      continue;
    }
    const number = kindNumbers[kind as EvidenceKind];
    if (number === undefined || weight === '' || !Number.isFinite(Number(weight)))
      throw new Error(`weights.tsv, line ${at + 1}: not a weight`);
    weights.set(keyOf(number, hashOf(seen), hashOf(also)), Number(weight));
  }
  const table = new KeyTable(weights);
  const [slope = 1, offset = 0, threshold = 0.5] = ['slope', 'offset', 'threshold'].map((name) =>
    settings.get(name),
  );
  return {
    threshold,
    hash: createHash('sha256').update(source).digest('hex').slice(0, 8),
    score({ keys, size }) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += table.get(keys[k]!);
      return logistic(slope * sum + offset);
    },
  };
}

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Weights by key: open addressing with linear probing, at most half full; 0 for what is not there. */
class KeyTable {
  readonly #keys: Int32Array;
  readonly #weights: Float64Array;

  constructor(weights: ReadonlyMap<number, number>) {
    const size = 2 ** Math.ceil(Math.log2(weights.size * 2 + 2));
    this.#keys = new Int32Array(size);
    this.#weights = new Float64Array(size);
    for (const [key, weight] of weights) {
      const slot = this.#slot(key);
      this.#keys[slot] = key;
      this.#weights[slot] = weight;
    }
  }

  get(key: number): number {
    return this.#weights[this.#slot(key)]!;
  }

  /** Where the key stands, or the empty place where it would: a weight is never 0. */
  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    let slot = key & mask;
    while (this.#weights[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }
}
