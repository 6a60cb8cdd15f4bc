import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Severity } from '../../domain/finding.js';
import { plural, verbForms } from './forms.js';
import { type TagName, tags } from './grammar.js';
import { compile, type Phrase } from './phrase.js';
import { PhraseIndex } from './phrase-index.js';
import { marks, Vocabulary } from './vocabulary.js';

/** What people are likened to: the finding's rule is `dehumanizing/<class>`. */
export const classes = [
  'animal',
  'vermin',
  'disease',
  'filth',
  'predator_monster',
  'demon',
  'object_machine',
  'subhuman',
  'denial_of_mind',
  'extermination',
] as const;
export type DehumanizingClass = (typeof classes)[number];
export type Kind = 'noun' | 'adjective' | 'verb' | 'phrase' | 'emoji' | 'thing';

/** One reviewed entry of comparisons.yml or extermination.yml. */
export interface Comparison {
  readonly id: string;
  readonly class: DehumanizingClass;
  readonly kind: Kind;
  readonly reach: 'any' | 'bare' | 'likely' | 'slot';
  readonly severity: Severity;
  readonly group?: string;
  readonly needs?: 'person' | 'call' | 'caged' | 'modifier';
}
/** A comparison as one of its words gives it. */
export interface Likeness extends Comparison {
  readonly plural: boolean;
  readonly mass: boolean;
}
export interface DeathWish {
  readonly id: string;
  readonly severity: Severity;
  readonly note: string;
  readonly call: boolean;
}
/** A look-alike: an idiom to mask, or a word that makes families of comparisons literal. */
export interface LookAlike {
  readonly kind: 'idiom' | 'literal' | 'nearby' | 'praise';
  readonly groups: readonly string[];
}
export type Cue = 'human' | 'endorse' | 'mock' | 'reject' | 'report' | 'fond' | 'personcue';

/** Everything that the readers look up, made once. */
export interface Lexicons {
  readonly tagOf: ReadonlyMap<string, number>;
  readonly vocabulary: Vocabulary;
  readonly likenesses: PhraseIndex<Likeness>;
  /** "It" and "that thing", read only where a cue tells of a person. */
  readonly things: PhraseIndex<Likeness>;
  readonly deathWishes: PhraseIndex<DeathWish>;
  readonly lookAlikes: PhraseIndex<LookAlike>;
  readonly cues: PhraseIndex<Cue>;
  readonly emoji: ReadonlySet<string>;
  /** Of all lexicon files together. */
  readonly hash: string;
}

type Written = string | { readonly word?: string; readonly plural?: string; readonly verb?: string };
interface Entry {
  readonly id: string;
  readonly note: string;
  readonly phrases: readonly Written[];
  readonly [field: string]: unknown;
}

const files = [
  'grammar',
  'people',
  'comparisons',
  'imagery',
  'extermination',
  'lookalikes',
  'cues',
  'death-wishes',
] as const;
export type LexiconFile = (typeof files)[number];

const read = (file: LexiconFile): string => readFileSync(new URL(`./${file}.yml`, import.meta.url), 'utf8');

