import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findSources } from './sources.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'decorum-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* nothing() {}
const make = (...paths: readonly string[]): void => {
  for (const path of paths) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), 'x');
  }
};
const find = async (...inputs: readonly string[]) => {
  const found = await findSources(
    inputs.map((input) => (input === '-' ? '-' : join(folder, input))),
    nothing(),
  );
  const strip = (text: string): string => text.replaceAll(`${folder}/`, '');
  return {
    ...found,
    names: found.sources.map(({ name }) => strip(name)),
    stems: found.sources.map(({ stem }) => strip(stem)),
    problems: found.problems.map(strip),
  };
};

test('a folder is read in order of names, deep, and other files are counted', async () => {
  make(
    'in/b.txt',
    'in/a.jsonl',
    'in/c/d.CSV',
    'in/c/a.ndjson.gz',
    'in/policy.yml',
    'in/.hidden.txt',
    'in/x.gz',
  );
  const { names, stems, skipped, sources } = await find('in');
  expect(names).toEqual(['in/a.jsonl', 'in/b.txt', 'in/c/a.ndjson.gz', 'in/c/d.CSV']);
  expect(skipped).toBe(2);
  expect(sources.map(({ form }) => form)).toEqual(['jsonl', 'text', 'jsonl', 'csv']);
  // Two are called "a": their ids must not meet.
  expect(stems).toEqual(['in/a.jsonl', 'b', 'in/c/a.ndjson.gz', 'd']);
});

test('inputs keep their order; standard input stands where it was given', async () => {
  make('b.txt', 'a.txt');
  expect((await find('b.txt', '-', 'a.txt')).names).toEqual(['b.txt', 'stdin', 'a.txt']);
});

test('what is not there is named, the rest is found', async () => {
  make('a.txt');
  const { names, problems } = await find('none.txt', 'a.txt');
  expect(names).toEqual(['a.txt']);
  expect(problems).toEqual(['none.txt: no such file or folder']);
});

test('links to folders are left alone, links to files followed', async () => {
  make('in/a.txt', 'other.txt');
  symlinkSync(join(folder, 'in'), join(folder, 'in', 'circle'));
  symlinkSync(join(folder, 'other.txt'), join(folder, 'in', 'link.txt'));
  symlinkSync(join(folder, 'gone'), join(folder, 'in', 'broken.txt'));
  expect((await find('in')).names).toEqual(['in/a.txt', 'in/link.txt']);
});

test('a file given twice is read twice under the same ids', async () => {
  make('a.txt');
  expect((await find('a.txt', 'a.txt')).stems).toEqual(['a', 'a']);
});

test('a name with control characters or of great length makes harmless ids', async () => {
  make(`a\u0007b.txt`, `${'long'.repeat(50)}.txt`);
  const { stems } = await find('.');
  expect(stems[0]).toBe('a b');
  expect(stems[1]).toHaveLength(150);
});
