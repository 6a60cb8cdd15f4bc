import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
// @ts-expect-error: plain JavaScript, so that npm run wasm needs no loader
import { compile } from './compile.mjs';

test('the compiled loops are those of the source', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decorum-wasm-'));
  try {
    compile(join(folder, 'kernel.wasm'));
    const shipped = readFileSync(new URL('../../src/checks/toxicity/models/kernel.wasm', import.meta.url));
    expect(readFileSync(join(folder, 'kernel.wasm')).equals(shipped)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
