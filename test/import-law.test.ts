import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
let house: string;

/** A house of its own, under the real law. */
beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'decorum-law-'));
  for (const path of [
    '.dependency-cruiser.cjs',
    'package.json',
    'tsconfig.json',
    'tools/law.mjs',
    'tools/law-tsx.mjs',
    'tools/prepare.mjs',
  ])
    cpSync(join(root, path), join(house, path));
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  mkdirSync(join(house, 'workers'));
  write('workers/main.ts', '');
  write('src/domain/span.ts', 'export interface Span { start: number }');
  write('src/checks/check.ts', "import type { Span } from '../domain/span.js';\nexport type Found = Span;");
});
afterEach(() => rmSync(house, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(house, path)), { recursive: true });
  writeFileSync(join(house, path), text);
}

function law(): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/law.mjs'], {
    cwd: house,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

test('a lawful house passes', () => {
  expect(law()).toMatchObject({ status: 0 });
});

test('a folder without a law fails', () => {
  write('src/extras/x.ts', 'export const x = 1;');
  const { status, said } = law();
  expect(status).not.toBe(0);
  expect(said).toContain('src/extras: no law');
});

test.each([
  [
    'a type-only import upwards',
    'src/text/x.ts',
    "import type { Found } from '../checks/check.js';\nexport type X = Found;",
    'text-imports',
  ],
  ['a check that imports another', 'src/checks/a/x.ts', "export { b } from '../b/x.js';", 'checks-apart'],
  [
    'a package in the domain',
    'src/domain/x.ts',
    "import { z } from 'zod';\nexport const x = z;",
    'domain-packages',
  ],
  [
    'express outside the API',
    'src/store/x.ts',
    "import express from 'express';\nexport const x = express;",
    'store-packages',
  ],
  [
    'a page that reaches past the API',
    'src/ui/x.tsx',
    "import { x } from '../text/x.js';\nexport const page = <p>{x}</p>;",
    'ui-imports',
  ],
  ['a test helper in the product', 'src/api/x.ts', "export { t } from '../../test/t.js';", 'leaves'],
])('%s fails', (_name, path, text, rule) => {
  write('src/checks/b/x.ts', 'export const b = 1;');
  write('src/text/x.ts', 'export const x = 1;');
  write('test/t.ts', 'export const t = 1;');
  write(path, text);
  const { status, said } = law();
  expect(status).not.toBe(0);
  expect(said).toContain(rule);
});
