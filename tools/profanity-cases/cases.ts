import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Span } from '../../src/domain/span.js';
import { type Disguise, disguises, type Family } from './disguises.js';

/** A sentence that holds something to find. */
export interface Case {
  readonly text: string;
  /** The whole disguised token, half-open, UTF-16. */
  readonly span: Span;
  readonly word: string;
  /** Name of the disguise, `plain` or `compound`. */
  readonly disguise: string;
  readonly family: Family | 'plain' | 'compound';
  readonly hard: boolean;
}

export interface Innocent {
  readonly text: string;
  /** Innocent only in its context: the word itself may be vulgar. */
  readonly context: boolean;
  /** Where it stands in innocents.yml. */
  readonly group: string;
}

type Groups = Readonly<Record<string, readonly string[]>>;
const read = <T>(name: string): T => parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;

/** Base words, plain and inflected. */
export const words: readonly string[] = Object.values(read<Record<string, Groups>>('words.yml')).flatMap(
  (kinds) => Object.values(kinds).flat(),
);
const compoundWords = Object.values(read<Groups>('compounds.yml')).flat();

const carriers = [
  ['I told him that this ', ' thing was over.'],
  ['Look at that ', ', they said'],
] as const;

/** The word in both sentences. */
function carried(
  word: string,
  shown: string,
  disguise: Pick<Disguise, 'name' | 'hard' | 'around'>,
  family: Case['family'],
): readonly Case[] {
  const [open, close] = disguise.around;
  return carriers.map(([before, after]) => {
    const start = before.length + open.length;
    return {
      text: before + open + shown + close + after,
      span: { start, end: start + shown.length },
      word,
      disguise: disguise.name,
      family,
      hard: disguise.hard,
    };
  });
}

const bare = (name: string) => ({ name, hard: false, around: ['', ''] }) as const;

/** Every base word as it is. */
export const plainCases = (): readonly Case[] =>
  words.flatMap((word) => carried(word, word, bare('plain'), 'plain'));

/** Every base word in every disguise that changes it, unless what comes out is innocent by itself: K1K3 is a code. */
export function disguisedCases(): readonly Case[] {
  const strict = new Set(innocents().flatMap(({ text, context }) => (context ? [] : text.toLowerCase())));
  return disguises.flatMap((disguise) =>
    words.flatMap((word) => {
      const shown = disguise.of(word);
      const counts = shown !== undefined && !strict.has(shown.toLowerCase());
      return counts ? carried(word, shown, disguise, disguise.family) : [];
    }),
  );
}

/** Compounds, inflections and misspellings as they are. */
export const compounds = (): readonly Case[] =>
  compoundWords.flatMap((word) => carried(word, word, bare('compound'), 'compound'));

export function innocents(): readonly Innocent[] {
  const kinds = read<Readonly<Record<'strict' | 'context' | 'foreign', Groups>>>('innocents.yml');
  return Object.entries(kinds).flatMap(([kind, groups]) =>
    Object.entries(groups).flatMap(([group, texts]) =>
      texts.map((text) => ({ text, context: kind === 'context', group: `${kind} ${group}` })),
    ),
  );
}
