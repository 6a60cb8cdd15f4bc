import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { DecorumError } from '../domain/errors.js';
import type { ProgramDeps, ProgramIo } from './deps.js';
import { orExplain } from './failure.js';
import { type Form, forms } from './score/entry.js';
import { createFormat, type FormatName, formatNames } from './score/formats.js';
import { fileOutput, type Output, streamOutput } from './score/output.js';
import { counted, noProgress, progressBar, Tally } from './score/progress.js';
import { queueScorer } from './score/queue-scorer.js';
import { siteFault } from './score/record.js';
import { run } from './score/run.js';
import { offlineScorer, type Scorer } from './score/scorer.js';
import { type Found, findSources } from './score/sources.js';
import { harmless } from './score/terminal.js';

interface ScoreOptions {
  readonly to?: FormatName;
  readonly from: Form | 'auto';
  readonly out?: string;
  readonly policy?: string;
  readonly site?: string;
  readonly via?: 'queue';
  readonly url?: string;
  readonly key?: string;
  readonly timeout: number;
  readonly quiet?: true;
}

const afterHelp = `
Inputs are files, folders (read in order of names: .jsonl .ndjson .csv .txt, also with .gz) or - for standard input.
Output is one line a comment, in input order. Exit code: 0 all scored, 2 some input was bad (the rest is scored,
each bad line gives a line with "error"), 1 cannot run, 130 interrupted.

A comment without an id is called by its place: <file>:<line>, under an article <file>#<number>. With --via queue
it is stored under that and ~ and ten hex digits made of its text and site ("storedId" in JSONL): the same words again
are the same comment, other words in that place are another and touch nothing that was decided. Ids that you give stay
as they are.`;

/** `decorum score`: reads comments, writes a line each. */
export function addScoreCommand(program: Command, deps: ProgramDeps, io: ProgramIo): void {
  program
    .command('score')
    .description('score comments from files, folders or standard input')
    .argument('[inputs...]', 'files, folders or -')
    .addOption(
      new Option('--to <format>', 'default: table on a terminal, else jsonl; --out x.csv: csv').choices([
        ...formatNames,
      ]),
    )
    .addOption(
      new Option('--from <form>', 'how the inputs are written').choices(['auto', ...forms]).default('auto'),
    )
    .option('--out <file>', 'write to a file, which appears when it is whole')
    .option('--policy <file>', 'judge by this policy')
    .option('--site <site>', 'site of comments that name none')
    .addOption(
      new Option('--via <way>', 'queue: through intake, queue and workers of a running Decorum').choices([
        'queue',
      ]),
    )
    .option('--url <url>', 'with --via queue: where it runs')
    .option('--key <key>', 'with --via queue: an API key (better: DECORUM_KEY in the environment)')
    .option(
      '--timeout <seconds>',
      'with --via queue: how long to wait for verdicts that do not come',
      seconds,
      60,
    )
    .option('--quiet', 'no remarks, progress or summary')
    .addHelpText('after', afterHelp)
    .action((inputs: string[], options: ScoreOptions) =>
      orExplain(io, async () => io.exit(await score(inputs, options, deps, io))),
    );
}

function seconds(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 86_400)) throw new InvalidArgumentError('It must be a number of seconds.');
  return number;
}

