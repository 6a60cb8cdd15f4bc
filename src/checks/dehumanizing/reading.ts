import type { CommentContext } from '../../domain/comment.js';
import type { Text } from '../../text/text.js';
import { tags } from './grammar.js';
import type { Cue, Lexicons, Likeness, LookAlike } from './lexicon.js';
import type { Sighting } from './phrase.js';
import { quotedTokens } from './quotation.js';
import { breaks, type Token, tokenize } from './tokens.js';

export type Candidate = Sighting<Likeness>;

interface LookAlikeReading {
  /** 1 where a token lies in an idiom or a name. */
  readonly masked: Uint8Array;
  /** Words of the comment that make families of comparisons literal. */
  readonly sights: readonly LiteralSight[];
  /** How many words make each family praise. */
  readonly praised: ReadonlyMap<string, number>;
}

/** A word that makes families of comparisons literal; `near`: only in its own sentence. */
export interface LiteralSight {
  readonly first: number;
  readonly last: number;
  readonly near: boolean;
  readonly groups: readonly string[];
}

/** Longer sentences are read in parts of so many tokens: readers look through a sentence, and must stay linear. */
const longestSentence = 80;

/** A comment as the readers of slots and vetoes see it. What costs is read when first asked for. */
export class Reading {
  /** Token index where the sentence of each token starts, and where it ends (not included). */
  readonly from: Int32Array;
  readonly to: Int32Array;
  #quoted: Uint8Array | undefined;
  #lookAlikes: LookAlikeReading | undefined;
  #cues: ReadonlyMap<Cue, Int32Array> | undefined;

  /** @param there what the article's title and text make literal */
  constructor(
    readonly raw: string,
    readonly tokens: readonly Token[],
    readonly about: CommentContext,
    readonly lexicons: Lexicons,
    readonly there: () => ArticleReading,
  ) {
    const from = new Int32Array(tokens.length);
    const to = new Int32Array(tokens.length);
    for (let k = 0; k < tokens.length; k++)
      from[k] =
        k === 0 || tokens[k]!.parted >= breaks.sentence || k - from[k - 1]! >= longestSentence
          ? k
          : from[k - 1]!;
    for (let k = tokens.length - 1; k >= 0; k--)
      to[k] = k + 1 === tokens.length || from[k + 1] === k + 1 ? k + 1 : to[k + 1]!;
    this.from = from;
    this.to = to;
  }

  /** 1 where a token stands in a quotation. */
  get quoted(): Uint8Array {
    this.#quoted ??= quotedTokens(this.raw, this.tokens);
    return this.#quoted;
  }

  get lookAlikes(): LookAlikeReading {
    this.#lookAlikes ??= readLookAlikes(this.lexicons.lookAlikes.sightings(this.tokens), this.tokens.length);
    return this.#lookAlikes;
  }

  /** For each kind of cue, how many open before each token: differences count those in a range. */
  get cues(): ReadonlyMap<Cue, Int32Array> {
    this.#cues ??= countCues(this.lexicons.cues.sightings(this.tokens), this.tokens.length);
    return this.#cues;
  }
}

/** Literal words that are weighed: each comparison looks at all of them, and a comment needs no more to be about rats. */
const mostSights = 100;

function readLookAlikes(sightings: readonly Sighting<LookAlike>[], length: number): LookAlikeReading {
  const masked = new Uint8Array(length);
  const sights: LiteralSight[] = [];
  const praised = new Map<string, number>();
  for (const { first, last, meaning } of sightings) {
    const { kind, groups } = meaning;
    if (kind === 'idiom') masked.fill(1, first, last + 1);
    else if (kind === 'praise') for (const group of groups) praised.set(group, (praised.get(group) ?? 0) + 1);
    else if (sights.length < mostSights) sights.push({ first, last, near: kind === 'nearby', groups });
  }
  return { masked, sights, praised };
}

/** What an article says of the families of comparisons. */
export interface ArticleReading {
  readonly literal: ReadonlySet<string>;
  readonly human: boolean;
}

export const noArticle: ArticleReading = { literal: new Set(), human: false };

/** Most characters of an article's text that are read: the head of a story says what it is about. */
const articleHead = 4000;

/** Reads what a story is about: which families of comparisons it makes literal, and whether people are blamed in it. */
export function readArticle(
  { article }: CommentContext,
  lexicons: Lexicons,
  asText: (raw: string) => Text,
): ArticleReading {
  if (!article?.title && !article?.text) return noArticle;
  const text = asText(`${article.title ?? ''}\n${(article.text ?? '').slice(0, articleHead)}`);
  const tokens = tokenize(text, lexicons.vocabulary, () => false);
  const counts = new Map<string, number>();
  for (const { meaning } of lexicons.lookAlikes.sightings(tokens))
    if (meaning.kind === 'literal' || meaning.kind === 'nearby')
      for (const group of meaning.groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  for (const { meaning } of lexicons.likenesses.sightings(tokens))
    if (meaning.kind === 'noun' && meaning.group)
      counts.set(meaning.group, (counts.get(meaning.group) ?? 0) + 1);
  const blamed = tokens.filter((token) => token.tags & tags.offender || courtWords.has(token.text)).length;
  const literal = new Set<string>();
  for (const [group, count] of counts)
    if (count > blamed * 2 || (blamed === 0 && count > 0)) literal.add(group);
  return { literal, human: blamed > 0 };
}

const courtWords = new Set(
  'police officer officers arrested charged court prosecutors shooting murder robbery stabbing assault trial'.split(
    ' ',
  ),
);

/** Whether a cue of that kind opens in the tokens [from, to). */
export function hasCue({ cues }: Reading, kind: Cue, from: number, to: number): boolean {
  const counts = cues.get(kind);
  return counts !== undefined && counts[to]! > counts[Math.max(0, from)]!;
}

function countCues(sightings: readonly Sighting<Cue>[], length: number): Map<Cue, Int32Array> {
  const counts = new Map<Cue, Int32Array>();
  for (const { first, meaning } of sightings) {
    let opened = counts.get(meaning);
    if (!opened) {
      opened = new Int32Array(length + 1);
      counts.set(meaning, opened);
    }
    opened[first + 1]!++;
  }
  for (const opened of counts.values()) for (let k = 1; k <= length; k++) opened[k]! += opened[k - 1]!;
  return counts;
}
