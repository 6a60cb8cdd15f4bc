// Makes a fresh clone runnable: installs the packages if they are missing or older than the lock file, and builds
// dist/ if a source changed. Plain Node, no packages: it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const say = (line) => process.stderr.write(`${line}\n`);

/** Installs and builds what is missing or stale. Says what it does on stderr, and nothing when nothing is to do. */
export function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 12))
    fail(`Decorum needs Node 20.12 or newer; this is ${process.version}.`);
  if (!existsSync(at('src'))) return; // an image that ships dist alone
  locked(() => {
    if (installIsStale()) install();
    const state = fingerprint();
    if (readIfThere(at('dist', '.built')) !== state) build(state);
  });
}

function installIsStale() {
  const installed = at('node_modules', '.package-lock.json');
  return (
    !existsSync(installed) ||
    readIfThere(at('node_modules', '.decorum-lock')) !== hash(readFileSync(at('package-lock.json')))
  );
}

function install() {
  say('Installing packages (npm ci) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail('npm ci failed: see above. Is the npm registry reachable?');
  writeFileSync(at('node_modules', '.decorum-lock'), hash(readFileSync(at('package-lock.json'))));
}

/** Compiles into a folder beside dist and swaps, so that a running Decorum never sees half a build. */
export function build(state = fingerprint()) {
  say('Building …');
  const fresh = at('dist.new');
  rmSync(fresh, { recursive: true, force: true });
  tsc(['-p', 'tsconfig.build.json', '--outDir', fresh]);
  for (const path of assets()) {
    mkdirSync(dirname(join(fresh, path)), { recursive: true });
    cpSync(at(path), join(fresh, path));
  }
  buildPage(join(fresh, 'src', 'ui'));
  writeFileSync(join(fresh, '.built'), state);
  const old = at('dist.old');
  rmSync(old, { recursive: true, force: true });
  if (existsSync(at('dist'))) renameSync(at('dist'), old);
  renameSync(fresh, at('dist'));
  rmSync(old, { recursive: true, force: true });
}

/** The desk's page, bundled by Vite. */
export function buildPage(folder) {
  const { status } = spawnSync(
    process.execPath,
    [
      at('node_modules', 'vite', 'bin', 'vite.js'),
      'build',
      '--config',
      at('tools', 'vite.config.mjs'),
      '--outDir',
      folder,
    ],
    { cwd: root, stdio: ['ignore', 2, 2] },
  );
  if (status !== 0) fail('The page was not built: see above.');
}

function tsc(args) {
  const { status } = spawnSync(process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) fail('The build failed: see above.');
}

const sources = () =>
  ['src', 'workers'].flatMap((folder) => [...walk(at(folder))]).map((path) => relative(root, path));
/** What the code reads beside itself at run time: lexicons, weights, pages. */
const assets = () => sources().filter((path) => !/^src.ui.|\.ts$|tsconfig\.json$|examples\.yml$/.test(path));

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (!entry.name.endsWith('.test.ts')) yield path;
  }
}

function fingerprint() {
  const files = [
    ...sources(),
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
    'tools/prepare.mjs',
    'tools/vite.config.mjs',
  ];
  return hash(
    files
      .sort()
      .map((path) => {
        const { size, mtimeMs } = statSync(at(path));
        return `${path}\0${size}\0${mtimeMs}`;
      })
      .join('\n'),
  );
}

const hash = (data) => createHash('sha256').update(data).digest('hex');
const readIfThere = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** One at a time, over processes: the lock is a folder that holds the owner's pid, taken over when the owner is gone. */
function locked(work) {
  const lock = at('.prepare.lock');
  const until = Date.now() + 10 * 60 * 1000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = Number(readIfThere(join(lock, 'pid')));
      if ((owner && !alive(owner)) || Date.now() > until) rmSync(lock, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  try {
    work();
  } finally {
    release();
    process.removeListener('exit', release);
  }
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function fail(message) {
  say(message);
  process.exit(1);
}
