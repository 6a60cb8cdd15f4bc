import { expect, test } from '@jest/globals';
import type { Finding } from '../domain/finding.js';
import type { Outcome } from '../domain/outcome.js';
import { disguises } from './disguises.js';

const text = 'V3rm1n and v e r m i n and vermin';
const finding = (start: number, end: number): Finding => ({
  rule: 'toy/vermin',
  attribute: 'DEHUMANIZATION',
  span: { start, end },
  score: 0.9,
  severity: 'severe',
  note: 'A word.',
});
const ran = (findings: readonly Finding[]): Outcome => ({
  status: 'ran',
  check: 'toy',
  version: '1',
  ms: 1,
  findings,
  scores: {},
});

test('tells of marked words that are not as written, once, in text order', () => {
  const marks = [finding(27, 33), finding(11, 22), finding(0, 6)];
  const found = disguises(text, {
    outcomes: [
      ran(marks),
      ran(marks),
      { status: 'failed', check: 'other', version: '1', ms: 1, error: 'TimeoutError' },
    ],
  });
  expect(found.map(({ span, read }) => [text.slice(span.start, span.end), read])).toEqual([
    ['V3rm1n', 'vermin'],
    ['v e r m i n', 'vermin'],
  ]);
  expect(found[0]!.cells[1]).toEqual({ raw: '3', read: 'e', kind: 'changed' });
});

test('says nothing of long stretches, nor of spans beyond the text', () => {
  expect(disguises('3'.repeat(80), { outcomes: [ran([finding(0, 80), finding(70, 90)])] })).toEqual([]);
});
