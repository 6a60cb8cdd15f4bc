import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Case, type Row, readCase, readCaseFile } from '../dehumanizing-cases/cases.js';
import { overlap } from '../dehumanizing-cases/measure.js';
import type { Example } from './extract.js';
import type { Lesson } from './learn.js';

/** A labelled sentence of a training file, and the comparisons in it. */
export interface Taught {
  readonly set: string;
  /** One side of a minimal pair. */
  readonly paired: boolean;
  readonly one: Case;
  readonly examples: readonly Example[];
}

const folder = new URL('../dehumanizing-cases/training/', import.meta.url);
const own = new URL('../../src/checks/dehumanizing/examples.yml', import.meta.url);

/** Every sentence of the training files, and those of the check's examples that need no article and no parent comment. */
export function readTraining(extract: (raw: string) => readonly Example[]): Taught[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort();
  const cases = files.flatMap((set) => {
    const { sentences, pairs } = readCaseFile(new URL(set, folder));
    return [
      ...sentences.map((one) => ({ set, one, paired: false })),
      ...pairs.flatMap(({ flag, leave }) => [flag, leave]).map((one) => ({ set, one, paired: true })),
    ];
  });
  const rows = parse(readFileSync(own, 'utf8')) as (Row & { article?: unknown; parent?: unknown })[];
  for (const { text, finds = [], article, parent } of rows)
    if (!article && !parent) {
      const classes = [finds].flat().map((rule) => rule.replace('dehumanizing/', ''));
      cases.push({ set: 'examples', one: readCase({ text, finds: classes }), paired: false });
    }
  return cases.map((row) => ({ ...row, examples: extract(row.one.text) }));
}

/** Wishes of death have a reader of their own. */
const marksOf = ({ one }: Taught): Case['expected'] =>
  one.expected.filter(({ kind }) => kind !== 'death_wish');

export const isMarked = (taught: Taught): boolean => marksOf(taught).length > 0;

/** The check's own examples are a promise (its tests hold it to them): each counts so many times. */
const exampleWeight = 2;

/** What a comparison teaches: one that stands where a mark is holds; what else is in a marked sentence tells less. */
export function lessonsOf(taught: Taught): Lesson[] {
  const marked = marksOf(taught);
  const counts = taught.set === 'examples' ? exampleWeight : 1;
  return taught.examples.map(({ keys, span, class: named }) => {
    const mark = marked.find((expected) => overlap(expected.span, span) > 0);
    if (mark) return { keys, holds: true, weight: counts * (mark.kind === named ? 1 : 0.3) };
    return { keys, holds: false, weight: counts * (marked.length > 0 ? 0.3 : 1) };
  });
}
