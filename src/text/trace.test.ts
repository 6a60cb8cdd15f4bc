import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { trace } from './trace.js';

const whole = (raw: string) => trace(raw, { start: 0, end: raw.length });
const read = (raw: string) =>
  whole(raw)
    .map((cell) => cell.read)
    .join('');
const kinds = (raw: string) =>
  whole(raw)
    .map(({ kind }) => kind[0])
    .join('');

test.each([
  ['Vermin', 'vermin', 'kkkkkk'],
  ['v3rm1n', 'vermin', 'kckkck'],
  ['vеrmin', 'vermin', 'kckkkk'],
  ['v e r m i n', 'vermin', 'krkrkrkrkrk'],
  ['ver.min', 'vermin', 'kkkrkkk'],
  ['v\u200bermin', 'vermin', 'krkkkkk'],
  ['𝓿ermin', 'vermin', 'ckkkkk'],
  ['animal thugs', 'animal thugs', 'kkkkkkkkkkkk'],
  ['v*rmin', 'v*rmin', 'kkkkkk'],
  ['vermin, s.c.u.m', 'vermin, scum', 'kkkkkkkkkrkrkrk'],
  ['🐀', '🐀', 'k'],
  ['24/7', '24/7', 'kkkk'],
  ['Straße', 'strasse', 'kkkkck'],
])('%j is read as %j', (raw, as, kind) => {
  expect([read(raw), kinds(raw)]).toEqual([as, kind]);
});

test('a stretch within a text is read as it stands there', () => {
  const raw = 'they are V3RM1N!! all of them';
  const start = raw.indexOf('V3');
  expect(
    trace(raw, { start, end: start + 6 })
      .map((cell) => cell.read)
      .join(''),
  ).toBe('vermin');
});

test('the cells are the stretch, character by character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (raw) => {
      const cells = whole(raw);
      expect(cells.map((cell) => cell.raw).join('')).toBe(raw);
      for (const cell of cells) expect(cell.kind === 'removed').toBe(cell.read === '');
    }),
  );
});
