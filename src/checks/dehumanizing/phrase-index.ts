import { type Company, eitherCompany, type Sign } from './company.js';
import { match, type Phrase, type Place, type Sighting, widest } from './phrase.js';
import { breaks, type Token } from './tokens.js';

/** A phrase, and how it is looked for. */
interface Entry<Meaning> {
  readonly phrase: Phrase<Meaning>;
  /** Its place among the phrases of the index. */
  readonly number: number;
  /** How many tokens lie at most, and at least, between the anchor and the word that it is looked for by. */
  readonly farthest: number;
  readonly nearest: number;
  readonly company: Company | undefined;
}
interface Found<Meaning> extends Sighting<Meaning> {
  readonly anchor: number;
  readonly number: number;
}

/**
 * Phrases by their rarest word: a phrase is tried only where that stands. What is common ("a", "should") would have
 * every text try most phrases, in vain.
 */
export class PhraseIndex<Meaning> {
  readonly #byWord = new Map<string, Entry<Meaning>[]>();

  /**
   * @param mark what the tokens of interest are marked with: see vocabulary.ts
   * @param commonness how much a word is to be avoided, in letters of length
   */
  constructor(
    readonly mark: number,
    phrases: readonly Phrase<Meaning>[],
    commonness: Commonness,
  ) {
    for (const [number, phrase] of phrases.entries()) {
      const rare = rarest(phrase, commonness);
      const before = phrase.places.slice(phrase.anchor, rare);
      const farthest = widest(phrase.places.slice(0, rare)) - phrase.anchor;
      const nearest = before.filter(({ gap, optional }) => !gap && !optional).length;
      const company = companyOf(phrase.places, rare, commonness);
      for (const word of phrase.places[rare]!.words!) {
        const entry = { phrase, number, farthest, nearest, company };
        const known = this.#byWord.get(word);
        if (known) known.push(entry);
        else this.#byWord.set(word, [entry]);
      }
    }
  }

  /** The words that the phrases are looked for by, and the company that each must have. */
  *signs(): Iterable<Sign> {
    for (const [word, entries] of this.#byWord)
      yield { word, mark: this.mark, company: entries.map(({ company }) => company).reduce(eitherCompany) };
  }

  /** The shortest sighting of each phrase that is anchored at each token, in text order. Bounded work a token. */
  sightings(tokens: readonly Token[]): Sighting<Meaning>[] {
    const found: Found<Meaning>[] = [];
    for (let at = 0; at < tokens.length; at++) {
      if (!(tokens[at]!.marks & this.mark)) continue;
      const entries = this.#byWord.get(tokens[at]!.text);
      if (entries) for (const entry of entries) look(entry, tokens, at, found);
    }
    return found.length > 1 ? inOrder(found) : found;
  }
}

/** Looks for a phrase whose rarest word stands at `at`: no clause ends within it, but before its first token. */
function look<Meaning>(
  { phrase, number, farthest, nearest }: Entry<Meaning>,
  tokens: readonly Token[],
  at: number,
  found: Found<Meaning>[],
): void {
  if (phrase.places.length === 1) {
    found.push({ first: at, last: at, meaning: phrase.meaning, anchor: at, number });
    return;
  }
  const words = phrase.places[phrase.anchor]!.words!;
  const start = Math.max(phrase.anchor, at - farthest);
  for (let anchor = at; anchor >= start; anchor--) {
    if (at - anchor >= nearest && words.has(tokens[anchor]!.text)) {
      const first = anchor - phrase.anchor;
      const end = match(phrase.places, 0, tokens, first);
      if (end > first) found.push({ first, last: end - 1, meaning: phrase.meaning, anchor, number });
    }
    if (tokens[anchor]!.parted >= breaks.clause) return;
  }
}

/** By anchor, then as the lexicon has them; what was found by two of its words counts once. */
function inOrder<Meaning>(found: Found<Meaning>[]): Found<Meaning>[] {
  found.sort((a, b) => a.anchor - b.anchor || a.number - b.number);
  return found.filter(
    ({ anchor, number }, k) => k === 0 || found[k - 1]!.anchor !== anchor || found[k - 1]!.number !== number,
  );
}

type Commonness = (word: string) => number;

/** The place whose words are the rarest, of those that must be there; the first of equals. */
function rarest({ places, anchor }: Phrase<unknown>, commonness: Commonness): number {
  let best = -1;
  let bestRank = Number.NEGATIVE_INFINITY;
  places.forEach((place, k) => {
    const rank = rarity(place, commonness);
    if (rank > bestRank) [best, bestRank] = [k, rank];
  });
  return best < 0 ? anchor : best;
}

/** The words of another place that must be there: the rarest, but of rare ones sooner a place directly beside. */
function companyOf(places: readonly Place[], at: number, commonness: Commonness): Company | undefined {
  let best = -1;
  let bestRank = Number.NEGATIVE_INFINITY;
  places.forEach((place, k) => {
    if (k === at) return;
    const rare = rarity(place, commonness);
    const rank = rare + (rare > 0 && Math.abs(k - at) === 1 ? besideBonus : 0);
    if (rank > bestRank) [best, bestRank] = [k, rank];
  });
  const words = places[best]?.words;
  return words && { words, reach: 1 + widest(places.slice(Math.min(at, best) + 1, Math.max(at, best))) };
}
/** What it is worth, in letters of length, that a word stands directly beside. */
const besideBonus = 5;

/** Of a place's commonest word; lowest where no word must be. */
function rarity({ words, optional }: Place, commonness: Commonness): number {
  if (!words || optional) return Number.NEGATIVE_INFINITY;
  return Math.min(...[...words].map((word) => word.length - commonness(word)));
}
