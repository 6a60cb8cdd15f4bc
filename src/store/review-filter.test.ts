import { expect, test } from '@jest/globals';
import type { ReviewFilter } from './comment-store.js';
import { isAskedFor, looksInside } from './review-filter.js';
import { at, submission, t0, verdict } from './testing/make.js';

const found = {
  comment: { ...submission('a', { author: 'r1' }), revision: 1, receivedAt: at(0) },
  verdict: verdict('a'),
};

test.each<[string, ReviewFilter, boolean]>([
  ['nothing asked', {}, true],
  ['old enough', { minAge: 60 }, true],
  ['too young', { minAge: 61 }, false],
  ['young enough', { maxAge: 60 }, true],
  ['too old', { maxAge: 59 }, false],
  ['all conditions must hold', { author: 'r1', maxAge: 1 }, false],
])('%s', (_, filter, expected) => {
  expect(isAskedFor(found, filter, t0 + 60_000)).toBe(expected);
});

test('site and action are known without a look at the case', () => {
  expect(looksInside({ site: 'daily', action: 'block' })).toBe(false);
  expect(looksInside({ text: 'x' })).toBe(true);
});
