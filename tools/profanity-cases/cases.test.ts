import { describe, expect, test } from '@jest/globals';
import { compounds, disguisedCases, heldOutWords, innocents, plainCases, words } from './cases.js';
import { disguises } from './disguises.js';

const doubles = (values: readonly string[]): readonly string[] =>
  values.filter((value, at) => values.indexOf(value) !== at);

describe('the set is as large as it says', () => {
  test.each([
    ['disguises', disguises.length, 115],
    ['base words', words.length, 60],
    ['compounds', compounds().filter(({ heldOut }) => !heldOut).length / 2, 220],
    ['base words held out', heldOutWords.length, 40],
    ['strict innocents', innocents().filter(({ context }) => !context).length, 760],
    ['context innocents', innocents().filter(({ context }) => context).length, 120],
    [
      'sentences in other languages',
      innocents().filter(({ group }) => group.startsWith('foreign')).length,
      60,
    ],
  ])('%s', (_, count, least) => expect(count).toBeGreaterThanOrEqual(least));
});

describe('nothing stands twice', () => {
  test.each([
    ['disguises', disguises.map(({ family, name }) => `${family}: ${name}`)],
    ['base words', [...words, ...heldOutWords]],
    ['plain and compounds', [...plainCases(), ...compounds()].map(({ text }) => text)],
    ['innocents', innocents().map(({ text }) => text)],
  ])('%s', (_, values) => expect(doubles(values)).toEqual([]));
});

test('every span cuts the disguised word out of its sentence', () => {
  const shown = new Map(disguises.map((disguise) => [`${disguise.family}: ${disguise.name}`, disguise.of]));
  for (const { text, span, word, family, disguise } of disguisedCases())
    expect(text.slice(span.start, span.end)).toBe(shown.get(`${family}: ${disguise}`)!(word));
  for (const { text, span, word } of [...plainCases(), ...compounds()])
    expect(text.slice(span.start, span.end)).toBe(word);
});

test('every disguise changes at least two words, or shows them between other signs', () => {
  const idle = disguises.filter(({ of }) => words.filter((word) => of(word) !== undefined).length < 2);
  expect(idle.map(({ name }) => name)).toEqual([]);
});

test.each([
  ['leet', 'i as !', 'shit', 'sh!t'],
  ['one letter masked', 'vowel as *', 'cock', 'c*ck'],
  ['more letters masked', 'middle as *', 'bitch', 'b***h'],
  ['spaced, dotted, dashed', 'signs in turn', 'bitch', 'b.i-t c_h'],
  ['split in two', 'space', 'bitch', 'bit ch'],
  ['repeats', 'vowel x3', 'bitch', 'biiitch'],
  ['lookalikes and styles', 'fullwidth', 'cock', 'ｃｏｃｋ'],
  ['turned about', 'transposed', 'fuck', 'fcuk'],
  ['respelled', 'ing as in', 'fucking', 'fuckin'],
  ['markup inside', 'decimal entity', 'fuck', 'f&#117;ck'],
  ['combined', 'mask and spaces', 'fuck', 'f * c k'],
] as const)('%s, %s', (family, name, word, shown) => {
  const disguise = disguises.find((one) => one.family === family && one.name === name);
  expect(disguise?.of(word)).toBe(shown);
});
