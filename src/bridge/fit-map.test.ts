import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fewestRows, fitMap } from './fit-map.js';
import { mappedScore } from './score-map.js';
import { volumes } from './volumes.js';

const score = fc.integer({ min: 0, max: 10_000 }).map((value) => value / 10_000);
const rows = fc.array(fc.record({ local: score, perspective: score }), {
  minLength: fewestRows,
  maxLength: 400,
});

describe('a fitted map', () => {
  test('rises from 0 to its end, whatever the rows', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const knots = fitMap(some);
        expect(knots[0]![0]).toBe(0);
        expect(knots.at(-1)![0]).toBe(1);
        for (let at = 1; at < knots.length; at++) {
          expect(knots[at]![0]).toBeGreaterThan(knots[at - 1]![0]);
          expect(knots[at]![1]).toBeGreaterThanOrEqual(knots[at - 1]![1]);
        }
      }),
    );
  });

  test('keeps volumes: as many reach a threshold as on the other scale, whoever they are', () => {
    const some = Array.from({ length: 4000 }, (_, k) => ({
      local: (k / 4000) ** 3,
      perspective: (((k * 1009) % 4000) / 4000) ** 0.7,
    }));
    const knots = fitMap(some);
    const mapped = some.map(({ local, perspective }) => ({ local: mappedScore(knots, local), perspective }));
    for (const { difference } of volumes(mapped)) expect(Math.abs(difference!)).toBeLessThan(0.02);
  });

  test('of the same scale is nearly itself', () => {
    const same = Array.from({ length: 1000 }, (_, k) => ({ local: k / 999, perspective: k / 999 }));
    const knots = fitMap(same);
    for (const value of [0.1, 0.5, 0.77, 0.95]) expect(mappedScore(knots, value)).toBeCloseTo(value, 2);
  });

  test('needs rows', () => {
    expect(() => fitMap([{ local: 0.1, perspective: 0.2 }])).toThrow(RangeError);
  });
});

test('volumes tell how many reach a threshold on each side, and no share of none', () => {
  const some = [
    { local: 0.7, perspective: 0.65 },
    { local: 0.8, perspective: 0.75 },
    { local: 0.2, perspective: 0.1 },
  ];
  expect(volumes(some, [0.7, 0.9])).toEqual([
    { threshold: 0.7, perspective: 1, local: 2, difference: 1 },
    { threshold: 0.9, perspective: 0, local: 0 },
  ]);
});
