import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { DecorumError } from '../domain/errors.js';
import { type Role, roles } from '../domain/user.js';
import type { UserStore } from '../store/user-store.js';
import { hashPassword, longestPassword, shortestPassword } from '../users/password.js';
import { commandLine, type ProgramDeps, type ProgramIo } from './deps.js';
import { orExplain } from './failure.js';

const afterHelp = `
moderator: decides. lead: also decides in bulk, takes back others' decisions, changes policies. admin: everything.

  npm run decorum -- users add mia --role moderator
  npm run decorum -- users list
  npm run decorum -- users password mia
  npm run decorum -- users remove mia

The password is asked for on the terminal; --password-stdin reads it from standard input. A new password and a removal
end the person's sessions at once.`;

interface PasswordOptions {
  readonly passwordStdin?: true;
}

/** `decorum users`: who may sign in at the desk. */
export function addUsersCommand(program: Command, deps: ProgramDeps, io: ProgramIo): void {
  const users = program
    .command('users')
    .description('who may sign in at the desk')
    .addHelpText('after', afterHelp);
  const print = (line: string): void => void io.stdout.write(`${line}\n`);

  const withUsers = (
    use: (users: UserStore, told: (name: string, detail: string) => Promise<void>) => Promise<void>,
  ): Promise<void> =>
    orExplain(io, async () => {
      const opened = await deps.keys();
      try {
        await use(opened.users, (subject, detail) =>
          opened.audit.record({ by: commandLine, kind: 'user', subject, detail }),
        );
      } finally {
        await opened.close();
      }
    });

  users
    .command('add')
    .description('let a person sign in')
    .argument('<name>', 'stands in the history of cases')
    .addOption(
      new Option('--role <role>', 'what the person may do').choices([...roles]).makeOptionMandatory(),
    )
    .option('--password-stdin', 'read the password from standard input')
    .action((given: string, { role, ...options }: { role: Role } & PasswordOptions) =>
      withUsers(async (store, told) => {
        const name = checkedName(given);
        if (await store.find(name)) throw new DecorumError('conflict', `${name} is there already`);
        const hash = await hashPassword(await passwordFrom(io, options));
        if (!(await store.add({ name, role, createdAt: new Date().toISOString() }, hash)))
          throw new DecorumError('conflict', `${name} is there already`);
        await told(name, `added, ${role}`);
        print(`${name} may sign in as ${role}.`);
      }),
    );

  users
    .command('list')
    .description('list them: name, role, day added')
    .action(() =>
      withUsers(async (store) => {
        for (const { name, role, createdAt } of await store.list())
          print(`${name.padEnd(24)}  ${role.padEnd(9)}  ${createdAt.slice(0, 10)}`);
      }),
    );

  users
    .command('password')
    .description('give a person another password')
    .argument('<name>', 'as list shows it')
    .option('--password-stdin', 'read the password from standard input')
    .action((name: string, options: PasswordOptions) =>
      withUsers(async (store, told) => {
        if (!(await store.find(name))) throw new DecorumError('not_found', `no user has the name ${name}`);
        await store.setHash(name, await hashPassword(await passwordFrom(io, options)));
        await told(name, 'another password');
        print(`${name} has another password; open sessions are ended.`);
      }),
    );

  users
    .command('remove')
    .description('no longer let a person in')
    .argument('<name>', 'as list shows it')
    .action((name: string) =>
      withUsers(async (store, told) => {
        if (!(await store.remove(name))) throw new DecorumError('not_found', `no user has the name ${name}`);
        await told(name, 'removed');
        print(`removed ${name}`);
      }),
    );
}

function checkedName(given: string): string {
  const name = given.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name is shown on terminals and in lists
  if (name === '' || name.length > 100 || /[\u0000-\u001f\u007f-\u009f]/.test(name))
    throw new DecorumError('invalid', 'a name is 1 to 100 characters, none of them control characters');
  return name;
}

/** From standard input, or asked for on the terminal without showing it. */
async function passwordFrom(io: ProgramIo, { passwordStdin }: PasswordOptions): Promise<string> {
  let password: string;
  if (passwordStdin) password = (await buffer(io.stdin)).toString('utf8').replace(/\r?\n$/, '');
  else if (io.stdin.isTTY) password = await asked(io);
  else throw new DecorumError('invalid', 'no terminal to ask on: give --password-stdin');
  if (password.length < shortestPassword || password.length > longestPassword)
    throw new DecorumError('invalid', `a password is ${shortestPassword} to ${longestPassword} characters`);
  return password;
}

async function asked(io: ProgramIo): Promise<string> {
  io.stderr.write(`Password (at least ${shortestPassword} characters): `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: io.stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    io.stderr.write('\n');
  }
}
