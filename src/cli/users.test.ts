import { Readable, Writable } from 'node:stream';
import { beforeEach, expect, test } from '@jest/globals';
import { DecorumError } from '../domain/errors.js';
import { createMemoryAudit } from '../store/memory-audit.js';
import { createMemoryKeyStore } from '../store/memory-key-store.js';
import { createMemoryUserStore } from '../store/memory-user-store.js';
import { passwordFits } from '../users/password.js';
import { createProgram } from './program.js';

let users = createMemoryUserStore();
let audit = createMemoryAudit();
beforeEach(() => {
  audit = createMemoryAudit();
  users = createMemoryUserStore();
});

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

async function run(line: string, stdin = '') {
  const [stdout, stderr] = [new Sink(), new Sink()];
  let code = 0;
  const away = async (): Promise<never> => {
    throw new DecorumError('unavailable', 'not here');
  };
  const program = createProgram({
    version: '1',
    start: away,
    createPipeline: () => away(),
    settings: () => ({ url: 'http://nowhere' }),
    keys: async () => ({ keys: createMemoryKeyStore(), users, audit, close: async () => {} }),
    io: {
      stdin: Readable.from([Buffer.from(stdin)]),
      stdout,
      stderr,
      exit: (exit) => {
        code = exit;
      },
      onInterrupt: () => {},
    },
  });
  await program.parseAsync(['node', 'decorum', 'users', ...line.split(' ')]).catch((error) => {
    code = error.exitCode ?? 1;
  });
  return { code, out: stdout.text, err: stderr.text };
}

test('users are added with a password, listed, given another, removed', async () => {
  expect(await run('add mia --role lead --password-stdin', 'long enough one\n')).toMatchObject({
    code: 0,
    out: 'mia may sign in as lead.\n',
  });
  const { hash } = (await users.find('mia'))!;
  expect(await passwordFits('long enough one', hash)).toBe(true);
  expect((await run('list')).out).toMatch(/^mia +lead +\d{4}-\d\d-\d\d\n$/);
  await run('password mia --password-stdin', 'another long one');
  expect(await passwordFits('another long one', (await users.find('mia'))!.hash)).toBe(true);
  expect((await run('remove mia')).out).toBe('removed mia\n');
  const { entries } = await audit.page({ kind: 'user', limit: 10 });
  expect(entries.map(({ by, subject, detail }) => [by, subject, detail])).toEqual([
    ['command line', 'mia', 'removed'],
    ['command line', 'mia', 'another password'],
    ['command line', 'mia', 'added, lead'],
  ]);
  expect((await run('list')).out).toBe('');
});

test.each([
  ['a short password', 'add mia --role lead --password-stdin', 'short', /10 to 200 characters/],
  ['no terminal to ask on', 'add mia --role lead', '', /--password-stdin/],
  ['a role that is none', 'add mia --role king --password-stdin', 'long enough one', /Allowed choices are/],
  ['a name that is not there', 'remove nobody', '', /no user has the name nobody/],
  [
    'another password for nobody',
    'password nobody --password-stdin',
    'long enough one',
    /no user has the name/,
  ],
])('%s is told in words, and the password is not', async (_, line, stdin, message) => {
  const { code, err } = await run(line, stdin);
  expect(code).toBe(1);
  expect(err).toMatch(message);
  expect(err).not.toContain('long enough one');
});

test('a name is given once', async () => {
  await run('add mia --role lead --password-stdin', 'long enough one');
  expect(await run('add mia --role admin --password-stdin', 'long enough one')).toMatchObject({
    code: 1,
    err: 'error: mia is there already\n',
  });
});
