import { type Command, InvalidArgumentError, Option } from 'commander';
import type { WordEntry, WordList } from '../../api/types.js';
import { DecorumError } from '../../domain/errors.js';
import { type Severity, severities } from '../../domain/finding.js';
import type { ProgramDeps, ProgramIo } from '../deps.js';
import { orExplain } from '../failure.js';
import { streamOutput } from '../score/output.js';
import { siteFault } from '../score/record.js';
import { harmless } from '../score/terminal.js';
import { EntriesRefused, type WordsApi, wordsApi } from './ask.js';
import { byPhrase } from './show.js';

/** Options that every command has. */
export interface SiteOptions {
  readonly site: string;
  readonly url?: string;
  readonly key?: string;
  readonly timeout: number;
  readonly json?: true;
}

/** Options of commands that take entries. */
export interface EntryOptions extends SiteOptions {
  readonly deny: readonly string[];
  readonly allow: readonly string[];
  readonly severity?: Severity;
  readonly note?: string;
}

/** What a command's work is given. */
export interface Ends {
  readonly api: WordsApi;
  /** Writes the answer: as JSON where that was asked for, else the report. */
  show(answer: unknown, report: string): Promise<void>;
  /** Writes a line on stderr, save where JSON was asked for. */
  remark(line: string): void;
}

/** What the commands of `decorum words` have in common. */
export interface Frame {
  readonly io: ProgramIo;
  /** Cells of a line. */
  readonly width: number;
  command(name: string, description: string): Command;
  /** Does the work; what goes wrong is told in words, refused entries one a line and with exit code 2. */
  ask(
    options: SiteOptions,
    work: (ends: Ends) => Promise<void>,
    entries?: readonly WordEntry[],
  ): Promise<void>;
}

export function createFrame(words: Command, deps: ProgramDeps, io: ProgramIo): Frame {
  const say = (line: string): void => void io.stderr.write(`${harmless(line)}\n`);

  function apiOf({ site, url, key, timeout }: SiteOptions): WordsApi {
    const fault = siteFault(site);
    if (fault) throw new DecorumError('invalid', `--site: ${fault}`);
    const settings = deps.settings();
    const mayAsk = key ?? settings.key;
    if (!mayAsk)
      throw new DecorumError('invalid', 'no key: give --key or set DECORUM_KEY (decorum keys add makes one)');
    return wordsApi(site, { url: url ?? settings.url, key: mayAsk, timeoutMs: timeout * 1000 });
  }

  return {
    io,
    width: (io.stdout.isTTY && io.stdout.columns) || Number.POSITIVE_INFINITY,
    command: (name, description) =>
      words
        .command(name)
        .description(description)
        .requiredOption('--site <name>', 'whose lists; comments that came without a site are under "default"')
        .option('--json', 'the answer as JSON, for programs')
        .option('--url <url>', 'where Decorum runs')
        .option('--key <key>', 'an API key (better: DECORUM_KEY in the environment)')
        .option('--timeout <seconds>', 'how long to wait for an answer', seconds, 60),
    async ask(options, work, entries = []) {
      const output = streamOutput(io.stdout, () => {});
      const show = (answer: unknown, report: string): Promise<void> =>
        output.write(options.json ? `${JSON.stringify(answer)}\n` : report);
      await orExplain(io, async () => {
        try {
          await work({ api: apiOf(options), show, remark: options.json ? () => {} : say });
        } catch (error) {
          if (!(error instanceof EntriesRefused)) throw error;
          const named = byPhrase(entries);
          if (options.json) await show(error.problem, '');
          for (const { field, reason } of error.faults) say(`refused: ${named(field)}: ${named(reason)}`);
          say('nothing was written');
          io.exit(2);
        }
      });
    },
  };
}

/** Gives a command the options by which entries are told. */
export const withEntries = (command: Command): Command =>
  command
    .option('--deny <phrase>', 'a word, phrase or pattern to find; may be given again', more, [])
    .option('--allow <phrase>', 'one never to find; may be given again', more, [])
    .addOption(
      new Option('--severity <severity>', 'how bad the denied ones are (default: moderate)').choices([
        ...severities,
      ]),
    )
    .option('--note <text>', 'why, for the next operator');

const more = (value: string, before: readonly string[]): string[] => [...before, value];

/** What was given, denied ones first. */
export function entriesOf({ deny, allow, severity, note }: EntryOptions): WordEntry[] {
  const entry = (list: WordList, phrase: string): WordEntry => ({
    ...{ list, phrase },
    ...(severity && list === 'deny' && { severity }),
    ...(note !== undefined && { note }),
  });
  return [...deny.map((phrase) => entry('deny', phrase)), ...allow.map((phrase) => entry('allow', phrase))];
}

/** @throws DecorumError `invalid` when there are none */
export function refuseNone(entries: readonly WordEntry[]): void {
  if (entries.length === 0) throw new DecorumError('invalid', 'no entry: give --deny or --allow');
}

function seconds(value: string): number {
  const number = Number(value);
  if (!(number > 0 && number <= 86_400)) throw new InvalidArgumentError('It must be a number of seconds.');
  return number;
}

/** A whole number of an option. */
export function whole(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(value);
}

export const versionQuery = (version: number | undefined): string =>
  version === undefined ? '' : `?version=${version}`;
