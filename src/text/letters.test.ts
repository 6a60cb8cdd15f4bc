import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from './fold.js';
import { flag, type Letters, readLetters, unitsOf } from './letters.js';

const read = (raw: string, leetAs: 'usual' | 'other' = 'usual'): Letters => {
  const { text } = fold(raw);
  return readLetters(unitsOf(text), text.length, leetAs);
};

/** Runs as text: `(`: a gap before, `>`: a gap within, `*`: a digit or sign among them; `|`: a wall. */
function runsOf(raw: string, leetAs: 'usual' | 'other' = 'usual'): string {
  const { symbol, count, flags, length } = read(raw, leetAs);
  return Array.from({ length }, (_, at) => {
    if (symbol[at] === 26) return '|';
    const marks = flags[at]!;
    const run = String.fromCharCode(0x61 + symbol[at]!).repeat(count[at]!);
    return `${marks & flag.afterGap ? '(' : ''}${run}${marks & flag.within ? '>' : ''}${marks & flag.leet ? '*' : ''}`;
  }).join(' ');
}

test.each([
  ['repeated letters are one run', 'Sooo', '(s ooo'],
  ['a gap is remembered', 'a b', '(a (b'],
  ['a run may have a gap within', 'this shit', '(t h i ss> h i t'],
  ['letters apart', 'f u u c k', '(f (uu> (c (k'],
  ['a wall stands where it is far', 'a ..... b', '(a | (b'],
  ['a letter of another script is a wall', 'aжb', '(a | (b'],
  ['invisible characters are nothing', 'f\u200bu\u00adck', '(f u c k'],
  ['digits beside letters', 'sh1t', '(s h i* t'],
  ['numbers are no letters', 'since 1984, 142,460', '(s i n c e'],
  ['a digit alone may be one', 's h 1 t', '(s (h (i* (t'],
  ['a price is no word', 'A$50 and $100', '(aa> n d'],
  ['signs between dots', '$.H.1.T', '(s* (h (i* (t'],
  ['inline tags part nothing', 'f<b>u</b>c<!-- x -->k', '(f u c k'],
  ['other tags do', 'as<br/>so', '(a ss> o'],
  ['less-than is no tag', 'a<b and c', '(a c* b (a n d (c'],
  ['a character reference to a letter', 'f&#117;&#x63;k', '(f u* c* k'],
  ['and to nothing seen', 'f&shy;uck', '(f u c k'],
])('%s', (_, raw, expected) => {
  expect(runsOf(raw)).toBe(expected);
});

test('a one is an i and an l, and it says so', () => {
  expect(read('b1t').ambiguous).toBe(true);
  expect(runsOf('b1t', 'other')).toBe('(b l* t');
  expect(read('in 2011').ambiguous).toBe(false);
});

test('pieces know where they begin and end', () => {
  const { flags } = read('to be');
  expect([...flags.slice(0, 4)].map((each) => each & (flag.begins | flag.ends))).toEqual([1, 2, 1, 2]);
});

test('of a run with a gap within, the first and the last part are known', () => {
  const { headEnd, headCount, tailStart, tailCount, start, end } = read('loss ssso');
  expect([start[2], headEnd[2], headCount[2], tailStart[2], tailCount[2], end[2]]).toEqual([
    2, 4, 2, 5, 3, 8,
  ]);
});

test.each([
  ['f*ck and b-tch', [1, 10]],
  ['Really? Yes. No', []],
  ['sh**', [2]],
])('signs that may hide letters: %s', (raw, places) => {
  const { signs, signCount } = read(raw);
  expect([...signs.slice(0, signCount)]).toEqual(places);
});

test('runs lie in order, apart, within the text, whatever it holds', () => {
  const pieces = fc.constantFrom(
    'a',
    'ss',
    ' ',
    '1',
    '12',
    '$',
    '@',
    '(',
    '|<',
    '<b>',
    '</p>',
    '&#97;',
    '*',
    '\n',
    "'",
    'ж',
    '🔥',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 40 }),
      (parts) => {
        const { text } = fold(parts.join(''));
        const { length, start, end, count, flags, headEnd, tailStart } = readLetters(
          unitsOf(text),
          text.length,
          'usual',
        );
        for (let at = 0; at < length; at++) {
          expect(start[at]).toBeGreaterThanOrEqual(at > 0 ? end[at - 1]! : 0);
          expect(end[at]).toBeLessThanOrEqual(text.length);
          expect(count[at]).toBeGreaterThan(0);
          if (flags[at]! & flag.within) {
            expect(headEnd[at]).toBeGreaterThan(start[at]!);
            expect(tailStart[at]).toBeGreaterThan(headEnd[at]!);
            expect(end[at]).toBeGreaterThan(tailStart[at]!);
          }
        }
      },
    ),
  );
});
