// `npm run law`: the import law. A folder under src/ without a law is as wrong as a broken one.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './prepare.mjs';

const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
const lawful = new Set(forbidden.map(({ name }) => name));
const lawless = readdirSync(join(root, 'src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !lawful.has(`${entry.name}-imports`))
  .map((entry) => `src/${entry.name}: no law. Give it a row in .dependency-cruiser.cjs`);
for (const line of lawless) process.stderr.write(`${line}\n`);
const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
const { status } = spawnSync(
  process.execPath,
  [
    '--import',
    pathToFileURL(join(root, 'tools', 'law-tsx.mjs')).href,
    cruiser,
    'src',
    'workers',
    '--config',
    '.dependency-cruiser.cjs',
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(lawless.length > 0 ? 1 : (status ?? 1));
