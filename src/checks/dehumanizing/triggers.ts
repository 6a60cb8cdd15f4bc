import type { Phrase } from './phrase.js';

/** What a text must hold for this check to have anything to say: one of the words, or one of the pairs side by side. */
export interface Triggers {
  readonly words: ReadonlySet<string>;
  /** `first second`, as folded words. */
  readonly pairs: ReadonlySet<string>;
  /** Every word that is a sign (1) or the second of a pair (2): one look-up tells that a word is neither. */
  readonly kinds: ReadonlyMap<string, 1 | 2>;
}

/** Words that carry a negation in one piece with what stands before it. */
const negations =
  "aren't isn't wasn't weren't don't doesn't didn't can't won't ain't shouldn't wouldn't couldn't haven't hasn't"
    .split(' ')
    .flatMap((word) => [word, word.replace("'", '’'), word.replace("'", '')])
    .concat('cannot');

/** Gathers the cheapest sure sign of each phrase: its rarest word, or two common words side by side. */
export class TriggerList implements Triggers {
  readonly words = new Set<string>();
  readonly pairs = new Set<string>();
  readonly kinds = new Map<string, 1 | 2>();

  /** @param commonness how much a word is to be avoided as a sign, in letters of length */
  constructor(readonly commonness: (word: string) => number) {}

  add({ places }: Phrase<unknown>): void {
    let best: ReadonlySet<string> | undefined;
    let bestRank = Number.NEGATIVE_INFINITY;
    for (const { words, optional } of places) {
      if (!words || optional) continue;
      const rank = this.#rank(words);
      if (rank > bestRank) [best, bestRank] = [words, rank];
    }
    if (!best) return;
    if (bestRank < 0 && this.#addPair(places)) return;
    for (const word of best) {
      this.words.add(word);
      this.kinds.set(word, 1);
    }
  }

  #rank(words: ReadonlySet<string>): number {
    return Math.min(...[...words].map((word) => word.length - this.commonness(word)));
  }

  /** Adds the rarest two places that stand side by side; false when there are none. */
  #addPair(places: Phrase<unknown>['places']): boolean {
    let best: readonly [ReadonlySet<string>, ReadonlySet<string>] | undefined;
    let bestRank = Number.NEGATIVE_INFINITY;
    for (let k = 1; k < places.length; k++) {
      const [first, second] = [places[k - 1]!, places[k]!];
      if (!first.words || !second.words || first.optional || second.optional || second.words.has("n't"))
        continue;
      const rank = this.#rank(first.words) + this.#rank(second.words);
      if (rank > bestRank) [best, bestRank] = [[first.words, second.words], rank];
    }
    if (!best) return false;
    for (const first of best[0])
      for (const second of best[1])
        for (const whole of first === "n't" ? negations : [first]) {
          this.pairs.add(`${whole} ${second}`);
          if (!this.kinds.has(second)) this.kinds.set(second, 2);
        }
    return true;
  }
}
