import type { Span } from '../../domain/span.js';
import type { Text } from '../../text/text.js';
import { pieces } from './forms.js';
import { tags } from './grammar.js';

/** How strongly a token is parted from the one before it. */
export const breaks = { none: 0, comma: 1, clause: 2, sentence: 3 } as const;

/** A word, a piece of one, or a run of one emoji, as the readers see it. */
export interface Token {
  readonly text: string;
  /** In the ORIGINAL text. */
  readonly span: Span;
  /** Bits of grammar.ts. */
  readonly tags: number;
  /** What stands between this token and the one before. */
  readonly parted: number;
  /** Written with a capital first letter, or all in capitals. */
  readonly capital: boolean;
  readonly shouted: boolean;
}

/** Reads a text's words and known emoji as tagged tokens, in text order. Linear. */
export function tokenize(
  text: Text,
  tagOf: ReadonlyMap<string, number>,
  isEmoji: (symbol: string) => boolean,
): Token[] {
  const { raw, sentences } = text;
  const tokens: Token[] = [];
  let at = 0;
  let sentence = 0;
  let pending = 0;
  const parting = (gap: string, start: number): number => {
    let strength = gapStrength(gap);
    while (sentence < sentences.length && start >= sentences[sentence]!.end) {
      sentence++;
      strength = breaks.sentence;
    }
    const parted = Math.max(strength, pending);
    pending = 0;
    return tokens.length === 0 ? breaks.sentence : parted;
  };
  const emojiIn = (from: number, to: number): number => {
    let last = from;
    for (let k = from; k < to; ) {
      const point = raw.codePointAt(k)!;
      const size = point > 0xffff ? 2 : 1;
      const symbol = point > 0xffff ? raw.slice(k, k + size) : '';
      if (symbol && isEmoji(symbol)) {
        let end = k + size;
        while (raw.startsWith(symbol, end)) end += size;
        const parted = parting(raw.slice(last, k), k);
        tokens.push({
          text: symbol,
          span: { start: k, end },
          tags: tagOf.get(symbol) ?? 0,
          parted,
          capital: false,
          shouted: false,
        });
        last = end;
        k = end;
      } else k += size;
    }
    return last;
  };
  for (const word of text.words) {
    if (word.span.start > at) at = emojiIn(at, word.span.start);
    let parted = parting(raw.slice(at, word.span.start), word.span.start);
    const first = raw[word.span.start]!;
    const capital = first !== first.toLowerCase();
    const second = raw[word.span.start + 1];
    const shouted = capital && second !== undefined && second !== second.toLowerCase();
    const parts = pieces(word.text);
    const exact = word.span.end - word.span.start === word.text.length;
    let offset = 0;
    for (const part of parts) {
      const span =
        parts.length > 1 && exact && offset + part.length <= word.text.length
          ? {
              start: word.span.start + offset,
              end: Math.min(word.span.end, word.span.start + offset + part.length),
            }
          : word.span;
      tokens.push({ text: part, span, tags: tagOf.get(part) ?? 0, parted, capital, shouted });
      offset += part.length;
      parted = breaks.none;
    }
    at = word.span.end;
  }
  emojiIn(at, raw.length);
  return tokens.map(readPossessive);
}

function gapStrength(gap: string): number {
  let strength: number = breaks.none;
  for (let k = 0; k < gap.length; k++) {
    const unit = gap[k]!;
    if (unit === ' ' || unit === '"') continue;
    if (unit === ',') strength = Math.max(strength, breaks.comma);
    else if (';:()[]–—…/|*'.includes(unit)) strength = Math.max(strength, breaks.clause);
    else if (unit === '-' && gap.length > 1) strength = Math.max(strength, breaks.clause);
    else if ('.!?\n'.includes(unit)) strength = breaks.sentence;
  }
  return strength;
}

const asVerb = tags.third | tags.it | tags.demonstrative | tags.relative | tags.question;
const complements = tags.article | tags.adverb | tags.negator;

/** "Johnson's" before a noun is no "is"; "he's" and "Johnson's a rat" are. */
function readPossessive(token: Token, at: number, tokens: readonly Token[]): Token {
  if (token.text !== "'s") return token;
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  const verb =
    (before && (before.tags & asVerb || before.text === 'there' || before.text === 'here')) ||
    (after && after.parted === breaks.none && after.tags & complements && after.text !== 'own');
  return { ...token, tags: verb ? tags.be : tags.possessive };
}
