import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BridgeResource, DriftResource, ScoreMapsResource } from '../api/types.js';
import { type BridgeMode, bridgeModes } from '../domain/bridge.js';
import { DecorumError } from '../domain/errors.js';
import { driftReport } from './bridge/show.js';
import type { ProgramDeps, ProgramIo } from './deps.js';
import { type AskOptions, type DeskApi, deskApi, post } from './desk-api.js';
import { orExplain } from './failure.js';
import { siteFault } from './score/record.js';

interface SiteOptions extends AskOptions {
  readonly site: string;
  readonly json?: true;
}

const afterHelp = `
While Google's Perspective still answers (PERSPECTIVE_API_KEY), a site may ask it beside us (shadow: we decide, both scores
are kept) or first (primary: we answer where it does not). A score map, made by calibrate, brings our scores to
Perspective's scale. Running servers go by a change within 2 seconds.

  npm run decorum -- bridge set --site herald --mode shadow
  npm run decorum -- bridge drift --site herald
  npm run decorum -- bridge set --site herald --map 3
  npm run decorum -- bridge undo --site herald`;

/** `decorum bridge`: how a site answers Perspective's protocol. */
export function addBridgeCommand(program: Command, deps: ProgramDeps, io: ProgramIo): void {
  const bridge = program
    .command('bridge')
    .description("how a site answers Perspective's protocol: mode, archiving, score map, drift")
    .addHelpText('after', afterHelp);
  const print = (text: string): void => void io.stdout.write(`${text.trimEnd()}\n`);

  const command = (name: string, description: string): Command =>
    bridge
      .command(name)
      .description(description)
      .requiredOption('--site <name>', 'whose; keys without a site go by "default"')
      .option('--json', 'the answer as JSON, for programs')
      .option('--url <url>', 'where Decorum runs')
      .option('--key <key>', 'an API key (better: DECORUM_KEY in the environment)');

  const ask = (options: SiteOptions, work: (api: DeskApi, path: string) => Promise<void>): Promise<void> =>
    orExplain(io, async () => {
      const fault = siteFault(options.site);
      if (fault) throw new DecorumError('invalid', `--site: ${fault}`);
      await work(deskApi(deps, options), `/v1/sites/${encodeURIComponent(options.site)}/bridge`);
    });

  command('show', 'what stands').action((options: SiteOptions) =>
    ask(options, async (api, path) => {
      const found = await api.json<BridgeResource>(path);
      print(options.json ? JSON.stringify(found) : line(found));
    }),
  );

  command('set', 'change what is given; the rest stays')
    .addOption(new Option('--mode <mode>', 'what Perspective is asked').choices([...bridgeModes]))
    .addOption(
      new Option('--archive <on|off>', 'store and moderate analyzed comments').choices(['on', 'off']),
    )
    .option('--map <version>', 'score map to answer by, or none', mapOf)
    .action((options: SiteOptions & { mode?: BridgeMode; archive?: 'on' | 'off'; map?: number | 'none' }) =>
      ask(options, async (api, path) => {
        const { mode, archive, map } = options;
        if (mode === undefined && archive === undefined && map === undefined)
          throw new DecorumError('invalid', 'nothing to change: give --mode, --archive or --map');
        const found = await api.json<BridgeResource>(
          path,
          post({
            ...(mode && { mode }),
            ...(archive && { archive: archive === 'on' }),
            ...(map !== undefined && { map: map === 'none' ? null : map }),
          }),
        );
        print(options.json ? JSON.stringify(found) : line(found));
      }),
    );

  command('undo', 'put back what stood before the last change').action((options: SiteOptions) =>
    ask(options, async (api, path) => {
      const found = await api.json<BridgeResource>(`${path}/undo`, { method: 'POST', once: true });
      print(options.json ? JSON.stringify(found) : line(found));
    }),
  );

  command('drift', 'how our scores and Perspective’s differ on comments that both have seen').action(
    (options: SiteOptions) =>
      ask(options, async (api, path) => {
        const found = await api.json<DriftResource>(`${path}/drift`);
        print(options.json ? JSON.stringify(found) : driftReport(found));
      }),
  );

  command('maps', 'the score maps that are kept').action((options: SiteOptions) =>
    ask(options, async (api) => {
      const { maps } = await api.json<ScoreMapsResource>('/v1/score-maps');
      if (options.json) print(JSON.stringify(maps));
      else if (maps.length === 0) print('No map is kept: npm run calibrate -- <file> --save makes one.');
      else
        for (const { version, at, from, rows } of maps)
          print(`${version}  ${at.slice(0, 10)}  ${Object.keys(rows).join(', ')}  from ${from}`);
    }),
  );
}

const line = ({ site, mode, archive, map }: BridgeResource): string =>
  `${site}: Perspective ${mode}, archive ${archive ? 'on' : 'off'}, map ${map ?? 'none'}`;

function mapOf(given: string): number | 'none' {
  if (given === 'none') return given;
  if (!/^[1-9]\d{0,8}$/.test(given))
    throw new InvalidArgumentError('It must be the version of a map, or none.');
  return Number(given);
}
