import type { Span } from '../../domain/span.js';
import type { Text } from '../../text/text.js';
import { tags } from './grammar.js';
import { looksLikePeople, mayBePerson } from './person-like.js';
import type { Lemma, Vocabulary } from './vocabulary.js';

/** How strongly a token is parted from the one before it. */
export const breaks = { none: 0, comma: 1, clause: 2, sentence: 3 } as const;

/** A word, a piece of one, or a run of one emoji, as the readers see it. */
export interface Token {
  readonly text: string;
  /** In the ORIGINAL text. */
  readonly span: Span;
  /** Bits of grammar.ts. */
  readonly tags: number;
  /** Bits of `marks` in vocabulary.ts. */
  readonly marks: number;
  /** What stands between this token and the one before. */
  readonly parted: number;
  /** Written with a capital first letter, or all in capitals. */
  readonly capital: boolean;
  readonly shouted: boolean;
}

/**
 * Reads a text's words and known emoji as tagged tokens, in text order. Linear.
 * @param lemmas of the text's words
 */
export function tokenize(
  text: Text,
  vocabulary: Vocabulary,
  isEmoji: (symbol: string) => boolean,
  lemmas: readonly Lemma[] = vocabulary.words(text.words),
): Token[] {
  const { raw, sentences } = text;
  const tokens: Token[] = [];
  let at = 0;
  let sentence = 0;
  const parting = (start: number): number => {
    let strength = gapStrength(raw, at, start);
    while (sentence < sentences.length && start >= sentences[sentence]!.end) {
      sentence++;
      strength = breaks.sentence;
    }
    return tokens.length === 0 ? breaks.sentence : strength;
  };
  const readEmoji = (to: number): void => {
    for (let k = at; k < to; k++) {
      const unit = raw.charCodeAt(k);
      if (unit < 0xd83c || unit > 0xd83e) continue;
      const symbol = raw.slice(k, k + 2);
      if (!isEmoji(symbol)) continue;
      let end = symbolEnd(raw, k);
      while (raw.startsWith(symbol, end)) end = symbolEnd(raw, end);
      const parted = parting(k);
      const { tags, marks } = vocabulary.piece(symbol);
      tokens.push({
        text: symbol,
        span: { start: k, end },
        tags,
        marks,
        parted,
        capital: false,
        shouted: false,
      });
      at = end;
      k = end - 1;
    }
  };
  const { words } = text;
  for (let k = 0; k < words.length; k++) {
    const { text: word, span } = words[k]!;
    const { start, end } = span;
    if (start > at + 1) readEmoji(start);
    const parted = parting(start);
    const capital = isCapital(raw, start);
    const shouted = capital && isCapital(raw, start + 1);
    const lemma = lemmas[k]!;
    if (lemma.parts) {
      const exact = end - start === word.length;
      let from = start;
      for (const part of lemma.parts) {
        const to = Math.min(end, from + part.text.length);
        tokens.push({
          text: part.text,
          span: exact && from < to ? { start: from, end: to } : span,
          tags: part.tags,
          marks: part.marks,
          parted: part === lemma.parts[0] ? parted : breaks.none,
          capital,
          shouted,
        });
        from = to;
      }
    } else {
      const { marks } = lemma;
      const bits = lemma.tags === 0 && looksLikePeople(word) ? tags.person : lemma.tags;
      tokens.push({ text: lemma.text || word, span, tags: bits, marks, parted, capital, shouted });
    }
    at = end;
  }
  readEmoji(raw.length);
  for (let k = 0; k < tokens.length; k++) {
    const token = tokens[k]!;
    if (token.text === "'s") tokens[k] = readPossessive(token, k, tokens);
    else if (token.tags === 0 && isAgent(k, tokens)) tokens[k] = { ...token, tags: tags.person };
  }
  return tokens;
}

/** End of the emoji at `at`, with the selector that asks for its coloured form (Unicode TR51, emoji presentation). */
const symbolEnd = (raw: string, at: number): number => at + (raw.charCodeAt(at + 2) === 0xfe0f ? 3 : 2);

/** Whether the unit there is a capital letter. Plain ones are told apart by their code. */
function isCapital(raw: string, at: number): boolean {
  const code = raw.charCodeAt(at);
  if (code < 0x80) return code >= 65 && code <= 90;
  const unit = raw[at] ?? '';
  return unit !== unit.toLowerCase();
}

/** How strongly raw[from..to) parts the words around it. */
function gapStrength(raw: string, from: number, to: number): number {
  if (to === from + 1 && raw.charCodeAt(from) === 32) return breaks.none;
  let strength: number = breaks.none;
  for (let k = from; k < to; k++) {
    const unit = raw[k]!;
    if (unit === ' ' || unit === '"') continue;
    if (unit === ',') strength = Math.max(strength, breaks.comma);
    else if (';:()[]–—…/|*'.includes(unit)) strength = Math.max(strength, breaks.clause);
    else if (unit === '-' && to - from > 1) strength = Math.max(strength, breaks.clause);
    else if ('.!?\n'.includes(unit)) strength = breaks.sentence;
  }
  return strength;
}

const determiners = tags.article | tags.demonstrative | tags.possessive;

/** "That producer", "the new developer": a determined word with an agent's ending that heads its phrase. */
function isAgent(at: number, tokens: readonly Token[]): boolean {
  const { text } = tokens[at]!;
  if (!(text.endsWith('er') || text.endsWith('tor') || text.endsWith('sor')) || !mayBePerson(text))
    return false;
  const before = tokens[at - 1];
  const determined =
    before && (before.tags & determiners || (before.tags === 0 && (tokens[at - 2]?.tags ?? 0) & determiners));
  if (!determined || tokens[at]!.parted > breaks.none) return false;
  const after = tokens[at + 1];
  return !after || after.parted > breaks.none || after.tags !== 0;
}

const asVerb = tags.third | tags.it | tags.demonstrative | tags.relative | tags.question;
const complements = tags.article | tags.adverb | tags.negator;

/** "Johnson's" before a noun is no "is"; "he's" and "Johnson's a rat" are. */
function readPossessive(token: Token, at: number, tokens: readonly Token[]): Token {
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  const verb =
    (before && (before.tags & asVerb || before.text === 'there' || before.text === 'here')) ||
    (after && after.parted === breaks.none && after.tags & complements && after.text !== 'own');
  const { text, span, marks, parted, capital, shouted } = token;
  return { text, span, tags: verb ? tags.be : tags.possessive, marks, parted, capital, shouted };
}
