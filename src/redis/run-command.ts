import { spawn } from 'node:child_process';

export interface CommandRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Replaces the whole environment; absent: as this process has it. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs: number;
}

/** `code` is undefined when the command is not there, cannot run or took too long. */
export interface CommandResult {
  readonly code: number | undefined;
  readonly output: string;
}

export type RunCommand = (run: CommandRun) => Promise<CommandResult>;

/** Runs a command to its end, without a shell; kills it and its children at the limit. Never rejects. */
export const runCommand: RunCommand = ({ command, args, cwd, env, limitMs }) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(cwd !== undefined && { cwd }),
      ...(env && { env: { ...env } }),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // its own process group, so that the limit reaches what it started
    });
    let output = '';
    const keep = (part: Buffer) => {
      output = `${output}${part.toString()}`.slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // it ended by itself meanwhile
      }
    }, limitMs);
    const end = (code: number | undefined) => {
      clearTimeout(timer);
      resolve({ code: late ? undefined : code, output });
    };
    child.on('error', () => end(undefined));
    child.on('close', (code) => end(code ?? undefined));
  });
