import { expect, test } from '@jest/globals';
import { count, duration, interval, isWeak, percent } from './figures.js';

test.each([
  [0, '0 s'],
  [59.6, '1 min'],
  [220, '3 min 40 s'],
  [3600, '1 h'],
  [7500, '2 h 5 min'],
  [400_000, '5 d'],
])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test('shares are told with their interval, and the wide ones as weak', () => {
  expect([percent(0.938), interval({ low: 0.898, high: 0.964 }), count(15_260)]).toEqual([
    '94%',
    '90–96',
    '15,260',
  ]);
  expect([isWeak({ low: 0.9, high: 0.96 }), isWeak({ low: 0.16, high: 0.75 })]).toEqual([false, true]);
});
