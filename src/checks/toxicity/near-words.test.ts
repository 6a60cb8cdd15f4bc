import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOneSlip, NearWords } from './near-words.js';

const words = ['about', 'people', 'stupid', 'stupor', 'disgusting', 'animal', 'animals', 'cat'];
const near = new NearWords(words);

test.each([
  ['stuped', 'stupid'],
  ['stpuid', 'stupid'],
  ['stupd', 'stupid'],
  ['stupiid', 'stupid'],
  ['disgustng', 'disgusting'],
  ['animalls', 'animals'],
  ['peple', 'people'],
  ['tsupid', undefined],
  ['stooped', undefined],
  ['cta', undefined],
  ['caat', undefined],
  ['', undefined],
])('%s is read as %s', (spelling, word) => {
  const found = near.find(spelling);
  expect(found < 0 ? undefined : words[found]).toBe(word);
});

test('of two words as near, the commoner', () => {
  expect(new NearWords(['house', 'horse']).find('hoise')).toBe(0);
  expect(new NearWords(['horse', 'house']).find('hoise')).toBe(0);
  expect(new NearWords(['mouse', 'horse', 'house']).find('hoise')).toBe(1);
});

const word = fc.stringMatching(/^[a-d]{5,9}$/);
test('finds a word exactly where one is a slip away', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 6 }), word, (known, spelling) => {
      const found = new NearWords(known).find(spelling);
      const slips = known.map((one) => isOneSlip(spelling, one));
      if (found < 0) expect(slips.some(Boolean)).toBe(false);
      else expect(slips.indexOf(true)).toBe(found);
    }),
    { numRuns: 500 },
  );
});
