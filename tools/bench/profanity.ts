import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readConfig } from '../../src/config.js';
import { readPolicy } from '../../src/policy-file.js';
import {
  type Case,
  compounds,
  disguisedCases,
  type Innocent,
  innocents,
  plainCases,
} from '../profanity-cases/cases.js';
import { median } from './report.js';
import { comments, random } from './texts.js';

/** What a library says of every case and innocent, in their order, and its rates by round. */
interface Answers {
  readonly name: string;
  readonly caught: readonly boolean[];
  /** Whether one of its spans is the whole disguised word; absent where a library says no spans. */
  readonly exact?: readonly boolean[];
  readonly flagged: readonly boolean[];
  readonly clean: readonly number[];
  readonly profane: readonly number[];
}

/** A figure of every library, and whether more of it is better. */
interface Column {
  readonly name: string;
  readonly better: 'more' | 'less';
  readonly of: (answers: Answers) => number | undefined;
}

const floors = { rate: 100_000, ratio: 6, peerRecall: 30 };

/**
 * The profanity check beside its peers: same process, same texts, turn by turn. Recall counts any finding; an innocent
 * is flagged when the default policy would not let it pass (peers: when they report it).
 */
export async function profanityBench(
  show: { readonly families: boolean; readonly misses: boolean },
  rounds = 9,
): Promise<void> {
  const cases = [...plainCases(), ...disguisedCases(), ...compounds()];
  const harmless = innocents();
  const clean = comments(6000);
  const profane = spiced(comments(3000, 250, 2), cases);
  const child = fork(new URL('measure-profanity.mjs', import.meta.url), { execArgv: [] });
  child.send({
    cases,
    innocents: harmless.map(({ text }) => text),
    clean,
    profane,
    rounds,
    policy: readPolicy(readConfig().policyFile),
  });
  const [answers] = (await once(child, 'message')) as [Answers[]];
  const [ours, ...peers] = answers as [Answers, ...Answers[]];

  const columns = columnsOf(cases, harmless, false);
  const heldOut = columnsOf(cases, harmless, true);
  console.log(
    `\nProfanity: ${cases.length} cases, ${harmless.length} innocents; rates on one core, medians of ${rounds} rounds, ` +
      `clean comments of ${mean(clean)} characters (one in twenty spiced), profane ones of ${mean(profane)} (four in five)`,
  );
  compare(columns, answers);
  console.log('\nThe same with words and innocents that are held out: counted here, never listed');
  compare(heldOut, answers);
  console.log('');
  judgeSpeed(ours, peers.find(({ name }) => name === 'obscenity')!);
  judgeLead(columns, heldOut, ours, peers);
  if (show.families) families(cases, ours);
  if (show.misses) misses(cases, harmless, ours);
}

/** Four comments in five also hold a case, at a place where a sentence may begin. */
function spiced(texts: readonly string[], cases: readonly Case[]): string[] {
  const next = random(3);
  return texts.map((text) => {
    if (next() >= 0.8) return text;
    const { text: told } = cases[Math.floor(next() * cases.length)]!;
    const at = text.indexOf(' ', Math.floor((next() * text.length) / 2)) + 1;
    return `${text.slice(0, at)}${told} ${text.slice(at)}`;
  });
}

/** The figures over the open cases, with the rates, or over those held out. */
function columnsOf(
  cases: readonly Case[],
  harmless: readonly Innocent[],
  heldOut: boolean,
): readonly Column[] {
  const recall = (name: string, which: (one: Case) => boolean): Column => ({
    name,
    better: 'more',
    of: ({ caught }) =>
      percent(cases.flatMap((one, at) => (one.heldOut === heldOut && which(one) ? [caught[at]!] : []))),
  });
  const flagged = (name: string, which: (one: Innocent) => boolean): Column => ({
    name,
    better: 'less',
    of: ({ flagged }) =>
      harmless.filter((one, at) => one.heldOut === heldOut && which(one) && flagged[at]).length,
  });
  const count = (context: boolean): number =>
    harmless.filter((one) => one.heldOut === heldOut && one.context === context).length;
  const rates: readonly Column[] = [
    { name: 'clean/s', better: 'more', of: ({ clean }) => median(clean) },
    { name: 'profane/s', better: 'more', of: ({ profane }) => median(profane) },
  ];
  return [
    recall('plain %', ({ family }) => family === 'plain'),
    recall('disguised %', (one) => disguised(one) && !one.hard),
    {
      name: 'of known %',
      better: 'more',
      of: (answers) => percent(ofKnownWords(cases, answers, heldOut)),
    },
    recall('hard %', (one) => disguised(one) && one.hard),
    recall('compound %', ({ family }) => family === 'compound'),
    {
      name: 'exact span %',
      better: 'more',
      of: ({ caught, exact }) =>
        exact &&
        percent(
          exact.filter((_, at) => {
            const one = cases[at]!;
            return caught[at] && one.heldOut === heldOut && one.family !== 'compound';
          }),
        ),
    },
    flagged(`strict /${count(false)}`, ({ context }) => !context),
    flagged(`context /${count(true)}`, ({ context }) => context),
    ...(heldOut ? [] : rates),
  ];
}

/** How a library fares with the disguises (not the hard ones) of the words that it finds undisguised. */
function ofKnownWords(cases: readonly Case[], { caught }: Answers, heldOut: boolean): readonly boolean[] {
  const known = new Set(
    cases.flatMap(({ family, word }, at) => (family === 'plain' && caught[at] ? word : [])),
  );
  return cases.flatMap((one, at) =>
    one.heldOut === heldOut && disguised(one) && !one.hard && known.has(one.word) ? [caught[at]!] : [],
  );
}

