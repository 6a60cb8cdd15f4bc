import { describe, expect, test } from '@jest/globals';
import { isOdd, plainReadings, Veiled } from './disguise.js';

describe('what a word may be a disguise of', () => {
  test.each([
    ['repeated letters', 'verminnn', 'vermin'],
    ['repeated and doubled ones', 'anniiimals', 'animals'],
    ['a letter that is double in the plain word', 'killlll', 'kill'],
    ['hyphens within', 'ver-min', 'vermin'],
  ])('%s', (_, word, plain) => {
    expect(isOdd(word)).toBe(true);
    expect(plainReadings(word)).toContain(plain);
  });

  test.each(['vermin', 'bookkeeper', 'committee'])('none: %s', (word) => {
    expect(isOdd(word)).toBe(false);
    expect(plainReadings(word)).toEqual([]);
  });
});

test('stars hide a letter each, of the likeliest word', () => {
  const veiled = new Veiled(['rats', 'rots', 'vermin']);
  expect(veiled.reading('r*ts')).toBe('rats');
  expect(veiled.reading('v**min')).toBe('vermin');
  expect(veiled.reading('v*min')).toBeUndefined();
});
