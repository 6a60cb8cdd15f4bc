import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { parse } from 'yaml';
import type { PoliciesResource, PolicyResource, ReplayResource, StandingResource } from '../api/types.js';
import { DecorumError } from '../domain/errors.js';
import type { ProgramDeps, ProgramIo } from './deps.js';
import { type AskOptions, type DeskApi, deskApi, post } from './desk-api.js';
import { orExplain } from './failure.js';
import { policiesReport, replayReport } from './policies/show.js';
import { siteFault } from './score/record.js';

interface SiteOptions extends AskOptions {
  readonly site: string;
  readonly json?: true;
}

const afterHelp = `
A site goes by the starting policy (POLICY_FILE) until one of its own is activated. Files are YAML or JSON in the form of
seeds/policy.yml; a version in them is ignored, since saving gives one. Running workers go by a change within 2 seconds.

  npm run decorum -- policies replay --site herald strict.yml      what it would have done with past cases
  npm run decorum -- policies save --site herald strict.yml --note 'after Monday'
  npm run decorum -- policies shadow --site herald 3               judge by it beside the live one, without acting
  npm run decorum -- policies activate --site herald 3
  npm run decorum -- policies rollback --site herald

Reading and replay need a key with the scope moderate, changes one with lead.`;

/** `decorum policies`: a site's own policies, in a running Decorum. */
export function addPoliciesCommand(program: Command, deps: ProgramDeps, io: ProgramIo): void {
  const policies = program
    .command('policies')
    .description("a site's own policies: list, try on past cases, save, activate, go back")
    .addHelpText('after', afterHelp);
  const print = (text: string): void => void io.stdout.write(`${text.trimEnd()}\n`);
  const tell = (options: SiteOptions, answer: unknown, report: string): void =>
    print(options.json ? JSON.stringify(answer) : report);

  const command = (name: string, description: string): Command =>
    policies
      .command(name)
      .description(description)
      .requiredOption('--site <name>', 'whose; comments that came without a site are under "default"')
      .option('--json', 'the answer as JSON, for programs')
      .option('--url <url>', 'where Decorum runs')
      .option('--key <key>', 'an API key (better: DECORUM_KEY in the environment)')
      .option('--timeout <seconds>', 'how long to wait for an answer', Number, 60);

  const ask = (options: SiteOptions, work: (api: DeskApi, path: string) => Promise<void>): Promise<void> =>
    orExplain(io, async () => {
      const fault = siteFault(options.site);
      if (fault) throw new DecorumError('invalid', `--site: ${fault}`);
      await work(deskApi(deps, options), `/v1/sites/${encodeURIComponent(options.site)}/policies`);
    });

  command('list', 'what judges now, and the versions that are kept').action((options: SiteOptions) =>
    ask(options, async (api, path) => {
      const found = await api.json<PoliciesResource>(path);
      tell(options, found, policiesReport(found));
    }),
  );

  command('show', 'one version, as JSON')
    .argument('<version>', 'as list shows it', versionOf)
    .action((version: number, options: SiteOptions) =>
      ask(options, async (api, path) =>
        print(JSON.stringify((await api.json<PolicyResource>(`${path}/${version}`)).policy, null, 2)),
      ),
    );

  command('validate', 'whether a file is a policy')
    .argument('<file>', 'YAML or JSON')
    .action((file: string, options: SiteOptions) =>
      ask(options, async (api, path) => {
        const found = await api.json(`${path}/validate`, post({ policy: policyIn(file) }));
        tell(options, found, `${file} is a policy.`);
      }),
    );

  command(
    'replay',
    'what a policy would have done with past cases, beside the live one and what people decided',
  )
    .argument('<file>', 'YAML or JSON')
    .option('--last <cases>', 'newest cases to go over, at most 100,000', Number, 10_000)
    .option('--curve <rule>', 'also what each threshold of this rule would do')
    .action((file: string, options: SiteOptions & { last: number; curve?: string }) =>
      ask(options, async (api, path) => {
        const { last, curve } = options;
        const body = { policy: policyIn(file), last, ...(curve !== undefined && { curve }) };
        const found = await api.json<ReplayResource>(`${path}/replay`, post(body));
        tell(options, found, replayReport(found));
      }),
    );

  command('save', 'keep a policy under the next version; it judges nothing yet')
    .argument('<file>', 'YAML or JSON')
    .option('--note <text>', 'why, for the next operator')
    .action((file: string, options: SiteOptions & { note?: string }) =>
      ask(options, async (api, path) => {
        const { note } = options;
        const body = { policy: policyIn(file), ...(note !== undefined && { note }) };
        const found = await api.json<PolicyResource>(path, post(body));
        tell(
          options,
          found,
          `Kept as version ${found.version}: policies activate --site ${options.site} ${found.version}`,
        );
      }),
    );

  command('activate', 'let a version judge from now on')
    .argument('<version>', 'as list shows it', versionOf)
    .action((version: number, options: SiteOptions) =>
      ask(options, async (api, path) => {
        const { live = null } = await api.json<PoliciesResource>(path);
        const found = await api.json<StandingResource>(`${path}/${version}/activate`, post({ expect: live }));
        tell(options, found, line(found));
      }),
    );

  command('rollback', 'put back what was live before').action((options: SiteOptions) =>
    ask(options, async (api, path) => {
      const found = await api.json<StandingResource>(`${path}/rollback`, { method: 'POST', once: true });
      tell(options, found, line(found));
    }),
  );

  command('shadow', 'judge by a version beside the live one, without acting; none ends it')
    .argument('<version>', 'as list shows it, or none')
    .action((version: string, options: SiteOptions) =>
      ask(options, async (api, path) => {
        const body = { version: version === 'none' ? null : versionOf(version) };
        const found = await api.json<StandingResource>(`${path}/shadow`, post(body));
        tell(options, found, line(found));
      }),
    );
}

const line = ({ site, live, shadow }: StandingResource): string =>
  `${site}: ${live === undefined ? 'the starting policy' : `version ${live}`} is live${shadow === undefined ? '' : `, version ${shadow} is tried beside it`}`;

/** @throws DecorumError `invalid` where the file cannot be read; what is wrong inside is the server's to say */
function policyIn(file: string): object {
  let found: unknown;
  try {
    found = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DecorumError(
      'invalid',
      `${file}: ${code === undefined ? 'is not YAML or JSON' : `cannot be read (${code})`}`,
    );
  }
  if (typeof found !== 'object' || found === null)
    throw new DecorumError('invalid', `${file}: is not a policy`);
  const { version: _, ...policy } = found as Record<string, unknown>;
  return policy;
}

function versionOf(given: string): number {
  if (!/^[1-9]\d{0,8}$/.test(given)) throw new InvalidArgumentError('It must be a version.');
  return Number(given);
}
