import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildAutomaton, gap, wall } from './automaton.js';

const runsOf = (text: string): string[] => [...text.matchAll(/(.)\1*/g)].map(([run]) => run);

/** Every (pattern, run) that the automaton reports in letters a … z; `|` is a wall. */
function search(patterns: readonly string[], text: string): string[] {
  const { next, firstFound, found } = buildAutomaton(patterns);
  let state = 0;
  return runsOf(text)
    .flatMap((run, at) => {
      state = next[state * 27 + (run[0] === '|' ? wall : run.charCodeAt(0) - 0x61)]!;
      if (state < firstFound) return [];
      return [...found[state - firstFound]!].map((number) => `${patterns[number]}@${at}`);
    })
    .sort();
}

test.each([
  ['a repeated letter is one', ['as'], 'aaasss', ['as@1']],
  ['patterns that differ in runs alone end together', ['as', 'ass'], 'ass', ['as@1', 'ass@1']],
  ['a suffix of a longer pattern', ['grass', 'ass'], 'grass', ['ass@3', 'grass@3']],
  ['gaps in a pattern are passed over', ['a b'], 'xabx', ['a b@2']],
  ['nothing is found across a wall', ['ab'], 'a|b', []],
])('%s', (_, patterns, text, expected) => {
  expect(search(patterns, text)).toEqual(expected);
});

test('says how often each letter stands in a row, and where the gaps are', () => {
  const { runs, gaps } = buildAutomaton(['ass', 'eats shit', 'a b']);
  expect(runs.map((each) => [...each])).toEqual([
    [1, 2],
    [1, 1, 1, 2, 1, 1, 1],
    [1, 1],
  ]);
  expect(gaps.map((each) => each && [...each])).toEqual([
    undefined,
    [0, 0, 0, gap.within, 0, 0, 0],
    [gap.none, gap.before],
  ]);
});

test('finds what a naive search finds', () => {
  const word = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
    .map((letters) => letters.join(''));
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 8 }),
      fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
      (patterns, text) => {
        const letters = runsOf(text).map((run) => run[0]);
        const naive = patterns.flatMap((pattern) => {
          const wanted = runsOf(pattern).map((run) => run[0]);
          return letters.flatMap((_, end) => {
            const first = end - wanted.length + 1;
            const there = first >= 0 && wanted.every((letter, k) => letters[first + k] === letter);
            return there ? [`${pattern}@${end}`] : [];
          });
        });
        expect(search(patterns, text)).toEqual(naive.sort());
      },
    ),
  );
});

test('refuses an empty pattern and one of other characters', () => {
  expect(() => buildAutomaton([''])).toThrow(RangeError);
  expect(() => buildAutomaton(['a1'])).toThrow(RangeError);
});
