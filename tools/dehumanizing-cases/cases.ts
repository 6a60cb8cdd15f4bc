import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Span } from '../../src/domain/span.js';

/** A sentence with what must be found in it, nothing for a look-alike. */
export interface Case {
  readonly text: string;
  readonly expected: readonly { readonly span: Span; readonly kind: string }[];
}

/** Two sentences as alike as can be: one dehumanizes, the other does not. */
export interface Pair {
  readonly flag: Case;
  readonly leave: Case;
}

export interface CaseSet {
  readonly sentences: readonly Case[];
  readonly pairs: readonly Pair[];
}

export interface Row {
  readonly text: string;
  readonly finds?: string | readonly string[];
}

/** Sets that were written before the rules, by hands that had not seen them. Those under training/ teach the weights since. */
export const sets = ['training/development', 'training/validation', 'training/set-b', 'held-out'] as const;
export type SetName = (typeof sets)[number];

export function readCases(name: SetName): CaseSet {
  return readCaseFile(new URL(`${name}.yml`, import.meta.url));
}

export function readCaseFile(file: URL): CaseSet {
  const { sentences = [], pairs = [] } = parse(readFileSync(file, 'utf8')) as {
    sentences?: readonly Row[];
    pairs?: readonly { flag: Row; leave: Row }[];
  };
  return {
    sentences: sentences.map(readCase),
    pairs: pairs.map(({ flag, leave }) => ({ flag: readCase(flag), leave: readCase(leave) })),
  };
}

/** Marks `[[ ]]` cut out of the text, with the class that each is of. */
export function readCase({ text, finds = [] }: Row): Case {
  const kinds = typeof finds === 'string' ? [finds] : finds;
  const expected: { span: Span; kind: string }[] = [];
  let bare = '';
  let start = -1;
  for (const part of text.split(/(\[\[|\]\])/)) {
    if (part === '[[') start = bare.length;
    else if (part === ']]') {
      expected.push({ span: { start, end: bare.length }, kind: kinds[expected.length] ?? kinds[0] ?? '' });
    } else bare += part;
  }
  return { text: bare, expected };
}
