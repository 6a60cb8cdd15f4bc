// npm run false-alarms [-- <files…>]: what the profanity check finds in words and texts that are clean.
import { existsSync, statSync } from 'node:fs';
import { SingleBar } from 'cli-progress';
import { Command, InvalidArgumentError, Option } from 'commander';
import { profanity } from '../../src/checks/profanity/index.js';
import { type Severity, severities } from '../../src/domain/finding.js';
import { type Alarm, hunt, type Report } from './hunt.js';
import { type Form, formOf, forms, type Label, readTexts } from './read.js';

interface Options {
  readonly as?: Form;
  readonly where?: Label;
  readonly min: Severity;
  readonly minScore: number;
  readonly samples: number;
  readonly json: boolean;
}

const dictionary = '/usr/share/dict/words';
const number = (least: number, most: number) => (given: string) => {
  const value = Number(given);
  if (given.trim() === '' || !(value >= least && value <= most))
    throw new InvalidArgumentError(`not a number from ${least} to ${most}`);
  return value;
};
const label = (given: string): Label => {
  const [name = '', value, ...more] = given.split('=');
  if (name === '' || value === undefined || more.length > 0)
    throw new InvalidArgumentError('must be name=value');
  return { name, value };
};

const program = new Command('false-alarms')
  .description(
    'Runs the profanity check over words and texts that are clean, and lists what it finds by lexicon entry.\n' +
      'An innocent word among them belongs into the except list of its entry in src/checks/profanity.',
  )
  .argument('[files...]', 'files, gzipped or not; the dictionary of the system when none is named')
  .addOption(
    new Option(
      '--as <form>',
      'how files are read: words (one a line), text (one a line) or jsonl ({text, labels}); by their names when absent',
    ).choices(forms),
  )
  .option(
    '--where <label=value>',
    'of JSON lines only those whose label has this value, as in toxic=0',
    label,
  )
  .addOption(
    new Option('--min <severity>', 'findings below it are left out').choices(severities).default('mild'),
  )
  .option('--min-score <score>', 'findings that are less sure are left out', number(0, 1), 0)
  .option('--samples <count>', 'spellings shown an entry', number(0, 1_000_000), 3)
  .option('--json', 'print JSON instead of a table', false)
  .parse();

const options = program.opts<Options>();
const files = program.args.length > 0 ? program.args : [dictionary];
for (const file of files)
  if (!existsSync(file))
    program.error(
      file === dictionary && program.args.length === 0
        ? `false-alarms: there is no ${dictionary}; install one (Debian, Ubuntu: apt-get install wamerican) or name files`
        : `false-alarms: there is no ${file}`,
    );

const check = profanity();
const reports: ({ file: string } & Report)[] = [];
for (const file of files) {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: `${file} [{bar}] {percentage} % | {texts} texts`, clearOnComplete: true })
    : undefined;
  let bytes = 0;
  bar?.start(statSync(file).size, 0, { texts: 0 });
  const texts = readTexts(file, options.as ?? formOf(file), options.where, (more) => {
    bytes += more;
  });
  const report = await hunt(
    texts,
    check,
    { minSeverity: options.min, minScore: options.minScore },
    { samples: options.samples, done: (count) => bar?.update(bytes, { texts: count }) },
  )
    .catch((error: Error) => program.error(`false-alarms: ${error.message}`))
    .finally(() => bar?.stop());
  reports.push({ file, ...report });
}

if (options.json)
  process.stdout.write(`${JSON.stringify({ version: check.version, ...options, reports }, null, 2)}\n`);
else for (const report of reports) print(report);

function print({ file, texts, flagged, percent, alarms }: { file: string } & Report): void {
  process.stdout.write(`${file}\n`);
  const width = Math.max(...alarms.map(({ entry }) => entry.length), 0);
  const row = ({ entry, rule, severity, findings, samples }: Alarm): string =>
    `${String(findings).padStart(6)}  ${entry.padEnd(width)}  ${severity.padEnd(8)}  ${rule.padEnd(20)}  ${samples.join(' | ')}\n`;
  for (const alarm of alarms) process.stdout.write(row(alarm));
  process.stdout.write(
    `${flagged} of ${texts} flagged (${percent.toFixed(3)} %), check ${check.version}\n\n`,
  );
}
