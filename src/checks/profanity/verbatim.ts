import { wordUnits } from '../../text/characters.js';
import type { Entry } from '../../text/lexicon.js';
import type { Wildcard } from '../../text/wildcard.js';
import type { Hit, Innocent } from './hit.js';

/** A site's words that are looked for as they are written, in the folded text: not seen through disguises. */
export interface Verbatim {
  /** Linear in the text for each entry. */
  find(text: string, hits: Hit[], innocents: Innocent[]): void;
}

interface Sought {
  readonly wildcard: Wildcard;
  readonly entry: Entry;
  readonly allowed: boolean;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Units that may stand between the words of a phrase. */
const widestGap = 2;
/** Longer words are none that a list means; comparing them would cost as much as they are long. */
const longestToken = 200;

export function verbatim(sought: readonly Sought[]): Verbatim {
  /** By first unit: what is found wherever it stands, and what a word may hold. */
  const byUnit = new Map<string, Sought[]>();
  /** By the first word, where it has no star. */
  const byWord = new Map<string, Sought[]>();
  /** By what the first word starts or ends with: two units. */
  const byStart = new Map<string, Sought[]>();
  const byEnd = new Map<string, Sought[]>();
  for (const each of sought) {
    const { kind, words } = each.wildcard;
    const [word = ''] = words;
    if (kind === 'anywhere') push(byUnit, word[0]!, each);
    else if (!word.includes('*')) push(byWord, word, each);
    else if (!word.startsWith('*')) push(byStart, word.slice(0, 2).replace('*', ''), each);
    else if (!word.endsWith('*')) push(byEnd, word.slice(-2).replace('*', ''), each);
    else push(byUnit, word[1]!, each);
  }

  return {
    find(text, hits, innocents) {
      const found = ({ entry, allowed }: Sought, start: number, end: number): void => {
        if (allowed) innocents.push({ start, end });
        else
          hits.push({
            start,
            end,
            from: start,
            to: end,
            pattern: { entry, text: entry.id },
            manner: 'plain',
          });
      };
      const tokens = sought.some(({ wildcard }) => wildcard.kind === 'words') ? tokensOf(text) : [];
      if (byUnit.size > 0) findAnywhere(text, byUnit, tokens, found);
      for (let at = 0; at < tokens.length; at++) {
        const { text: word, start } = tokens[at]!;
        for (const row of [
          byWord.get(word),
          byStart.get(word[0]!),
          byStart.get(word.slice(0, 2)),
          byEnd.get(word.at(-1)!),
          byEnd.get(word.slice(-2)),
        ])
          for (const each of row ?? []) {
            const end = endOf(each.wildcard.words, tokens, at);
            if (end !== undefined) found(each, start, end);
          }
      }
    },
  };
}

/** One walk over the text: at each place what may start there. Of words that hold a piece, each is asked once. */
function findAnywhere(
  text: string,
  byUnit: ReadonlyMap<string, readonly Sought[]>,
  tokens: readonly Token[],
  found: (each: Sought, start: number, end: number) => void,
): void {
  let next = 0; // the token that holds the place, or the first one after it
  const reached = new Map<Sought, number>();
  for (let at = 0; at < text.length; at++) {
    while (next < tokens.length && tokens[next]!.end <= at) next++;
    for (const each of byUnit.get(text[at]!) ?? []) {
      if ((reached.get(each) ?? 0) > at) continue;
      const [phrase = ''] = each.wildcard.words;
      if (each.wildcard.kind === 'anywhere') {
        if (!text.startsWith(phrase, at)) continue;
        found(each, at, at + phrase.length);
        reached.set(each, at + phrase.length);
        continue;
      }
      const token = tokens[next];
      if (!token || token.start > at) continue;
      reached.set(each, token.end);
      const end = endOf(each.wildcard.words, tokens, next);
      if (end !== undefined) found(each, token.start, end);
    }
  }
}

function push(rows: Map<string, Sought[]>, key: string, each: Sought): void {
  const row = rows.get(key);
  if (row) row.push(each);
  else rows.set(key, [each]);
}

/** Where the phrase ends that starts with a token; undefined: it does not stand there. */
function endOf(words: readonly string[], tokens: readonly Token[], first: number): number | undefined {
  for (let k = 0; k < words.length; k++) {
    const token = tokens[first + k];
    if (!token || !fits(words[k]!, token.text)) return undefined;
    if (k > 0 && token.start - tokens[first + k - 1]!.end > widestGap) return undefined;
  }
  return tokens[first + words.length - 1]!.end;
}

/** Whether a word is what a pattern with stars means. Each piece is taken where it first fits: no way back is needed. */
function fits(pattern: string, word: string): boolean {
  if (!pattern.includes('*')) return pattern === word;
  const pieces = pattern.split('*');
  const [head = '', tail = ''] = [pieces[0], pieces.at(-1)];
  if (!word.startsWith(head) || !word.endsWith(tail) || word.length < head.length + tail.length) return false;
  let at = head.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = word.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= word.length - tail.length;
}

/** Stretches of letters, digits and marks. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    let step: number = wordUnits(text, at);
    if (step === 0 || text.charCodeAt(at) === 0x5f) {
      at += step || 1;
      continue;
    }
    const start = at;
    for (; step > 0 && text.charCodeAt(at) !== 0x5f; step = at < text.length ? wordUnits(text, at) : 0)
      at += step;
    if (at - start <= longestToken) tokens.push({ text: text.slice(start, at), start, end: at });
  }
  return tokens;
}
