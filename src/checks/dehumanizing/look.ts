import type { Text } from '../../text/text.js';
import type { DeathWish, Lexicons } from './lexicon.js';
import type { Sighting } from './phrase.js';
import type { Candidate } from './reading.js';
import { signs } from './signs.js';
import { type Token, tokenize } from './tokens.js';
import { marks } from './vocabulary.js';

/** The comparisons and wishes of death in a comment, yet to be read. */
export interface Seen {
  readonly tokens: readonly Token[];
  readonly candidates: readonly Candidate[];
  readonly wishes: readonly Sighting<DeathWish>[];
}

/** Looks through a comment for what the lexicons name; undefined where there is none of it. */
export function looker(lexicons: Lexicons): (text: Text) => Seen | undefined {
  const isEmoji = (symbol: string): boolean => lexicons.emoji.has(symbol) || lexicons.tagOf.has(symbol);
  return (text) => {
    const lemmas = lexicons.vocabulary.words(text.words);
    const sign = signs(lemmas);
    if (sign === 0 && !hasEmoji(text.raw, lexicons.emoji)) return undefined;
    const tokens = tokenize(text, lexicons.vocabulary, isEmoji, lemmas);
    const candidates = lexicons.likenesses.sightings(tokens);
    if (sign & marks.thing) candidates.push(...lexicons.things.sightings(tokens));
    const wishes = lexicons.deathWishes.sightings(tokens);
    return candidates.length === 0 && wishes.length === 0 ? undefined : { tokens, candidates, wishes };
  };
}

function hasEmoji(raw: string, emoji: ReadonlySet<string>): boolean {
  for (let k = 0; k < raw.length; k++) {
    const unit = raw.charCodeAt(k);
    if (unit >= 0xd83c && unit <= 0xd83e && emoji.has(raw.slice(k, k + 2))) return true;
  }
  return false;
}
