import cliProgress from 'cli-progress';
import { type Command, InvalidArgumentError } from 'commander';
import { type Both, fewestRows, fitMap } from '../bridge/fit-map.js';
import { mappedScore } from '../bridge/score-map.js';
import { volumes } from '../bridge/volumes.js';
import type { Knots } from '../domain/bridge.js';
import { DecorumError } from '../domain/errors.js';
import { type Attribute, attributes } from '../domain/finding.js';
import { readPairs, type ScoredRow } from './calibrate/rows.js';
import { checkTable } from './calibrate/show.js';
import type { ProgramDeps, ProgramIo } from './deps.js';
import { deskApi, post } from './desk-api.js';
import { orExplain } from './failure.js';
import { findSources } from './score/sources.js';

const afterHelp = `
Rows are JSON, one a line: {"text": …} with Perspective's scores, as {"TOXICITY": 0.81}, as {"scores": {…}}, as
Perspective's own answer {"attributeScores": {…}}, or one number called "perspective" for TOXICITY; gzipped or not.

The map keeps volumes: after it, as many comments reach a threshold as reach it on Perspective's own scores. It is fitted on
half of the rows and checked on the other; then on all of them, and that map is kept with --save.

  npm run calibrate -- scores.jsonl.gz                      fit and check, keep nothing
  npm run calibrate -- scores.jsonl.gz --save               keep the map in the running Decorum, under the next version
  npm run calibrate -- scores.jsonl.gz --site herald        keep it and let the site answer by it
  npm run decorum -- bridge undo --site herald              and back

Exit code: 0 done, 2 some rows could not be read, 1 cannot run.`;

interface Options {
  readonly save?: true;
  readonly site?: string;
  readonly json?: true;
  readonly limit?: number;
}

/** `decorum calibrate`: fits a map from our scores to Perspective's, on comments that carry Perspective's scores. */
export function addCalibrateCommand(program: Command, deps: ProgramDeps, io: ProgramIo): void {
  program
    .command('calibrate')
    .description(
      "fit a map from our scores to Perspective's, so that old thresholds hold as many comments as before",
    )
    .argument('<files...>', 'JSON lines with text and scores, gzipped or not; - for standard input')
    .option('--save', 'keep the map in the running Decorum')
    .option('--site <name>', 'keep it, and let this site answer by it')
    .option('--limit <rows>', 'read so many rows at most', whole)
    .option('--json', 'the answer as JSON, for programs')
    .addHelpText('after', afterHelp)
    .action((files: string[], options: Options) => orExplain(io, () => calibrate(files, options, deps, io)));
}

async function calibrate(
  files: readonly string[],
  options: Options,
  deps: ProgramDeps,
  io: ProgramIo,
): Promise<void> {
  const say = (line: string): void => void io.stderr.write(`${line}\n`);
  const { sources, problems } = await findSources(files, io.stdin);
  if (problems.length > 0) throw new DecorumError('invalid', problems.join('; '));
  const { rows, faults } = await readPairs(sources, options.limit);
  for (const fault of faults.slice(0, 10)) say(fault);
  if (faults.length > 10) say(`and ${faults.length - 10} more rows like these`);
  if (rows.length < 2 * fewestRows)
    throw new DecorumError(
      'invalid',
      `calibrate needs at least ${2 * fewestRows} rows with scores, not ${rows.length}`,
    );

  let stopped = false;
  io.onInterrupt(() => {
    stopped = true;
  });
  const both = await scoreAll(rows, deps, io, () => stopped);
  if (stopped) {
    say('Stopped: nothing was kept.');
    io.exit(130);
    return;
  }

  const fitted = attributes.flatMap((attribute) => {
    const of = both.flatMap((row) => row[attribute] ?? []);
    if (of.length < 2 * fewestRows) return [];
    // Halves by turns: files are often sorted by nothing, and seldom by every second row.
    const [half, other] = [of.filter((_, k) => k % 2 === 0), of.filter((_, k) => k % 2 === 1)];
    const trial = fitMap(half);
    const checked = other.map(({ local, perspective }) => ({
      local: mappedScore(trial, local),
      perspective,
    }));
    return [
      {
        attribute,
        rows: of.length,
        before: volumes(other),
        after: volumes(checked),
        knots: fitMap(of),
      },
    ];
  });
  if (fitted.length === 0)
    throw new DecorumError('invalid', `no attribute has scores in at least ${2 * fewestRows} rows`);

  const map = {
    from: sources
      .map(({ name }) => name.split(/[\\/]/).at(-1)!)
      .join(', ')
      .slice(0, 200),
    rows: Object.fromEntries(fitted.map((one) => [one.attribute, one.rows])),
    knots: Object.fromEntries(fitted.map((one): [Attribute, Knots] => [one.attribute, one.knots])),
  };
  const kept = options.save || options.site !== undefined ? await keep(map, options.site, deps) : undefined;
  if (options.json)
    io.stdout.write(`${JSON.stringify({ fitted, ...(kept && { version: kept.version }) })}\n`);
  else {
    for (const one of fitted) io.stdout.write(checkTable(one));
    if (kept)
      say(
        `Map ${kept.version} is kept${options.site === undefined ? '' : `, and ${options.site} answers by it: decorum bridge undo --site ${options.site} takes it back`}.`,
      );
    else say('Nothing was kept: --save keeps the map, --site <name> lets a site answer by it.');
  }
  if (faults.length > 0) io.exit(2);
}

/** Ours beside theirs, row by row, in order; a bar on a terminal. */
async function scoreAll(
  rows: readonly ScoredRow[],
  deps: ProgramDeps,
  io: ProgramIo,
  isStopped: () => boolean,
): Promise<Partial<Record<Attribute, Both>>[]> {
  const pipeline = await deps.createPipeline({});
  const bar = io.stderr.isTTY
    ? new cliProgress.SingleBar({
        format: 'scoring [{bar}] {value} of {total} comments, {eta_formatted} left',
        stream: io.stderr as NodeJS.WriteStream,
      })
    : undefined;
  bar?.start(rows.length, 0);
  const found: Partial<Record<Attribute, Both>>[] = [];
  for (const [at, { text, scores }] of rows.entries()) {
    if (isStopped()) break;
    const { outcomes } = await pipeline.moderate({ id: 'calibrate', revision: 1, text });
    const row: Partial<Record<Attribute, Both>> = {};
    for (const attribute of attributes) {
      const perspective = scores[attribute];
      const local = Math.max(
        ...outcomes.map((outcome) => (outcome.status === 'ran' ? (outcome.scores[attribute] ?? -1) : -1)),
      );
      if (perspective !== undefined && local >= 0) row[attribute] = { local, perspective };
    }
    found.push(row);
    if (at % 100 === 99) {
      bar?.update(at + 1);
      await new Promise(setImmediate); // lets Ctrl-C through
    }
  }
  bar?.update(found.length);
  bar?.stop();
  return found;
}

async function keep(
  map: object,
  site: string | undefined,
  deps: ProgramDeps,
): Promise<{ readonly version: number }> {
  const api = deskApi(deps);
  const saved = await api.json<{ version: number }>('/v1/score-maps', post(map));
  if (site !== undefined)
    await api.json(`/v1/sites/${encodeURIComponent(site)}/bridge`, post({ map: saved.version }));
  return saved;
}

function whole(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return Number(value);
}
