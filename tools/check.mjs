// `npm run check`: types, lint, the import law, tests; stops at the first that fails.
import { spawnSync } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

prepare();
for (const script of ['types', 'lint', 'law', 'test']) {
  const { status } = spawnSync('npm', ['run', '--silent', script], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`npm run ${script} failed\n`);
    process.exit(status ?? 1);
  }
}
