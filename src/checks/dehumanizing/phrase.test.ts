import { describe, expect, test } from '@jest/globals';
import { Text } from '../../text/text.js';
import { loadLexicons } from './lexicon.js';
import { compile } from './phrase.js';
import { PhraseIndex } from './phrase-index.js';
import { tokenize } from './tokens.js';
import { marks, Vocabulary } from './vocabulary.js';

const { tagOf } = loadLexicons();
const found = (phrase: string, raw: string): string[] => {
  const index = new PhraseIndex(marks.cue, [compile(phrase, 0)], () => 0);
  const tokens = tokenize(new Text(raw), new Vocabulary(tagOf, [...index.signs()]), () => false);
  return index
    .sightings(tokens)
    .map(({ first, last }) => raw.slice(tokens[first]!.span.start, tokens[last]!.span.end));
};

describe('phrases', () => {
  test.each([
    ['waste of oxygen', 'What a waste of oxygen.', ['waste of oxygen']],
    ['crawl|crawls back', 'He crawls back.', ['crawls back']],
    ['put them all? down', 'put them down or put them all down', ['put them down', 'put them all down']],
    ['too bad .. missed', 'Too bad the officer missed.', ['Too bad the officer missed']],
    ['shoot <who>', 'Shoot the damn looters now', ['Shoot the damn looters']],
    ['<who> should die', 'those looters should die', ['looters should die']],
    ["n't human", "They aren't human", ["n't human"]],
    ['waste of oxygen', 'a waste. Of oxygen', []],
    ['too bad .. missed', 'too bad one two three four five missed', []],
  ])('%s in %s', (phrase, raw, expected) => expect(found(phrase, raw)).toEqual(expected));

  test('a phrase of tags alone is refused', () =>
    expect(() => compile('<who> <adv>', 0)).toThrow(RangeError));
  test('an unknown tag is refused', () => expect(() => compile('<nobody> dies', 0)).toThrow(RangeError));
});