const disguised = ({ family }: Case): boolean => family !== 'plain' && family !== 'compound';

function judgeSpeed(ours: Answers, obscenity: Answers): void {
  const rate = median(ours.clean);
  const ratio = rate / median(obscenity.clean);
  bar(
    `clean comments a second ${whole.format(rate)} (floor ${whole.format(floors.rate)})`,
    rate >= floors.rate,
  );
  bar(
    `Decorum / obscenity, both with spans: ${ratio.toFixed(2)} (floor ${floors.ratio})`,
    ratio >= floors.ratio,
  );
}

function judgeLead(
  columns: readonly Column[],
  heldOut: readonly Column[],
  ours: Answers,
  peers: readonly Answers[],
): void {
  const by = (start: string): Column => columns.find(({ name }) => name.startsWith(start))!;
  const atLeast = ({ of, better }: Column, a: Answers, b: Answers): boolean => {
    const [mine, theirs] = [of(a), of(b)];
    if (mine === undefined || theirs === undefined) return mine !== undefined || theirs === undefined;
    return better === 'more' ? mine >= theirs : mine <= theirs;
  };
  const together = ['disguised', 'strict', 'context', 'clean/s'].map(by);
  const ahead = peers.filter((peer) => together.every((column) => atLeast(column, peer, ours)));
  bar(
    `no peer is better on recall, innocents and speed together${names(ahead.map(({ name }) => name))}`,
    ahead.length === 0,
  );
  // By the words that a peer knows: else a short list alone would excuse it from the comparison.
  const seeing = peers.filter((peer) => by('of known').of(peer)! > floors.peerRecall);
  const every = [...columns, ...heldOut.map((column) => ({ ...column, name: `held out ${column.name}` }))];
  const behind = every.flatMap((column) =>
    seeing.filter((peer) => !atLeast(column, ours, peer)).map((peer) => `${column.name} (${peer.name})`),
  );
  bar(
    `we lead each column among peers that catch over ${floors.peerRecall} % of disguises of words that they know ` +
      `(${seeing.map(({ name }) => name).join(', ') || 'none'})${names(behind)}`,
    behind.length === 0,
  );
}

const names = (those: readonly string[]): string => (those.length > 0 ? `, but: ${those.join(', ')}` : '');

/** Our recall and exact spans by family, the hard ones on lines of their own. */
function families(cases: readonly Case[], { caught, exact }: Answers): void {
  const groups = new Map<string, number[]>();
  for (const [at, { family, hard, heldOut }] of cases.entries()) {
    if (heldOut) continue;
    const name = hard ? `${family} (hard)` : family;
    const places = groups.get(name);
    if (places) places.push(at);
    else groups.set(name, [at]);
  }
  console.log('\nDecorum by family');
  table(
    ['cases', 'caught %', 'exact %'],
    [...groups].map(([name, places]) => [
      name,
      String(places.length),
      figure(percent(places.map((at) => caught[at]!))),
      figure(percent(places.filter((at) => caught[at]).map((at) => exact![at]!))),
    ]),
  );
}

/** What we miss, what we flag and should not, and where the span is another, by disguise: nothing that is held out. */
function misses(cases: readonly Case[], harmless: readonly Innocent[], ours: Answers): void {
  const list = (title: string, which: (at: number) => boolean): void => {
    const rows = new Map<string, Set<string>>();
    for (const [at, { family, disguise, word, hard, heldOut }] of cases.entries()) {
      if (heldOut || !which(at)) continue;
      const row = `${family}: ${disguise}${hard ? ' (hard)' : ''}`;
      rows.set(row, (rows.get(row) ?? new Set()).add(word));
    }
    console.log(`\n${title}`);
    for (const [row, missed] of rows) console.log(`${row} [${missed.size}]: ${[...missed].join(' ')}`);
  };
  list('Missed', (at) => !ours.caught[at]);
  list('Caught, but with another span', (at) => ours.caught[at]! && !ours.exact![at]);
  console.log('\nInnocents flagged');
  for (const [at, { group, text, heldOut }] of harmless.entries())
    if (ours.flagged[at] && !heldOut) console.log(`${group}: ${JSON.stringify(text)}`);
}

function compare(columns: readonly Column[], answers: readonly Answers[]): void {
  table(
    columns.map(({ name }) => name),
    answers.map((one) => [one.name, ...columns.map(({ of }) => figure(of(one)))]),
  );
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const wide = Math.max(...rows.map(([name]) => name!.length));
  const line = (name: string, cells: readonly string[]): void =>
    console.log(
      name.padEnd(wide) + cells.map((cell, at) => cell.padStart(Math.max(heads[at]!.length, 9) + 2)).join(''),
    );
  line('', heads);
  for (const [name, ...cells] of rows) line(name!, cells);
}

const bar = (name: string, reached: boolean): void =>
  console.log(`${name}: ${reached ? 'reached' : 'NOT reached'}`);
const percent = (values: readonly boolean[]): number =>
  (values.filter((value) => value).length * 100) / Math.max(values.length, 1);
const mean = (texts: readonly string[]): number =>
  Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const figure = (value: number | undefined): string => {
  if (value === undefined) return '-';
  return Number.isInteger(value) || value > 1000 ? whole.format(value) : value.toFixed(1);
};
