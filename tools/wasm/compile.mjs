import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Compiles kernel.ts to the file. @throws Error with the compiler's words */
export function compile(file) {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      here('../../node_modules/assemblyscript/bin/asc.js'),
      here('kernel.ts'),
      ...['--runtime', 'stub', '--importMemory', '--enable', 'simd', '-O3', '--noAssert', '--use', 'abort='],
      ...['--outFile', file],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`kernel.ts was not compiled: ${stderr}`);
}
