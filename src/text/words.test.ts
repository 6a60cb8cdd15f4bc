import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Text } from './text.js';
import { hashOf } from './words.js';

const read = (raw: string): string[] => new Text(raw).words.map(({ text }) => text);
const written = (raw: string): string[] =>
  new Text(raw).words.map(({ span }) => raw.slice(span.start, span.end));

describe('words as read', () => {
  test.each([
    ['plain', 'They are here.', ['they', 'are', 'here']],
    ['apostrophes and hyphens inside', 'Don’t be sub-human', ["don't", 'be', 'sub-human']],
    ['apostrophes and hyphens outside', "'quoted' - dash-", ['quoted', 'dash']],
    ['digits for letters', 'an1mals and v3rmin', ['animals', 'and', 'vermin']],
    ['two digits side by side', 'c00kie', ['cookie']],
    ['signs for letters', 'anim@ls pe$ts', ['animals', 'pests']],
    ['letters apart by blanks', 'v e r m i n everywhere', ['vermin', 'everywhere']],
    ['letters apart by dots', 'v.e.r.m.i.n!', ['vermin']],
    ['letters apart by hyphens or underscores', 'v-e-r-m-i-n v_e_r_m_i_n', ['vermin', 'vermin']],
    [
      'an edge digit where another is inside',
      '3xt3rm1n4te 4n1mals verm1n5',
      ['exterminate', 'animals', 'vermins'],
    ],
    ['a dollar sign as plural', 'rat$ and US$ 5', ['rats', 'and', 'us', '5']],
    ['stars that hide letters stay', 'sc*m, s**m', ['sc*m', 's**m']],
    ['stars around a word are outside', '*bold* and **bold** 2*3', ['bold', 'and', 'bold', '2', '3']],
    ['letters apart by stars', 's*c*u*m', ['scum']],
    ['a plural’s end keeps with its letters', 'the N P Cs, N P C s', ['the', 'npcs', 'npcs']],
    ['a small word does not', 'the U.S. is big', ['the', 'u', 's', 'is', 'big']],
    ['two single letters stay two', 'plan b or c d', ['plan', 'b', 'or', 'c', 'd']],
    ['numbers stay numbers', '142,460 and 3rd', ['142', '460', 'and', '3rd']],
    ['digits at the edge stay', 'covid19 mp3 1st 4u', ['covid19', 'mp3', '1st', '4u']],
    ['digits as many as letters stay', 'h1n1', ['h1n1']],
    ['other scripts', 'हिन्दी слово 漢字', ['हिन्दी', 'слово', '漢字']],
    ['emoji are no words', '🔥 hot 🔥', ['hot']],
    ['a lone surrogate is no word', '\ud800 x', ['x']],
  ])('%s', (_, raw, expected) => {
    expect(read(raw)).toEqual(expected);
  });
});

test('a word’s span is what the author wrote', () => {
  expect(written('Ｔhe an1mals, v e r m i n: cafe\u0301')).toEqual([
    'Ｔhe',
    'an1mals',
    'v e r m i n',
    'cafe\u0301',
  ]);
});

test('words stand in order, apart, and at their place in the folded view, in every text', () => {
  const hard = fc.array(
    fc.constantFrom(
      'a',
      'b ',
      '.',
      '-',
      '\u200b',
      '\ud83d',
      '🔥',
      'é',
      '1',
      "'",
      'ﷺ',
      '_',
      '$',
      '*',
      '\n',
      'Я',
      '𓀀',
    ),
    {
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(hard, (pieces) => {
      const raw = pieces.join('');
      const text = new Text(raw);
      let last = 0;
      for (const word of text.words) {
        expect(word.text).not.toBe('');
        expect(word.folded.start).toBeGreaterThanOrEqual(last);
        expect(word.span).toEqual(text.folded.toRaw(word.folded));
        expect(word.hash).toBe(hashOf(word.text));
        last = word.folded.end;
      }
    }),
  );
});

describe('sentences', () => {
  const sentences = (raw: string): string[] =>
    new Text(raw).sentences.map(({ start, end }) => raw.slice(start, end));
  test.each([
    [
      'end at . ! ? … before a blank',
      'One. Two! Three? Four… five',
      ['One.', 'Two!', 'Three?', 'Four…', 'five'],
    ],
    ['keep their closing quotes', 'He said “no.” Then “yes!”', ['He said “no.”', 'Then “yes!”']],
    [
      'do not end inside numbers and addresses',
      'It is 3.5 at example.com now',
      ['It is 3.5 at example.com now'],
    ],
    ['end at line breaks', 'one\n\n two ', ['one', 'two']],
    ['are none in a blank text', ' \n ', []],
  ])('%s', (_, raw, expected) => {
    expect(sentences(raw)).toEqual(expected);
  });
});
