import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { downloadServer } from './download.js';
import { resolveRedis } from './resolve.js';
import { type CommandRun, type RunCommand, runCommand } from './run-command.js';
import { freePort, remove, temporaryFolder } from './testing/servers.js';

let dataDir: string;
let said: string[];
let ran: string[];
beforeEach(() => {
  dataDir = temporaryFolder();
  said = [];
  ran = [];
  writeFileSync(join(dataDir, 'os-release'), 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n');
});
afterEach(() => remove(dataDir));

/** A machine on which the named steps fail; apt and dpkg put files where the real ones do. */
function machine(...failing: string[]): RunCommand {
  return async (run) => {
    const step = stepOf(run);
    ran.push(step);
    if (failing.includes(step)) return { code: 100, output: `E: ${step}` };
    if (step === 'plan') return { code: 0, output: 'Inst libfoo1 (1.2 Debian:12 [amd64])\nConf libfoo1\n' };
    if (step.startsWith('download'))
      for (const name of run.args.slice(run.args.indexOf('download') + 1))
        writeFileSync(join(run.cwd!, `${name}_1_amd64.deb`), '');
    if (step === 'unpack') {
      const bin = join(run.args[2]!, 'usr', 'bin');
      mkdirSync(bin, { recursive: true });
      mkdirSync(join(run.args[2]!, 'usr', 'lib', 'x86_64-linux-gnu'), { recursive: true });
      writeFileSync(join(bin, 'redis-server'), '#!/bin/sh\necho "Redis server v=7.0.15"\n');
      chmodSync(join(bin, 'redis-server'), 0o755);
    }
    return step === 'server --version' ? runCommand(run) : { code: 0, output: '' };
  };
}

function stepOf({ command, args }: CommandRun): string {
  if (command.endsWith('redis-server')) return 'server --version';
  if (args[0] === '--version') return `${command} --version`;
  if (command === 'dpkg-deb') return 'unpack';
  if (args.includes('-s')) return 'plan';
  const own = args.some((arg) => arg.startsWith('Dir::State::Lists=')) ? ', own lists' : '';
  return args.includes('update') ? `update${own}` : `download${own}`;
}

const download = (run: RunCommand, more: { osRelease?: string; limitMs?: number } = {}) =>
  downloadServer({
    folder: join(dataDir, 'redis-server'),
    say: (line) => said.push(line),
    runCommand: run,
    limitMs: 5000,
    osRelease: join(dataDir, 'os-release'),
    ...more,
  });

describe('fetching the program from the distribution', () => {
  test('unpacks what apt fetched into the folder, and leaves nothing else', async () => {
    const folder = join(dataDir, 'redis-server');
    expect(await download(machine())).toEqual({
      command: join(folder, 'usr', 'bin', 'redis-server'),
      env: { LD_LIBRARY_PATH: expect.stringContaining(join(folder, 'usr', 'lib', 'x86_64-linux-gnu')) },
    });
    expect(ran.slice(0, 4)).toEqual(['apt-get --version', 'dpkg-deb --version', 'plan', 'download']);
    // redis-server, redis-tools, libjemalloc2, liblzf1 and what the plan named
    expect(ran.filter((step) => step === 'unpack')).toHaveLength(5);
    expect(readdirSync(dataDir).sort()).toEqual(['os-release', 'redis-server']);
    expect(said).toEqual([expect.stringContaining(folder)]);
  });

  test('reads package lists of its own where the machine has none', async () => {
    expect(typeof (await download(machine('download')))).toBe('object');
    expect(ran.slice(3, 7)).toEqual(['download', 'update, own lists', 'plan', 'download, own lists']);
  });

  test.each([
    [['apt-get --version'], 'there is no apt-get'],
    [['dpkg-deb --version'], 'there is no dpkg-deb'],
    [['download', 'update, own lists'], 'apt-get could not fetch it (E: update, own lists)'],
    [['download', 'download, own lists'], 'apt-get could not fetch it (E: download, own lists)'],
    [['unpack'], 'dpkg-deb could not unpack'],
    [['server --version'], 'the fetched program does not run here'],
  ])('%p failing, says so and leaves nothing behind', async (failing, why) => {
    expect(await download(machine(...failing))).toContain(why);
    expect(readdirSync(dataDir)).toEqual(['os-release']);
  });

  test.each(['NAME=Fedora\nID=fedora\n', ''])(
    'elsewhere than on Debian and Ubuntu runs nothing (%p)',
    async (text) => {
      writeFileSync(join(dataDir, 'os-release'), text);
      expect(await download(machine())).toBe('this is not Debian or Ubuntu');
      expect(await download(machine(), { osRelease: join(dataDir, 'none') })).toBe(
        'this is not Debian or Ubuntu',
      );
      expect(ran).toEqual([]);
    },
  );

  test('ends at its limit', async () => {
    const hanging: RunCommand = (run) =>
      stepOf(run).startsWith('download') || stepOf(run).startsWith('update')
        ? runCommand({ ...run, command: 'sleep', args: ['30'] })
        : machine()(run);
    const started = performance.now();
    expect(await download(hanging, { limitMs: 300 })).toContain('in time');
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('without any way to a Redis', () => {
  test.each([
    [true, /No Redis was found/],
    [false, /REDIS_AUTO=0 forbids fetching it/],
  ])('auto: %p ends with the commands to run', async (auto, why) => {
    const nothing: RunCommand = async () => ({ code: undefined, output: '' });
    const failed = resolveRedis({ dataDir, localPort: await freePort(), auto, runCommand: nothing });
    await expect(failed).rejects.toMatchObject({ code: 'unavailable' });
    await expect(failed).rejects.toThrow(why);
    for (const command of [
      'apt-get install redis-server',
      'brew install redis',
      'docker compose up -d redis',
    ])
      await expect(failed).rejects.toThrow(command);
  });
});