/** Reads the lexicons beside this file. @throws Error that names file and entry when one is not as it should be */
export function loadLexicons(source: (file: LexiconFile) => string = read): Lexicons {
  const sources = Object.fromEntries(files.map((file) => [file, source(file)])) as Record<
    LexiconFile,
    string
  >;
  const tagOf = new Map<string, number>();
  const tag = (word: string, bit: number): void => void tagOf.set(word, (tagOf.get(word) ?? 0) | bit);
  const { common: frequent = [], ...grammar } = parse(sources.grammar) as Record<string, string[]>;
  const common = new Set(frequent);
  for (const [name, words] of Object.entries(grammar)) {
    const bit = tags[name as TagName];
    if (bit === undefined) throw new Error(`grammar.yml: unknown tag ${name}`);
    for (const word of words) tag(String(word), bit);
  }
  for (const entry of entries('people', sources.people)) {
    const bits =
      tags.person |
      (entry.offender === true ? tags.offender : 0) |
      (entry.identity === true ? tags.identity : 0);
    for (const { word } of entry.phrases.flatMap((phrase) => nounForms(phrase))) tag(word, bits);
  }
  for (const word of tagOf.keys()) common.add(word);
  const likenesses: Phrase<Likeness>[] = [];
  const emoji = new Set<string>();
  const compared = [
    ...entries('comparisons', sources.comparisons),
    ...entries('imagery', sources.imagery),
    ...entries('extermination', sources.extermination),
  ];
  for (const entry of compared) {
    const base = comparison(entry);
    for (const written of entry.phrases)
      for (const { word, many, mass } of likenessForms(base.kind, written)) {
        if (base.kind === 'emoji') for (const symbol of word.split(/[ |]/)) emoji.add(symbol);
        // "Beetles are creatures": as a subject, what people are likened to is itself.
        if (base.kind === 'noun' && !word.includes(' ') && !((tagOf.get(word) ?? 0) & tags.person))
          tag(word, tags.abstract);
        likenesses.push(compile(word, { ...base, plural: many, mass }));
      }
  }
  const lookAlikes = entries('lookalikes', sources.lookalikes).flatMap((entry) =>
    entry.phrases.map((phrase) =>
      compile<LookAlike>(String(phrase), {
        kind: entry.id === 'praise' ? 'praise' : (entry.kind as LookAlike['kind']),
        groups: (entry.groups as string[] | undefined) ?? [],
      }),
    ),
  );
  const cues = entries('cues', sources.cues).flatMap((entry) => {
    if (entry.kind === 'abstract') {
      for (const word of entry.phrases) tag(String(word), tags.abstract);
      return [];
    }
    return entry.phrases.map((phrase) => compile<Cue>(String(phrase), entry.kind as Cue));
  });
  const deathWishes = entries('death-wishes', sources['death-wishes']).flatMap((entry) =>
    entry.phrases.map((phrase) =>
      compile<DeathWish>(String(phrase), {
        id: entry.id,
        severity: entry.severity as Severity,
        note: entry.note,
        call: entry.call === true,
      }),
    ),
  );
  const commonness = (word: string): number => (common.has(word) ? 10 : 0);
  const index = <Meaning>(mark: number, phrases: readonly Phrase<Meaning>[]): PhraseIndex<Meaning> =>
    new PhraseIndex(mark, phrases, commonness);
  const indexes = {
    likenesses: index(
      marks.likeness,
      likenesses.filter(({ meaning }) => meaning.kind !== 'thing'),
    ),
    things: index(
      marks.thing,
      likenesses.filter(({ meaning }) => meaning.kind === 'thing'),
    ),
    deathWishes: index(marks.deathWish, deathWishes),
    lookAlikes: index(marks.lookAlike, lookAlikes),
    cues: index(marks.cue, cues),
  };
  const personCues = index(
    marks.personCue,
    cues.filter(({ meaning }) => meaning === 'personcue'),
  );
  const hash = createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 12);
  const signs = [...Object.values(indexes), personCues].flatMap((phrases) => [...phrases.signs()]);
  const vocabulary = new Vocabulary(tagOf, signs);
  return { tagOf, vocabulary, ...indexes, emoji, hash };
}

/** Parses one file and refuses what a reviewer would: no id, no note, empty or repeated phrases. */
function entries(file: LexiconFile, source: string): Entry[] {
  const list = parse(source) as Entry[];
  const ids = new Set<string>();
  for (const entry of list) {
    const where = `${file}.yml: entry ${entry.id}`;
    if (!entry.id || ids.has(entry.id)) throw new Error(`${where}: id absent or repeated`);
    ids.add(entry.id);
    if (!entry.note) throw new Error(`${where}: note absent`);
    if (!Array.isArray(entry.phrases) || entry.phrases.length === 0) throw new Error(`${where}: no phrases`);
    const seen = new Set<string>();
    for (const phrase of entry.phrases) {
      const spelled = typeof phrase === 'string' ? phrase : (phrase?.word ?? phrase?.verb ?? '');
      if (spelled.trim() === '') throw new Error(`${where}: empty phrase`);
      if (seen.has(spelled)) throw new Error(`${where}: "${spelled}" is there twice`);
      seen.add(spelled);
    }
  }
  return list;
}

function comparison(entry: Entry): Comparison {
  if (!classes.includes(entry.class as DehumanizingClass))
    throw new Error(`comparisons.yml: entry ${entry.id}: unknown class ${String(entry.class)}`);
  return {
    id: entry.id,
    class: entry.class as DehumanizingClass,
    kind: entry.kind as Kind,
    reach: (entry.reach as Comparison['reach'] | undefined) ?? 'any',
    severity: entry.severity as Severity,
    ...(typeof entry.group === 'string' && { group: entry.group }),
    ...(typeof entry.needs === 'string' && { needs: entry.needs as NonNullable<Comparison['needs']> }),
  };
}

/** A noun and its plural; `{word}` alone is a mass noun or has only this form. */
function nounForms(written: Written): { word: string; many: boolean; mass: boolean }[] {
  if (typeof written === 'string')
    return [
      { word: written, many: false, mass: false },
      { word: plural(written), many: true, mass: false },
    ];
  const word = written.word ?? '';
  const only = { word, many: written.plural === undefined, mass: written.plural === undefined };
  return written.plural ? [only, { word: written.plural, many: true, mass: false }] : [only];
}

function likenessForms(kind: Kind, written: Written): { word: string; many: boolean; mass: boolean }[] {
  if (kind === 'noun') return nounForms(written);
  if (typeof written !== 'string' && written.verb)
    return verbForms(written.verb).map((word) => ({ word, many: false, mass: false }));
  return [{ word: String(typeof written === 'string' ? written : written.word), many: false, mass: false }];
}