/** @returns the exit code */
async function score(
  inputs: readonly string[],
  options: ScoreOptions,
  deps: ProgramDeps,
  io: ProgramIo,
): Promise<number> {
  const progress = shows(options, io) ? progressBar(io.stderr) : noProgress(io.stderr);
  const note = (line: string): void => progress.note(harmless(line));
  const say = options.quiet ? () => {} : note;
  refuseUnfit(options);
  if (inputs.length === 0 && io.stdin.isTTY)
    throw new DecorumError('invalid', 'nothing to score: give files, folders or - (score --help)');

  const found = await findSources(inputs.length > 0 ? inputs : ['-'], io.stdin as AsyncIterable<Buffer>);
  for (const problem of found.problems) note(`error: ${problem}`);
  if (found.sources.length === 0 && found.problems.length > 0) return 1;

  const stop = new AbortController();
  const ended = { interrupted: false, at: 0, gone: false };
  io.onInterrupt(() => {
    if (ended.interrupted) {
      // One Ctrl-C may arrive twice: from the terminal, and passed on by npm.
      if (performance.now() - ended.at > 1000) process.exit(130);
      return;
    }
    ended.interrupted = true;
    ended.at = performance.now();
    note('stopping; Ctrl-C again ends at once');
    stop.abort();
    // A read that waits for a terminal or a pipe would never notice.
    io.stdin.destroy();
  });
  const scorer = await createScorer(options, deps);
  const output = await createOutput(options, found, io, () => {
    ended.gone = true;
    stop.abort();
  });
  const tally = new Tally();
  progress.start(sizeOf(found));
  let whole = false;
  try {
    const { from, site } = options;
    const format = createFormat(formatOf(options, io), tableFor(options, io));
    await run({
      ...{ sources: found.sources, from, ...(site !== undefined && { site }) },
      ...{ scorer, format, output, progress, tally, say, signal: stop.signal },
    });
    whole = !stop.signal.aborted;
  } finally {
    progress.stop();
    // Said whatever broke off the run: of an error too, only this tells where its work is.
    const left = await output.close(whole);
    if (left) note(`not finished: what is done stands in ${left}`);
  }
  if (ended.gone) return 0;
  if (found.skipped > 0) say(`${counted(found.skipped, 'file')} skipped: no comments by the name`);
  if (ended.interrupted) note(`interrupted after ${counted(tally.comments + tally.errors, 'line')}`);
  say(tally.summary());
  if (ended.interrupted) return 130;
  return tally.errors > 0 || found.problems.length > 0 ? 2 : 0;
}

function refuseUnfit({ via, url, key, policy, site }: ScoreOptions): void {
  const fault = site === undefined ? undefined : siteFault(site);
  if (fault) throw new DecorumError('invalid', `--site: ${fault}`);
  if (!via && (url !== undefined || key !== undefined))
    throw new DecorumError('invalid', '--url and --key go with --via queue');
  if (via && policy !== undefined)
    throw new DecorumError(
      'invalid',
      '--policy does not go with --via queue: the workers judge by their own',
    );
}

async function createScorer(options: ScoreOptions, deps: ProgramDeps): Promise<Scorer> {
  const { via, policy } = options;
  if (!via)
    return offlineScorer(await deps.createPipeline({ ...(policy && { policyFile: resolve(policy) }) }));
  const settings = deps.settings();
  const key = options.key ?? settings.key;
  if (!key)
    throw new DecorumError('invalid', 'no key: give --key or set DECORUM_KEY (decorum keys add makes one)');
  return queueScorer({ url: options.url ?? settings.url, key, timeoutMs: options.timeout * 1000 });
}

async function createOutput(
  { out }: ScoreOptions,
  { sources }: Found,
  io: ProgramIo,
  onGone: () => void,
): Promise<Output> {
  if (out === undefined || out === '-') return streamOutput(io.stdout, onGone);
  return fileOutput(
    out,
    sources.flatMap(({ path }) => path ?? []),
  );
}

const toTerminal = ({ out }: ScoreOptions, io: ProgramIo): boolean =>
  io.stdout.isTTY === true && (out === undefined || out === '-');

function formatOf(options: ScoreOptions, io: ProgramIo): FormatName {
  const { to, out } = options;
  if (to) return to;
  if (out?.toLowerCase().endsWith('.csv')) return 'csv';
  return toTerminal(options, io) ? 'table' : 'jsonl';
}

function tableFor(options: ScoreOptions, io: ProgramIo): { width: number; colors: boolean; words: boolean } {
  const words = toTerminal(options, io);
  return {
    words,
    width: (words && io.stdout.columns) || 100,
    colors: words && (io.stdout.hasColors?.() ?? false),
  };
}

/** A bar would run into the table on the same terminal. */
const shows = (options: ScoreOptions, io: ProgramIo): boolean =>
  !options.quiet && io.stderr.isTTY === true && !toTerminal(options, io);

/** Bytes of all inputs; undefined when one is a pipe. */
const sizeOf = ({ sources }: Found): number | undefined =>
  sources.every(({ size }) => size !== undefined)
    ? sources.reduce((sum, { size }) => sum + size!, 0)
    : undefined;
