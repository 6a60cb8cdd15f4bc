import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { boundary, buildAutomaton, excess, reserveSymbols } from './automaton.js';

/** Every (pattern, end) that the automaton reports in a text of a … z and blanks. */
function search(patterns: readonly string[], text: string): string[] {
  const automaton = buildAutomaton(patterns);
  const symbols = reserveSymbols(undefined, text.length);
  for (const [run] of text.matchAll(/(.)\1*/g)) {
    symbols.symbol[symbols.length] = run[0] === ' ' ? boundary : run.charCodeAt(0) - 0x61;
    symbols.count[symbols.length++] = run.length;
  }
  const found: string[] = [];
  let state = 0;
  for (let at = 0; at < symbols.length; at++) {
    state = automaton.next[state * 27 + symbols.symbol[at]!]!;
    if (state < automaton.firstFound) continue;
    for (const number of automaton.found[state - automaton.firstFound]!)
      if (excess(automaton, number, symbols, at) >= 0) found.push(`${patterns[number]}@${at}`);
  }
  return found.sort();
}

describe('repeated letters', () => {
  test.each([
    ['a pattern is found in a longer run', ['as'], 'aaasss', ['as@1']],
    ['a doubled letter needs two', ['ass'], 'as', []],
    ['a doubled letter is found doubled', ['ass'], 'ass', ['ass@1']],
    ['patterns that differ in runs alone', ['as', 'ass'], 'ass', ['as@1', 'ass@1']],
    ['a suffix of a longer pattern', ['grass', 'ass'], 'grass', ['ass@3', 'grass@3']],
    ['a blank stands for a boundary', ['a b'], 'xa  bx', ['a b@3']],
  ])('%s', (_, patterns, text, expected) => {
    expect(search(patterns, text)).toEqual(expected);
  });
});

test('finds what a naive search finds', () => {
  const word = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
    .map((letters) => letters.join(''));
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 8 }),
      word.chain((w) => fc.constant(w.repeat(3))),
      (patterns, text) => {
        const runs = [...text.matchAll(/(.)\1*/g)].map(([run]) => run);
        const naive = patterns.flatMap((pattern) => {
          const wanted = [...pattern.matchAll(/(.)\1*/g)].map(([run]) => run);
          return runs.flatMap((_, end) => {
            const first = end - wanted.length + 1;
            const there = first >= 0 && wanted.every((run, k) => runs[first + k]!.startsWith(run));
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
