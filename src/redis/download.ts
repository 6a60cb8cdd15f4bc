import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CommandResult, RunCommand } from './run-command.js';
import { programInFolder, type ServerProgram } from './server-program.js';

/** What redis-server is made of on Debian 12; what else a distribution wants, apt tells. */
const packages = ['redis-server', 'redis-tools', 'libjemalloc2', 'liblzf1'];

export interface DownloadOptions {
  /** Where the program is kept from then on. */
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly runCommand: RunCommand;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds for all of it. */
  readonly limitMs: number;
  /** The file that names the distribution. */
  readonly osRelease?: string;
}

/**
 * Fetches the distribution's own Redis, with apt's signature checks, and unpacks it into a folder of ours: no root,
 * nothing installed. Debian and Ubuntu. Answers the program, or one clause on why there is none.
 */
export async function downloadServer(options: DownloadOptions): Promise<ServerProgram | string> {
  const { folder, say, env, osRelease = '/etc/os-release' } = options;
  if (!isDebian(osRelease)) return 'this is not Debian or Ubuntu';
  const until = Date.now() + options.limitMs;
  const run = (command: string, args: readonly string[], cwd: string): Promise<CommandResult> =>
    options.runCommand({
      command,
      args,
      cwd,
      limitMs: Math.max(1, until - Date.now()),
      ...(env && { env }),
    });
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}.new-`);
  try {
    for (const tool of ['apt-get', 'dpkg-deb'])
      if ((await run(tool, ['--version'], work)).code !== 0) return `there is no ${tool}`;
    say(
      `No Redis here: fetching the distribution's own package into ${folder} (apt-get download, no root) …`,
    );
    const failure = await fetchPackages(run, work, say);
    if (failure !== undefined)
      return `apt-get could not fetch it${Date.now() >= until ? ' in time' : ''}${failure}`;
    const root = join(work, 'root');
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb')))
      if ((await run('dpkg-deb', ['-x', join(work, file), root], work)).code !== 0)
        return `dpkg-deb could not unpack ${file}`;
    if (!(await programInFolder(root, options))) return 'the fetched program does not run here';
    keep(root, folder);
    return (await programInFolder(folder, options)) ?? 'the fetched program does not run here';
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function isDebian(osRelease: string): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync(osRelease, 'utf8'));
  } catch {
    return false;
  }
}

/** By the machine's package lists; where they are absent or too old, by lists of our own. Answers what failed. */
async function fetchPackages(
  run: (command: string, args: readonly string[], cwd: string) => Promise<CommandResult>,
  work: string,
  say: (line: string) => void,
): Promise<string | undefined> {
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(work, part), { recursive: true });
  const cache = ['-o', `Dir::Cache=${join(work, 'cache')}`, '-o', 'APT::Sandbox::User=root'];
  const ownLists = ['-o', `Dir::State::Lists=${join(work, 'lists')}`, ...cache];
  if ((await download(cache)).code === 0) return undefined;
  say('  … reading package lists first (apt-get update, into the same folder) …');
  const update = await run('apt-get', ['-q', ...ownLists, 'update'], work);
  if (update.code !== 0) return errorIn(update);
  const fetched = await download(ownLists);
  return fetched.code === 0 ? undefined : errorIn(fetched);

  async function download(options: readonly string[]): Promise<CommandResult> {
    // A simulated installation names what this machine lacks besides.
    const plan = await run(
      'apt-get',
      [
        '-q',
        ...options,
        '-o',
        'Debug::NoLocking=1',
        '--no-install-recommends',
        '-s',
        'install',
        'redis-server',
      ],
      work,
    );
    const lacking = [...plan.output.matchAll(/^Inst ([a-z0-9][a-z0-9.+-]*)/gm)].map(([, name]) => name!);
    const wanted = [...new Set([...packages, ...lacking])];
    return run('apt-get', ['-q', ...options, 'download', ...wanted], work);
  }
}

/** apt's first line of error, without a proxy's password. */
function errorIn({ output }: CommandResult): string {
  const line = output.split('\n').find((each) => each.startsWith('E: '));
  return line ? ` (${line.slice(0, 300).replace(/\/\/[^/@\s]*@/g, '//')})` : '';
}

/** Puts the finished folder in its place at once; another start that was quicker is as good. */
function keep(root: string, folder: string): void {
  try {
    renameSync(root, folder);
  } catch {
    const old = `${folder}.old-${process.pid}`;
    try {
      renameSync(folder, old);
      renameSync(root, folder);
    } catch {
      // someone else's is there by now
    }
    rmSync(old, { recursive: true, force: true });
  }
}
