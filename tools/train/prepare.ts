import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { Text } from '../../src/text/text.js';
import { readCaseFile } from '../dehumanizing-cases/cases.js';
import type { IdentityTerms } from './identity.js';
import {
  conversational,
  dehumanizingCases,
  type Labels,
  type Source,
  sources,
  type Targets,
  templates,
} from './sources.js';
import { templateRows } from './templates/index.js';

/** One labelled text, cleaned. */
export interface Row {
  readonly source: Source;
  readonly text: string;
  /** `new Text(text).folded.text`, or the same with other groups named where `unfolded`. */
  readonly folded: string;
  readonly targets: Targets;
  /** Read this row with its identity terms as they stand: see {@link prepare}. */
  readonly unfolded: boolean;
}

export interface Prepared {
  readonly training: readonly Row[];
  readonly development: readonly Row[];
}

/** How many rows are made of frames and clauses, and whether the dehumanizing sentences come too. */
export interface OwnRows {
  readonly frames: number;
  readonly clauses: number;
  readonly cases: boolean;
}

/** How many rows in a hundred are read with their identity terms as they stand. */
const unfoldedShare = 15;

/**
 * Reads the sources that a folder holds (`<name>.jsonl.gz`, rows `{text, labels}`), in a fixed order. A text that came
 * before is left out, so that no text both trains and judges. In 15 of 100 training rows the listed identity terms
 * are swapped for random listed or invented ones and not folded: a group that no one listed then moves the score little.
 *
 * @param own our own rows, which come after those of the sources
 */
export async function prepare(
  folder: string,
  { identity }: IdentityTerms,
  own: OwnRows = { frames: 30_000, clauses: 40_000, cases: true },
): Promise<Prepared> {
  const training: Row[] = [];
  const development: Row[] = [];
  const terms = identity.filter((term) => !term.includes(' '));
  const listed = new Set(terms);
  const known = new Set<number>();
  for (const source of sources) {
    const file = join(folder, `${source.name}.jsonl.gz`);
    if (!existsSync(file)) throw new Error(`${source.name}.jsonl.gz is missing in the data folder`);
    for await (const row of readRows(file)) {
      const text = clean(row.text);
      const folded = new Text(text).folded.text;
      const print = fingerprint(folded);
      if (known.has(print) || (source.oneIn && scattered(print) % source.oneIn !== 0)) continue;
      const said = source.targets(row.labels);
      if (Object.keys(said).length === 0) continue;
      // What raters found harmless in a conversation denies nobody's humanity either.
      const harmless = said.TOXICITY === 0 && conversational.has(source.name);
      const targets = harmless ? { ...said, DEHUMANIZATION: 0 } : said;
      known.add(print);
      if (isHeldOut(source, text, row.labels))
        development.push({ source, text, folded, targets, unfolded: false });
      else {
        const unfolded = scattered(print ^ 0x55) % 100 < unfoldedShare;
        const swapped = unfolded ? swapTerms(folded, terms, listed, print) : folded;
        training.push({ source, text, folded: swapped, targets, unfolded });
      }
    }
  }
  const made: { source: Source; text: string; targets: Targets; heldOut: boolean }[] = [
    ...templateRows(own.frames, own.clauses).map((row) => ({ ...row, source: templates })),
    ...(own.cases ? caseRows() : []),
  ];
  for (const { source, text, targets, heldOut } of made) {
    const folded = new Text(text).folded.text;
    const print = fingerprint(folded);
    if (known.has(print)) continue;
    known.add(print);
    const row = { source, text, targets };
    if (heldOut) development.push({ ...row, folded, unfolded: false });
    else {
      const unfolded = scattered(print ^ 0x55) % 100 < unfoldedShare;
      const swapped = unfolded ? swapTerms(folded, terms, listed, print) : folded;
      training.push({ ...row, folded: swapped, unfolded });
    }
  }
  return { training, development };
}

