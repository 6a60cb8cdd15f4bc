import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FeatureReader, type FeatureShape, identityHash } from './features.js';

const shape: FeatureShape = {
  bits: 18,
  letters: [2, 5],
  letterWeight: 0.5,
  pairWeight: 0.7,
  identity: ['latin american', 'muslim', 'muslims', 'norwegian', 'norwegians', 'american'],
  heads: ['people', 'women'],
};

/** The words of a folded text; `#` stands for an identity term. */
function wordsOf(folded: string): string[] {
  const reader = new FeatureReader(shape);
  reader.read(folded);
  return Array.from({ length: reader.count }, (_, i) =>
    reader.hashes[i] === identityHash
      ? `#${folded.slice(reader.starts[i], reader.ends[i])}`
      : String.fromCharCode(...reader.units.subarray(reader.unitAt[i], reader.unitAt[i + 1])),
  );
}

describe('words', () => {
  test.each([
    ['punctuation parts words', 'no, really: stop!', ['no', 'really', 'stop']],
    ['an apostrophe inside does not', "don't can’t 'quoted'", ['dont', 'cant', 'quoted']],
    ['a hyphen does', 'sub-human', ['sub', 'human']],
    ['masks stay in the word', 'f*ck a$$ @ss', ['f*ck', 'a$$', '@ss']],
    ['long runs of a letter become two', 'sooooo fuuuck', ['soo', 'fuuck']],
    ['an emoji is a word of its own', 'you🖕🖕fool', ['you', '🖕', '🖕', 'fool']],
    ['so is a dingbat', 'ok✊ok', ['ok', '✊', 'ok']],
    ['other scripts are not read', 'привет idiot 世界', ['idiot']],
    ['nothing gives nothing', '', []],
    ['half an emoji is no reason to stop', 'a \ud83d b', ['a', '\ud83d', 'b']],
  ])('%s', (_, folded, expected) => {
    expect(wordsOf(folded)).toEqual(expected);
  });
});

describe('identity terms', () => {
  test.each([
    ['become one word', 'the muslim voted', ['the', '#muslim', 'voted']],
    ['take the noun behind them along', 'the muslim women voted', ['the', '#muslim women', 'voted']],
    ['the noun alone stays', 'the women voted', ['the', 'women', 'voted']],
    ['neighbours are one', 'norwegian american muslims', ['#norwegian american muslims']],
    ['may have two words', 'a latin american voter', ['a', '#latin american', 'voter']],
    ['half of two words is none', 'latin verbs', ['latin', 'verbs']],
  ])('%s', (_, folded, expected) => {
    expect(wordsOf(folded)).toEqual(expected);
  });

  test('have no letters, so that two of them bring the same rows', () => {
    const reader = new FeatureReader(shape);
    const rows = new Uint32Array(256);
    const rowsOf = (folded: string) => {
      reader.read(folded);
      return [reader.word(1), reader.pair(1), reader.skip(2), reader.letters(1, rows)];
    };
    expect(rowsOf('all norwegians lie')).toEqual(rowsOf('all muslim people lie'));
    expect(rowsOf('all norwegians lie')[3]).toBe(0);
  });
});

test('letter runs of a word: 2 to 5 units, boundaries counted', () => {
  const reader = new FeatureReader(shape);
  reader.read('ab');
  // <a ab b> <ab ab> <ab>
  expect(reader.letters(0, new Uint32Array(reader.letterRows(0)))).toBe(6);
});

test('words come in order, apart, within the text, whatever it is', () => {
  const reader = new FeatureReader(shape);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (folded) => {
      reader.read(folded);
      let end = 0;
      for (let i = 0; i < reader.count; i++) {
        expect(reader.starts[i]).toBeGreaterThanOrEqual(end);
        expect(reader.ends[i]).toBeGreaterThan(reader.starts[i]!);
        end = reader.ends[i]!;
        const rows = new Uint32Array(reader.letterRows(i));
        expect(reader.letters(i, rows)).toBeLessThanOrEqual(rows.length);
      }
      expect(end).toBeLessThanOrEqual(folded.length);
    }),
  );
});
