/** Whether a word has what disguises show by: a star, a hyphen, a letter three times. */
export function isOdd(word: string): boolean {
  let same = 0;
  let last = 0;
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    if (unit === 0x2a || unit === 0x2d) return true;
    same = unit === last ? same + 1 : 0;
    if (same === 2) return true;
    last = unit;
  }
  return false;
}

/**
 * What a word that no lexicon knows may be a disguise of, likeliest first: repeated letters (`verminnn`, `anniiimals`),
 * hyphens within (`ver-min`). A word that shows no disguise has none. Linear in the word.
 */
export function plainReadings(word: string): readonly string[] {
  const parted = word.includes('-') ? [word.replaceAll('-', '')] : [];
  if (!longRun.test(word)) return parted;
  return [word.replace(longRuns, '$1'), word.replace(longRuns, '$1$1'), word.replace(runs, '$1')];
}

const longRun = /([a-z])\1\1/;
const longRuns = /([a-z])\1{2,}/g;
const runs = /([a-z])\1+/g;

/** Words in which stars may hide letters, one each: `sc*m`, `v**min`. */
export class Veiled {
  readonly #byShape = new Map<string, string[]>();

  /** @param words that may be hidden, the likeliest first */
  constructor(words: Iterable<string>) {
    for (const word of words) {
      const shape = shapeOf(word);
      const alike = this.#byShape.get(shape);
      if (alike) alike.push(word);
      else this.#byShape.set(shape, [word]);
    }
  }

  /** The first word that the stars may hide. */
  reading(veiled: string): string | undefined {
    return this.#byShape.get(shapeOf(veiled))?.find((word) => fits(veiled, word));
  }
}

/** Length and first letter: stars stand within a word, so both show. */
const shapeOf = (word: string): string => `${word.length}${word[0]}`;

function fits(veiled: string, word: string): boolean {
  for (let at = 0; at < word.length; at++) if (veiled[at] !== word[at] && veiled[at] !== '*') return false;
  return true;
}

/** What stars hide far more often than a likeness: `d*ck` is no duck. */
export const swearWords: readonly string[] =
  'dick shit fuck fucks cunt cunts cock cocks bitch piss arse tits slut whore fag fags twat wank crap hell dicks shits'.split(
    ' ',
  );
