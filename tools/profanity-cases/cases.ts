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
  /** Of the second set, which nobody mends the check by: counted, never listed. */
  readonly heldOut: boolean;
}

export interface Innocent {
  readonly text: string;
  /** Innocent only in its context: the word itself may be vulgar. */
  readonly context: boolean;
  /** Where it stands in innocents.yml. */
  readonly group: string;
  readonly heldOut: boolean;
}

type Groups = Readonly<Record<string, readonly string[]>>;
const read = <T>(name: string): T => parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as T;
const held =
  read<Readonly<Record<'words' | 'compounds' | 'strict' | 'context', readonly string[]>>>('held-out.yml');

/** Base words, plain and inflected. */
export const words: readonly string[] = Object.values(read<Record<string, Groups>>('words.yml')).flatMap(
  (kinds) => Object.values(kinds).flat(),
);
export const heldOutWords = held.words;
const compoundWords = Object.values(read<Groups>('compounds.yml')).flat();

const carriers = [
  ['I told him that this ', ' thing was over.'],
  ['Look at that ', ', they said'],
] as const;

const bare = (name: 'plain' | 'compound') =>
  ({ name, family: name, hard: false, around: ['', ''] as const }) as const;
type Manner = Omit<Disguise, 'of' | 'family'> & Pick<Case, 'family'>;

/** The word in both sentences; one that is held out in the first alone. */
function carried(word: string, shown: string, manner: Manner, heldOut: boolean): readonly Case[] {
  const [open, close] = manner.around;
  return carriers.slice(0, heldOut ? 1 : 2).map(([before, after]) => {
    const start = before.length + open.length;
    return {
      text: before + open + shown + close + after,
      span: { start, end: start + shown.length },
      word,
      disguise: manner.name,
      family: manner.family,
      hard: manner.hard,
      heldOut,
    };
  });
}

/** Every base word as it is. */
export const plainCases = (): readonly Case[] => undisguised('plain', words, heldOutWords);

/** Compounds, inflections and misspellings as they are. */
export const compounds = (): readonly Case[] => undisguised('compound', compoundWords, held.compounds);

const undisguised = (
  name: 'plain' | 'compound',
  open: readonly string[],
  heldOut: readonly string[],
): readonly Case[] => [
  ...open.flatMap((word) => carried(word, word, bare(name), false)),
  ...heldOut.flatMap((word) => carried(word, word, bare(name), true)),
];

/** Every base word in every disguise that changes it, unless what comes out is innocent by itself: K1K3 is a code. */
export function disguisedCases(): readonly Case[] {
  const strict = new Set(innocents().flatMap(({ text, context }) => (context ? [] : text.toLowerCase())));
  const inDisguise = (word: string, disguise: Disguise, heldOut: boolean): readonly Case[] => {
    const shown = disguise.of(word);
    const counts = shown !== undefined && !strict.has(shown.toLowerCase());
    return counts ? carried(word, shown, disguise, heldOut) : [];
  };
  return disguises.flatMap((disguise) => [
    ...words.flatMap((word) => inDisguise(word, disguise, false)),
    ...heldOutWords.flatMap((word) => inDisguise(word, disguise, true)),
  ]);
}

export function innocents(): readonly Innocent[] {
  const kinds = read<Readonly<Record<'strict' | 'context' | 'foreign', Groups>>>('innocents.yml');
  const listed = Object.entries(kinds).flatMap(([kind, groups]) =>
    Object.entries(groups).flatMap(([group, texts]) =>
      texts.map((text) => ({ text, context: kind === 'context', group: `${kind} ${group}`, heldOut: false })),
    ),
  );
  const unlisted = (['strict', 'context'] as const).flatMap((kind) =>
    held[kind].map((text) => ({ text, context: kind === 'context', group: kind, heldOut: true })),
  );
  return [...listed, ...unlisted];
}
