// Runs one of our TypeScript tools: node tools/run.mjs tools/bench/main.ts [arguments]
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

prepare();
const child = spawn(
  process.execPath,
  ['--import', 'tsx', join(root, process.argv[2]), ...process.argv.slice(3)],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
