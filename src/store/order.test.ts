import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { comparePlaces, fromCursor, rankOf, toCursor, toMs, wholePriority } from './order.js';

const priority = fc.integer({ min: 0, max: 1000 });
const ms = fc.integer({ min: 0, max: 2 ** 42 - 1 });

describe('the order of the review queue', () => {
  test('is priority, highest first, then time, oldest first, and exact', () => {
    fc.assert(
      fc.property(priority, ms, priority, ms, (p1, t1, p2, t2) => {
        const [a, b] = [rankOf(p1, t1), rankOf(p2, t2)];
        expect(Number.isSafeInteger(a)).toBe(true);
        expect(Math.sign(a - b)).toBe(Math.sign(p2 - p1 || t1 - t2));
      }),
    );
  });

  test('breaks ties as Redis does: by the bytes of the id, not by UTF-16 units', () => {
    const ids = ['\u{1F600}', '\uFFFD', 'a', 'B', ''];
    const sorted = ids.map((id) => ({ rank: 1, id })).sort(comparePlaces);
    expect(sorted.map(({ id }) => id)).toEqual(['', 'B', 'a', '\uFFFD', '\u{1F600}']);
  });
});

describe('cursors', () => {
  test('name a place and give it back', () => {
    fc.assert(
      fc.property(priority, ms, fc.string({ unit: 'grapheme' }), (p, t, id) => {
        const place = { rank: rankOf(p, t), id };
        const cursor = toCursor(place);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(fromCursor(cursor)).toEqual(place);
      }),
    );
  });

  test('anything else is refused by name, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(() => fromCursor(text)).toThrow(
          expect.objectContaining({ code: 'invalid', about: { field: 'cursor' } }),
        );
      }),
    );
  });
});

test.each([
  [0.4, 0],
  [999.6, 1000],
  [-3, 0],
  [5000, 1000],
  [Number.NaN, 0],
])('a priority of %p is ranked as %p', (given, whole) => expect(wholePriority(given)).toBe(whole));

test.each(['', 'soon', '1969-12-31T23:59:59Z', '2200-01-01T00:00:00Z'])('%p is no time of ours', (time) =>
  expect(() => toMs(time, 'judgedAt')).toThrow(
    expect.objectContaining({ code: 'invalid', about: { field: 'judgedAt' } }),
  ),
);
