import type { Command } from 'commander';
import { Option } from 'commander';
import { DecorumError } from '../domain/errors.js';
import { limits } from '../domain/limits.js';
import { type KeyAbout, type KeyRecord, type Scope, scopes } from '../store/key-store.js';
import { commandLine, type OpenKeys, type ProgramDeps, type ProgramIo } from './deps.js';
import { orExplain } from './failure.js';

/** `decorum keys`: makes, lists and revokes API keys. */
export function addKeysCommand(program: Command, deps: ProgramDeps, io: ProgramIo): void {
  const keys = program.command('keys').description('make, list and revoke API keys');
  const print = (line: string): void => void io.stdout.write(`${line}\n`);

  const withKeys = (use: (opened: OpenKeys) => Promise<void>): Promise<void> =>
    orExplain(io, async () => {
      const opened = await deps.keys();
      try {
        await use(opened);
      } finally {
        await opened.close();
      }
    });

  keys
    .command('add')
    .description('make a key and print it: the only time that it can be read')
    .requiredOption('--name <name>', 'who or what uses it', nameFor('--name'))
    .addOption(new Option('--scope <scope...>', 'what it may do').choices([...scopes]).makeOptionMandatory())
    .option('--site <site>', 'analyze: the site whose words and maps its requests go by', nameFor('--site'))
    .option(
      '--quota <per minute>',
      "analyze: requests a minute, 0 for no limit; default: the server's",
      quotaOf,
    )
    .action(({ name, scope, ...about }: { name: string; scope: Scope[] } & KeyAbout) =>
      withKeys(async ({ keys: store, audit }) => {
        const { key, record } = await store.create(name, [...new Set(scope)], about);
        const detail = `made, ${record.scopes.join(' ')}`;
        await audit.record({ by: commandLine, kind: 'key', subject: record.id, detail });
        print(key);
        io.stderr.write(
          `Key ${record.id} (${record.name}: ${record.scopes.join(', ')}). Keep it: it is shown once.\n`,
        );
      }),
    );

  keys
    .command('list')
    .description('list keys: id, scopes, day made, name; never the keys themselves')
    .action(() =>
      withKeys(async ({ keys: store }) => {
        for (const record of await store.list()) print(row(record));
      }),
    );

  keys
    .command('revoke')
    .description('make a key invalid at once')
    .argument('<id>', 'as `keys list` shows it')
    .action((id: string) =>
      withKeys(async ({ keys: store, audit }) => {
        if (!(await store.revoke(id))) throw new DecorumError('not_found', `no key has the id ${id}`);
        await audit.record({ by: commandLine, kind: 'key', subject: id, detail: 'revoked' });
        print(`revoked ${id}`);
      }),
    );

  function quotaOf(given: string): number {
    const quota = Number(given);
    if (!/^\d+$/.test(given) || quota > limits.quota)
      program.error(`error: --quota must be a whole number, 0 (no limit) to ${limits.quota}`);
    return quota;
  }

  function nameFor(option: string): (name: string) => string {
    return (name) => checked(option, name);
  }

  function checked(option: string, name: string): string {
    const trimmed = name.trim();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a name is shown on terminals and in lists
    if (trimmed === '' || trimmed.length > limits.idLength || /[\u0000-\u001f\u007f-\u009f]/.test(trimmed))
      program.error(
        `error: ${option} must be 1 to ${limits.idLength} characters, none of them control characters`,
      );
    return trimmed;
  }
}

const row = ({ id, name, scopes: may, createdAt }: KeyRecord): string =>
  `${id}  ${may.join(',').padEnd(21)}  ${createdAt.slice(0, 10)}  ${name}`;
