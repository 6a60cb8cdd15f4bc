import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../api/types.js';
import { describe as describeFinding, segmentsOf, worstOf } from './marks.js';

const finding = (start: number, end: number, more: Partial<Finding> = {}): Finding => ({
  rule: 'toy/x',
  attribute: 'INSULT',
  span: { start, end },
  score: 0.5,
  severity: 'mild',
  note: 'A note.',
  ...more,
});
const cut = (text: string, ...findings: Finding[]) =>
  segmentsOf(text, findings).map((segment) => [segment.text, segment.findings.length]);

describe('segments', () => {
  test.each([
    ['no finding', [], [['abcdef', 0]]],
    [
      'one',
      [finding(1, 3)],
      [
        ['a', 0],
        ['bc', 1],
        ['def', 0],
      ],
    ],
    ['all of it', [finding(0, 6)], [['abcdef', 1]]],
    [
      'two that touch',
      [finding(0, 3), finding(3, 6)],
      [
        ['abc', 1],
        ['def', 1],
      ],
    ],
    [
      'two that cross',
      [finding(0, 4), finding(2, 6)],
      [
        ['ab', 1],
        ['cd', 2],
        ['ef', 1],
      ],
    ],
    [
      'one in another',
      [finding(0, 6), finding(2, 4)],
      [
        ['ab', 1],
        ['cd', 2],
        ['ef', 1],
      ],
    ],
    [
      'the same twice',
      [finding(2, 4), finding(2, 4)],
      [
        ['ab', 0],
        ['cd', 2],
        ['ef', 0],
      ],
    ],
    [
      'beyond the end',
      [finding(4, 99)],
      [
        ['abcd', 0],
        ['ef', 1],
      ],
    ],
    [
      'before the start',
      [finding(-3, 2)],
      [
        ['ab', 1],
        ['cdef', 0],
      ],
    ],
    [
      'empty',
      [finding(2, 2)],
      [
        ['ab', 0],
        ['cdef', 0],
      ],
    ],
  ])('with %s', (_name, findings, expected) => {
    expect(cut('abcdef', ...findings)).toEqual(expected);
  });

  test('of an empty text are none or empty', () => {
    expect(
      segmentsOf('', [finding(0, 3)])
        .map(({ text }) => text)
        .join(''),
    ).toBe('');
  });

  test('joined are the text again, and every unit lies in the findings that cover it', () => {
    const anyFinding = fc.tuple(fc.integer({ min: -5, max: 45 }), fc.integer({ min: -5, max: 45 }));
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.array(anyFinding, { maxLength: 8 }), (text, spans) => {
        const findings = spans.map(([start, end]) => finding(start, end));
        const segments = segmentsOf(text, findings);
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        const perUnit = segments.flatMap((segment) => [...segment.text].map(() => segment.findings));
        [...text].forEach((_unit, at) => {
          const covering = findings.filter(({ span }) => span.start <= at && at < span.end);
          expect(perUnit[at]).toEqual(covering);
        });
      }),
    );
  });
});

test('the worst severity is the one shown', () => {
  expect(worstOf([finding(0, 1), finding(0, 1, { severity: 'severe' })])).toBe('severe');
});

test('a finding is told in one line', () => {
  expect(describeFinding(finding(0, 1, { score: 1 }))).toBe('INSULT, mild, score 1.00: A note.');
});
