import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunCommand } from './run-command.js';

/** A redis-server that runs on this machine. */
export interface ServerProgram {
  readonly command: string;
  /** The environment that it needs; absent: this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

interface Search {
  readonly runCommand: RunCommand;
  /** Replaces the environment in which programs are looked for. */
  readonly env?: Readonly<Record<string, string>>;
}

/** `redis-server` or `valkey-server` on PATH, if it runs. */
export async function programOnPath({ runCommand, env }: Search): Promise<ServerProgram | undefined> {
  for (const command of ['redis-server', 'valkey-server']) {
    const program = { command, ...(env && { env }) };
    if (await runs(program, runCommand)) return program;
  }
  return undefined;
}

/** The redis-server unpacked in a folder of ours, if it is there and runs. */
export async function programInFolder(
  folder: string,
  { runCommand, env }: Search,
): Promise<ServerProgram | undefined> {
  const command = join(folder, 'usr', 'bin', 'redis-server');
  if (!existsSync(command)) return undefined;
  const program = { command, env: { ...env, LD_LIBRARY_PATH: libraryFolders(folder).join(':') } };
  return (await runs(program, runCommand)) ? program : undefined;
}

/** Debian keeps libraries by machine: usr/lib/x86_64-linux-gnu and the like. */
const libraryFolders = (folder: string): string[] =>
  [join(folder, 'usr', 'lib'), join(folder, 'lib')].filter(existsSync).flatMap((lib) => [
    lib,
    ...readdirSync(lib, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name.includes('-linux-'))
      .map(({ name }) => join(lib, name)),
  ]);

async function runs({ command, env }: ServerProgram, runCommand: RunCommand): Promise<boolean> {
  const { code, output } = await runCommand({
    command,
    args: ['--version'],
    limitMs: 5000,
    ...(env && { env }),
  });
  return code === 0 && /\bv=\d/.test(output);
}