/** Sentences that dehumanize and look-alikes; one in ten is held out, a pair's two sides together. */
function* caseRows(): Generator<{ source: Source; text: string; targets: Targets; heldOut: boolean }> {
  const folder = new URL('../dehumanizing-cases/training/', import.meta.url);
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.yml')) continue;
    const { sentences, pairs } = readCaseFile(new URL(name, folder));
    const groups = [...sentences.map((one) => [one]), ...pairs.map(({ flag, leave }) => [flag, leave])];
    for (const group of groups) {
      const heldOut = scattered(fingerprint(new Text(group[0]!.text).folded.text)) % 10 === 0;
      for (const { text, expected } of group) {
        const kinds = expected.map(({ kind }) => kind);
        if (kinds.includes('death_wish')) continue;
        yield {
          source: dehumanizingCases,
          text,
          targets: { DEHUMANIZATION: kinds.length > 0 ? 1 : 0 },
          heldOut,
        };
      }
    }
  }
}

/** Whether the trainer never learns from this row of the source: it is fit to judge by. */
export function isHeldOut(source: Source, text: string, labels: Labels): boolean {
  if (source.use !== 'split') return source.use === 'develop';
  const key = source.key?.(labels) ?? new Text(clean(text)).folded.text;
  return scattered(fingerprint(key)) % 10 === 0;
}

/** Rows of a JSONL file, gzipped or not. @throws Error naming file and row where one is not {text, …} */
export async function* readRows(file: string): AsyncGenerator<{ text: string; labels: Labels }> {
  const bytes = createReadStream(file);
  const lines = createInterface({ input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes });
  let at = 0;
  for await (const line of lines) {
    if (line.trim() === '') continue;
    at++;
    let row: { text?: unknown; labels?: Labels };
    try {
      row = JSON.parse(line);
    } catch {
      throw new Error(`${basename(file)}, row ${at}: not JSON`);
    }
    const { text, labels, ...rest } = row;
    if (typeof text !== 'string') throw new Error(`${basename(file)}, row ${at}: no text`);
    yield { text, labels: { ...rest, ...labels } };
  }
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** What the crawl left in the texts taken out: HTML entities, retweet marks, stand-ins for names and links. */
export function clean(text: string): string {
  return text
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => entities[name]!)
    .replace(/\bRT @\w+:?|@user\b|\[(?:USER|URL)\]|https?:\/\/\S+/g, ' ');
}

/** FNV-1a over letters and digits: spacing and punctuation make no other text. 53 bits, two 26-bit halves. */
function fingerprint(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x2545f491;
  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k);
    if (unit < 0x30 || (unit > 0x39 && unit < 0x61)) continue;
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x5bd1e995) ^ (high >>> 13);
  }
  return (high >>> 6) * 0x4000000 + (low >>> 6);
}

/** A number from a fingerprint that does not follow its order. */
function scattered(print: number): number {
  const mixed = Math.imul((print % 0x100000000) ^ (print >>> 15), 0x2c1b3c6d);
  return (Math.imul(mixed ^ (mixed >>> 13), 0x297a2d39) >>> 8) & 0xffff;
}

function swapTerms(
  folded: string,
  terms: readonly string[],
  listed: ReadonlySet<string>,
  seed: number,
): string {
  let turn = scattered(seed ^ 0x1234);
  return folded.replace(/[a-z0-9]+/g, (word) => {
    if (!listed.has(word)) return word;
    turn = (turn * 31 + 17) % (terms.length * 3);
    return turn % 3 === 0 ? invented(turn) : terms[turn % terms.length]!;
  });
}

/** A people that nobody knows: two or three syllables and a plural. */
function invented(seed: number): string {
  const at = (k: number): string => syllables[(seed * (k + 7) + 3 * k) % syllables.length]!;
  return `${at(1)}${at(2)}${seed % 2 ? at(3) : ''}${endings[seed % endings.length]}`;
}
const syllables =
  'ba be bo dra do fe ga gu ha ka ke ki la lo lu ma mi mo na ne nu pa po ra ri ro sa se so ta te tu va vi wa wo ya zo'.split(
    ' ',
  );
const endings = ['ns', 'ians', 's', 'ites', 'ers', 'ese', 'an', 'i'];
