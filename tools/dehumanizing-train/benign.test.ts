import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readBenign } from './benign.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decorum-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (bytes: string | Buffer): string => {
  const path = join(folder, 'rows.jsonl');
  writeFileSync(path, bytes);
  return path;
};
const rows = [
  { text: 'clean', labels: { toxic: 0 } },
  { text: 'toxic', labels: { toxic: 1 } },
  { text: 'disputed', labels: { frac_toxic: 0.2 } },
  { text: 'clear', labels: { frac_toxic: 0 } },
];
const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');

test.each([
  ['plain', lines],
  ['gzipped', gzipSync(lines)],
])('reads what nobody found toxic from a %s file', (_, bytes) => {
  expect(readBenign(file(bytes))).toEqual(['clean', 'clear']);
});

test.each([
  ['no JSON', `${lines}{`, ':5: not JSON'],
  ['no text', '{"labels":{}}', ':1: text: must be a string'],
  ['no labels', '{"text":"a"}', ':1: labels: must be an object'],
  ['null', 'null', ':1: text: must be a string'],
])('names file, line and reason of a row with %s', (_, content, reason) => {
  const path = file(content);
  expect(() => readBenign(path)).toThrow(`${path}${reason}`);
});

test('names a file that is not there', () => {
  expect(() => readBenign('absent.jsonl')).toThrow('absent.jsonl: cannot be read');
});
