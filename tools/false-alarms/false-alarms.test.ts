import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/checks/check.js';
import { profanity } from '../../src/checks/profanity/index.js';
import type { Finding } from '../../src/domain/finding.js';
import { hunt } from './hunt.js';
import { type Form, formOf, type Label, readTexts } from './read.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decorum-false-alarms-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function texts(name: string, content: string | Buffer, form: Form, label?: Label): Promise<string[]> {
  const file = join(folder, name);
  writeFileSync(file, content);
  const found: string[] = [];
  for await (const text of readTexts(file, form, label)) found.push(text);
  return found;
}

describe('files', () => {
  test.each([
    ['/usr/share/dict/words', 'words'],
    ['/usr/share/dict/propernames.gz', 'words'],
    ['clean.jsonl.gz', 'jsonl'],
    ['news.txt', 'text'],
  ])('%s is read as %s', (file, form) => {
    expect(formOf(file)).toBe(form);
  });

  test('words come without blanks and empty lines, also from a gzipped file', async () => {
    expect(await texts('words.gz', gzipSync('rat\n\n mouse \n'), 'words')).toEqual(['rat', 'mouse']);
  });

  test('of labelled rows only those asked for are read', async () => {
    const rows = '{"text":"fine","labels":{"toxic":0}}\n{"text":"foul","labels":{"toxic":1}}\n';
    expect(await texts('rows.jsonl', rows, 'jsonl', { name: 'toxic', value: '0' })).toEqual(['fine']);
  });

  test.each([
    ['no JSON', 'broken.jsonl, line 2: not JSON', '{"text":"a"}\n{'],
    ['no text', 'broken.jsonl, line 1: no text', '{"txt":"a"}'],
  ])('a row with %s is refused by place', async (_, message, content) => {
    await expect(texts('broken.jsonl', content, 'jsonl')).rejects.toThrow(message);
  });
});

describe('the profanity check stays silent', () => {
  const read = (name: string): AsyncGenerator<string> =>
    readTexts(fileURLToPath(new URL(name, import.meta.url)), 'text');

  test('on names and words of many languages that hold or look like profane ones', async () => {
    const { alarms } = await hunt(read('innocent.txt'), profanity(), { minSeverity: 'mild', minScore: 0 });
    expect(alarms).toEqual([]);
  });

  test('under the default policy, on phrases in which profane words are innocent', async () => {
    const { alarms } = await hunt(read('look-alikes.txt'), profanity(), {
      minSeverity: 'moderate',
      minScore: 0.5,
    });
    expect(alarms).toEqual([]);
  });
});

describe('the hunt', () => {
  const finding = (start: number, entry: string, severity: Finding['severity'], score = 0.9): Finding => ({
    rule: 'profanity/animal',
    attribute: 'PROFANITY',
    span: { start, end: start + 3 },
    score,
    severity,
    note: `An animal (lexicon entry "${entry}").`,
  });
  /** Finds `rat` and, milder and less sure, `cat`. */
  const check: Check = {
    name: 'animals',
    version: '1',
    attributes: ['PROFANITY'],
    inspect: ({ raw }) => ({
      findings: [...raw.matchAll(/rat|cat/g)].map(({ 0: word, index }) =>
        word === 'rat' ? finding(index, 'rats', 'moderate') : finding(index, 'cats', 'mild', 0.3),
      ),
      scores: { PROFANITY: 0 },
    }),
  };
  const clean = ['rat', 'ratio rat', 'cat', 'dog'];

  test('counts findings by entry, most first, and shows each spelling once', async () => {
    const report = await hunt(clean, check, { minSeverity: 'mild', minScore: 0 });
    expect(report).toMatchObject({ texts: 4, flagged: 3, percent: 75 });
    expect(report.alarms).toEqual([
      { entry: 'rats', rule: 'profanity/animal', severity: 'moderate', findings: 3, samples: ['[[rat]]'] },
      { entry: 'cats', rule: 'profanity/animal', severity: 'mild', findings: 1, samples: ['[[cat]]'] },
    ]);
  });

  test.each([
    ['mild ones', { minSeverity: 'moderate', minScore: 0 }],
    ['unsure ones', { minSeverity: 'mild', minScore: 0.5 }],
  ] as const)('%s can be left out', async (_, bar) => {
    const report = await hunt(clean, check, bar);
    expect(report.flagged).toBe(2);
    expect(report.alarms.map(({ entry }) => entry)).toEqual(['rats']);
  });

  test('nothing read is no alarm', async () => {
    expect(await hunt([], check, { minSeverity: 'mild', minScore: 0 })).toEqual({
      texts: 0,
      flagged: 0,
      percent: 0,
      alarms: [],
    });
  });
});
