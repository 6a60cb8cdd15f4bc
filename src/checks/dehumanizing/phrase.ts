import { pieces } from './forms.js';
import { anyone, type TagName, tags } from './grammar.js';
import { breaks, type Token } from './tokens.js';

/** One place of a phrase. */
export interface Place {
  readonly words?: ReadonlySet<string>;
  readonly mask?: number;
  readonly optional: boolean;
  /** Any nought to four tokens. */
  readonly gap: boolean;
}

/** A compiled phrase of the lexicons and what it stands for. */
export interface Phrase<Meaning> {
  readonly places: readonly Place[];
  /** The first place with words; no gap or optional place stands before it. */
  readonly anchor: number;
  readonly meaning: Meaning;
}

/** A phrase seen: tokens first..last, both included. */
export interface Sighting<Meaning> {
  readonly first: number;
  readonly last: number;
  readonly meaning: Meaning;
}

const gapTokens = 4;
const whoTokens = 5;
const whoMask = anyone | tags.object;

/**
 * Compiles one phrase: words parted by spaces; `a|b` either; `a?` may be absent; `..` up to four tokens;
 * `<who>` a person or group; `<tag>` a word with that tag of grammar.ts.
 */
export function compile<Meaning>(phrase: string, meaning: Meaning): Phrase<Meaning> {
  const places = phrase.split(' ').filter(Boolean).flatMap(readPlace);
  const anchor = places.findIndex(({ words }) => words);
  if (anchor < 0) throw new RangeError(`phrase without a word: ${phrase}`);
  if (places.slice(0, anchor).some(({ gap, optional }) => gap || optional))
    throw new RangeError(`phrase must not open with a gap: ${phrase}`);
  return { places, anchor, meaning };
}

function readPlace(source: string): Place[] {
  if (source === '..') return [{ optional: false, gap: true }];
  const optional = source.endsWith('?') && source.length > 1;
  const body = optional ? source.slice(0, -1) : source;
  if (body.startsWith('<')) {
    const name = body.slice(1, -1);
    if (name === 'adv') return [{ mask: tags.adverb, optional, gap: false }];
    if (name === 'who') return [{ mask: whoMask, optional, gap: false }];
    const mask = tags[name as TagName];
    if (mask === undefined) throw new RangeError(`unknown tag: ${source}`);
    return [{ mask, optional, gap: false }];
  }
  if (body.includes('|')) return [{ words: new Set(body.split('|')), optional, gap: false }];
  return (pieces(body) ?? [body]).map((word) => ({ words: new Set([word]), optional, gap: false }));
}

/** How many tokens the places can take up at most. */
export function widest(places: readonly Place[]): number {
  let width = 0;
  for (const place of places) width += place.gap ? gapTokens : place.mask === whoMask ? whoTokens : 1;
  return width;
}

/** Token index after the match of places[from..] at `at`, or -1. Gaps and optional places are tried shortest first. */
export function match(places: readonly Place[], from: number, tokens: readonly Token[], at: number): number {
  if (from === places.length) return at;
  const place = places[from]!;
  if (place.gap) {
    for (let skipped = 0; skipped <= gapTokens; skipped++) {
      const end = match(places, from + 1, tokens, at + skipped);
      if (end >= 0) return end;
      if (!joined(tokens, at + skipped, 0)) return -1;
    }
    return -1;
  }
  if (place.optional) {
    const without = match(places, from + 1, tokens, at);
    if (without >= 0) return without;
  }
  const token = tokens[at];
  if (!token || (from > 0 && !joined(tokens, at, from))) return -1;
  const end = place.words
    ? place.words.has(token.text)
      ? at + 1
      : -1
    : place.mask! === whoMask
      ? whoEnd(tokens, at)
      : token.tags & place.mask!
        ? at + 1
        : -1;
  return end < 0 ? -1 : match(places, from + 1, tokens, end);
}

const joined = (tokens: readonly Token[], at: number, _from: number): boolean =>
  at < tokens.length && tokens[at]!.parted < breaks.clause;

/** End of a person or group at `at`: a pronoun, or up to three tokens that lead to a word for people. */
export function whoEnd(tokens: readonly Token[], at: number): number {
  const token = tokens[at]!;
  if (token.tags & (tags.third | tags.you | tags.object | tags.person)) {
    const next = tokens[at + 1];
    const determines = token.tags & (tags.demonstrative | tags.adverb);
    if (determines && next && next.parted === breaks.none && next.tags & tags.person) return at + 2;
    return at + 1;
  }
  if (!(token.tags & (tags.article | tags.demonstrative | tags.possessive | tags.adverb))) return -1;
  for (let k = at + 1; k <= at + 4 && k < tokens.length; k++) {
    if (tokens[k]!.parted !== breaks.none) return -1;
    if (tokens[k]!.tags & tags.person) {
      const next = tokens[k + 1];
      if (next && next.parted === breaks.none && next.tags & tags.person) continue;
      return k + 1;
    }
    if (tokens[k]!.tags & (tags.be | tags.preposition | tags.conjunction)) return -1;
  }
  return -1;
}
