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
  D: {},
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
 * So many rows, half of them hate; each frame as often as any other of its side. The same seed gives the same rows.
 */
export function templateRows(count: number, seed = 1): TemplateRow[] {
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
    for (let made = 0, tried = 0; made < count / 2 && tried < count * 2; tried++) {
      const { phenomenon, targets, frame, heldOut } = frames[tried % frames.length]!;
      const text = disguised(spelled(fill(frame)), next);
      if (known.has(text)) continue;
      known.add(text);
      rows.push({ text, heldOut, phenomenon, targets });
      made++;
    }
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
