import { expect, test } from '@jest/globals';
import { quotedRanges } from './quotation.js';

test.each([
  ['He said "no way" twice', ['"no way"']],
  ['He said “no way” twice', ['“no way”']],
  ["It's the dogs' fault, isn't it", []],
  ["They said 'get out' to us", ["'get out'"]],
  ['> copied line\nmy answer', ['> copied line']],
  ['an "open mark\nends with its line', []],
])('%j', (raw, expected) => {
  expect(quotedRanges(raw).map(({ start, end }) => raw.slice(start, end))).toEqual(expected);
});
