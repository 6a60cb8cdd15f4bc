import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { random } from '../../bench/texts.js';
import type { Targets } from '../sources.js';

/**
 * Labelled rows made from frames: what hate is and what only looks like it, side by side (derogation and praise, threat and its
 * denial, slur and homonym, own voice and report, people and things). Written from the definitions of these phenomena,
 * without sight of any test set that is built the same way.
 */
export interface TemplateRow {
  readonly text: string;
  /** Of frames, a fifth is held out whole: rows of one frame are too alike to judge each other. */
  readonly heldOut: boolean;
  readonly phenomenon: string;
  readonly targets: Targets;
}

const words = z.record(z.string(), z.array(z.string()).min(1));
const labels: Readonly<Record<string, Targets>> = {
  I: { IDENTITY_ATTACK: 1 },
  T: { THREAT: 1 },
  P: { PROFANITY: 1 },
  D: { DEHUMANIZATION: 1 },
};

interface Frame {
  readonly phenomenon: string;
  readonly targets: Targets;
  readonly frame: string;
  readonly heldOut: boolean;
}

const read = (name: string): string => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');

/** Phenomena whose frames hold words that are slurs elsewhere. */
const mixed: ReadonlySet<string> = new Set(['slur', 'reclaimed', 'homonym']);
/** Phenomena in which nobody is denied their humanity, whatever words are used. */
const human: ReadonlySet<string> = new Set([
  'positive',
  'neutral',
  'negated',
  'counter',
  'object',
  'homonym',
  'profanity',
  'news',
]);
/** Phenomena in which people are merely named. */
const harmless: ReadonlySet<string> = new Set(['positive', 'neutral', 'news']);

/** @throws Error that names file and line where a frame is not phenomenon, labels, text with known slots */
export function readFrames(name: string, source: string, slots: ReadonlySet<string>): Frame[] {
  return source.split('\n').flatMap((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const [phenomenon, marks, frame] = line.split('\t');
    if (!phenomenon || !marks || !frame)
      throw new Error(`${name}:${at + 1}: not phenomenon, labels and frame`);
    for (const [, slot] of frame.matchAll(/\{(\w+)\}/g))
      if (!slots.has(slot!)) throw new Error(`${name}:${at + 1}: no words for {${slot}}`);
    const targets: Targets = {
      IDENTITY_ATTACK: 0,
      THREAT: 0,
      // Raters differ on whether a slur is obscene.
      ...(!frame.includes('{slur') && !mixed.has(phenomenon) && { PROFANITY: 0 }),
      ...(human.has(phenomenon) && { DEHUMANIZATION: 0 }),
      ...(harmless.has(phenomenon) && !marks.includes('P') && { TOXICITY: 0 }),
    };
    for (const mark of marks)
      if (mark !== '-') Object.assign(targets, labels[mark] ?? fail(`${name}:${at + 1}: label ${mark}`));
    return [{ phenomenon, targets, frame, heldOut: at % 5 === 2 }];
  });
}

function fail(reason: string): never {
  throw new Error(reason);
}

/**
 * Rows of frames, half of them hate and each frame as often as any other of its side, and rows of clauses with what is put
 * round them. The same seed gives the same rows.
 */
export function templateRows(frameCount: number, clauseCount: number, seed = 1): TemplateRow[] {
  const fillers = words.parse(parse(read('words.yml')));
  const slots = new Set(Object.keys(fillers));
  const next = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  const fill = (frame: string): string =>
    frame.replace(/\{(\w+)\}/g, (_, slot: string) => pick(fillers[slot]!));
  const rows: TemplateRow[] = [];
  const known = new Set<string>();
  for (const side of ['hate.txt', 'leave.txt']) {
    const frames = readFrames(side, read(side), slots);
    for (let made = 0, tried = 0; made < frameCount / 2 && tried < frameCount * 2; tried++) {
      const { phenomenon, targets, frame, heldOut } = frames[tried % frames.length]!;
      const text = disguised(spelled(fill(frame)), next);
      if (known.has(text)) continue;
      known.add(text);
      rows.push({ text, heldOut, phenomenon, targets });
      made++;
    }
  }
  const lists = clauseLists.parse(parse(read('clauses.yml')));
  for (const combination of combinations)
    for (let made = 0, tried = 0; made < clauseCount * combination.share && tried < clauseCount; tried++) {
      const { clause, voice, of } = combination;
      const at = Math.floor(next() * lists[clause].length);
      const round = Math.floor(next() * lists[voice].length);
      const said = lists[clause][at]!.replaceAll(/\bS\b/g, () => `{${of}}`);
      const text = disguised(spelled(fill(lists[voice][round]!.replace(/\bX\b/, () => said))), next);
      if (known.has(text)) continue;
      known.add(text);
      rows.push({
        text,
        heldOut: at % 5 === 2 || round % 5 === 2,
        phenomenon: `${voice} ${clause} ${of}`,
        targets: targetsOfClause(combination),
      });
      made++;
    }
  return rows;

  /** As people write: a capital and an end mark mostly, sometimes shouted. */
  function spelled(text: string): string {
    const style = next();
    if (style < 0.05) return text.toUpperCase();
    const start = style < 0.6 ? text[0]!.toUpperCase() + text.slice(1) : text;
    return /[a-z]$/.test(start) ? `${start}${pick(['', '', '.', '.', '!', '...'])}` : start;
  }
}

