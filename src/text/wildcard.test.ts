import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readWildcard } from './wildcard.js';

test.each([
  ['a word', ' Grok ', 'latin', ['grok']],
  ['a phrase', 'get  bent', 'latin', ['get', 'bent']],
  ['a start', 'grok*', 'latin', ['grok*']],
  ['a stem', '*grok*', 'latin', ['*grok*']],
  ['accents and disguises are undone', 'Grôｋ', 'latin', ['grok']],
  ['apostrophes and hyphens part words', "don't anti-vaxxer", 'latin', ['don', 't', 'anti', 'vaxxer']],
  ['a star within', 'gr*ck', 'words', ['gr*ck']],
  ['a star in a phrase', 'grok* you', 'words', ['grok*', 'you']],
  ['digits', '1488', 'words', ['1488']],
  ['another script', 'Дурак*', 'words', ['дурак*']],
  ['an emoji', '🐒', 'anywhere', ['🐒']],
  ['a script without blanks', '笨蛋', 'anywhere', ['笨蛋']],
  ['a sign', 'c++', 'anywhere', ['c++']],
])('%s: %j', (_, phrase, kind, words) => {
  expect(readWildcard(phrase)).toEqual({ kind, words, key: words.join(' ') });
});

test.each([
  ['', 'must not be empty'],
  ['\u200b', 'must hold a letter, a digit, a sign or an emoji'],
  ['x'.repeat(101), 'must be at most 100 characters'],
  ['a\nb', 'must not hold control characters or line breaks'],
  ['\ud83d', 'holds half a surrogate pair, which UTF-8 cannot carry'],
  ['*', 'must hold something besides *'],
  ['ab*', 'must hold at least 3 letters or digits beside *'],
  ['of a*', 'must hold at least 3 letters or digits beside *'],
  ['a', 'must hold at least 2 letters or digits'],
  ['abc**', 'must not hold **: one * stands for any letters already'],
  ['a*b*c*d*e*f', 'must hold at most 4 *'],
  ['🐒*', 'must not mix * with signs, emoji, or a script that writes without blanks'],
])('refuses %j: %s', (phrase, reason) => {
  expect(() => readWildcard(phrase)).toThrow(
    expect.objectContaining({ code: 'invalid', message: reason, about: { field: 'phrase' } }),
  );
});

test('whatever is written is read or refused with a reason, and its key is read as itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (phrase) => {
      let key: string;
      try {
        ({ key } = readWildcard(phrase));
      } catch (error) {
        expect(error).toMatchObject({ name: 'DecorumError', code: 'invalid' });
        return;
      }
      expect(key).not.toBe('');
    }),
  );
});
