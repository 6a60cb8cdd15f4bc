import { describe, expect, test } from '@jest/globals';
import { readLexicon } from './lexicon.js';

const entry = {
  id: 'rat',
  phrases: ['rat'],
  mode: 'word',
  severity: 'mild',
  category: 'animal',
  note: 'an animal',
};
const read = (...entries: unknown[]) => readLexicon([{ file: 'animals.yml', entries }]);

test('an entry gets what it leaves out', () => {
  expect(read(entry)).toEqual([{ ...entry, except: [], source: 'review', disguised: [] }]);
});

test('a list may be one text, parted by commas', () => {
  expect(read({ ...entry, phrases: 'rat, big rat' })[0]!.phrases).toEqual(['rat', 'big rat']);
});

test('a file may say what its entries have in common', () => {
  const { severity: _, ...rest } = entry;
  const [found] = readLexicon([{ file: 'a.yml', entries: [rest], defaults: { severity: 'severe' } }]);
  expect(found!.severity).toBe('severe');
});

test('an exception may write apart what its entry writes together', () => {
  expect(read({ ...entry, except: ['r at last'] })[0]!.except).toEqual(['r at last']);
});

test('a file may list the categories that there are', () => {
  const file = { file: 'a.yml', entries: [entry], categories: ['plant', 'stone'] };
  expect(() => readLexicon([file])).toThrow('a.yml, entry "rat": "category" must be one of plant, stone');
  expect(readLexicon([{ ...file, categories: ['animal'] }])).toHaveLength(1);
});

describe('refused, by file and entry', () => {
  test.each([
    [
      'a phrase twice',
      [entry, { ...entry, id: 'rats' }],
      'animals.yml, entry "rats": "rat" is also in animals.yml, entry "rat"',
    ],
    ['an id twice', [entry, { ...entry, phrases: ['mouse'] }], 'entry "rat": the id is also in'],
    ['an empty phrase', [{ ...entry, phrases: ['rat', ' '] }], 'entry "rat": "phrases" holds an empty'],
    ['no phrase', [{ ...entry, phrases: [] }], 'entry "rat": has no phrases'],
    [
      'an exception that excepts nothing',
      [{ ...entry, except: ['mousetrap'] }],
      'entry "rat": the exception "mousetrap" excepts nothing',
    ],
    [
      'an exception twice',
      [{ ...entry, except: ['rattle', 'ratio', 'rattle'] }],
      'entry "rat": "except" holds "rattle" twice',
    ],
    ['an unknown field', [{ ...entry, exept: ['ratio'] }], 'entry "rat": unknown field "exept"'],
    [
      'an unknown mode',
      [{ ...entry, mode: 'stemm' }],
      'entry "rat": "mode" must be one of stem, start, word, phrase',
    ],
    ['a missing note', [{ ...entry, note: undefined }], 'entry "rat": "note" must be a text'],
    ['a nameless entry', [{ ...entry, id: 7 }], 'animals.yml, entry 1: "id" must be a text'],
    ['no mapping', ['rat'], 'animals.yml, entry 1: must be a mapping'],
  ])('%s', (_, entries, message) => {
    expect(() => read(...entries)).toThrow(message);
  });

  test('a file that is no list', () => {
    expect(() => readLexicon([{ file: 'a.yml', entries: {} }])).toThrow('a.yml: must be a list of entries');
  });
});