const clauseLists = z.strictObject({
  bad: z.array(z.string()),
  harm: z.array(z.string()),
  good: z.array(z.string()),
  plain: z.array(z.string()),
  own: z.array(z.string()),
  against: z.array(z.string()),
  doubt: z.array(z.string()),
});
type Lists = z.infer<typeof clauseLists>;

/** What is said, in whose voice and of whom; how often; whether it attacks people for who they are. */
const combinations: readonly {
  readonly clause: keyof Lists;
  readonly voice: 'own' | 'against' | 'doubt';
  readonly of: 'groups' | 'slurs' | 'workers' | 'objects';
  readonly share: number;
  readonly attack: boolean;
}[] = [
  { clause: 'bad', voice: 'own', of: 'groups', share: 0.27, attack: true },
  { clause: 'harm', voice: 'own', of: 'groups', share: 0.09, attack: true },
  { clause: 'good', voice: 'doubt', of: 'groups', share: 0.08, attack: true },
  { clause: 'bad', voice: 'own', of: 'slurs', share: 0.03, attack: true },
  { clause: 'plain', voice: 'own', of: 'slurs', share: 0.02, attack: true },
  { clause: 'harm', voice: 'own', of: 'slurs', share: 0.01, attack: true },
  { clause: 'bad', voice: 'against', of: 'groups', share: 0.15, attack: false },
  { clause: 'harm', voice: 'against', of: 'groups', share: 0.06, attack: false },
  { clause: 'bad', voice: 'against', of: 'slurs', share: 0.02, attack: false },
  { clause: 'good', voice: 'own', of: 'groups', share: 0.1, attack: false },
  { clause: 'plain', voice: 'own', of: 'groups', share: 0.06, attack: false },
  { clause: 'bad', voice: 'own', of: 'workers', share: 0.04, attack: false },
  { clause: 'harm', voice: 'own', of: 'workers', share: 0.02, attack: false },
  { clause: 'bad', voice: 'own', of: 'objects', share: 0.03, attack: false },
  { clause: 'harm', voice: 'own', of: 'objects', share: 0.02, attack: false },
];

function targetsOfClause({ clause, voice, of, attack }: (typeof combinations)[number]): Targets {
  const people = of !== 'objects';
  const harmless = voice === 'own' && of === 'groups' && (clause === 'good' || clause === 'plain');
  return {
    IDENTITY_ATTACK: attack ? 1 : 0,
    THREAT: clause === 'harm' && voice === 'own' && people ? 1 : 0,
    ...(of !== 'slurs' && { PROFANITY: 0 }),
    ...(harmless && { TOXICITY: 0 }),
    ...((!attack && of === 'groups') || !people ? { DEHUMANIZATION: 0 } : {}),
  };
}

const leet: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5' };

/** One row in ten has a word misspelled: a letter swapped for a digit, left out, doubled, or put apart. */
function disguised(text: string, next: () => number): string {
  if (next() > 0.1) return text;
  const parts = text.split(' ');
  const at = Math.floor(next() * parts.length);
  const word = parts[at]!;
  if (!/^[a-z]{4,}$/.test(word)) return text;
  const k = 1 + Math.floor(next() * (word.length - 2));
  const letter = word[k]!;
  const kind = next();
  parts[at] =
    kind < 0.3 && leet[letter]
      ? word.replaceAll(letter, leet[letter])
      : kind < 0.6
        ? word.slice(0, k) + word.slice(k + 1)
        : kind < 0.85
          ? word.slice(0, k) + letter.repeat(3) + word.slice(k + 1)
          : [...word].join(' ');
  return parts.join(' ');
}
