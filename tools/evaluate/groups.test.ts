import { expect, test } from '@jest/globals';
import { byFunctionality, byGroup } from './groups.js';
import { aucMargin, calibrationError, recallAt } from './metrics.js';
import type { Scored } from './summary.js';
import { thresholdTable } from './thresholds.js';

const row = (toxic: number, score: number, about: Partial<Scored> = {}): Scored => ({
  targets: { TOXICITY: toxic },
  scores: { TOXICITY: score },
  ...about,
});

test('accuracy by functionality counts both sides of the point', () => {
  const scored = [
    row(1, 0.9, { functionality: 'slur' }),
    row(1, 0.2, { functionality: 'slur' }),
    row(0, 0.2, { functionality: 'homonym' }),
    row(0, 0.1),
  ];
  expect(byFunctionality('set', 'TOXICITY', scored, 0.5)).toEqual([
    { source: 'set', functionality: 'slur', rows: 2, accuracy: 0.5 },
    { source: 'set', functionality: 'homonym', rows: 1, accuracy: 1 },
  ]);
});

test('a group whose harmless rows score high shows in BPSN', () => {
  const of = (groups: string[], toxic: number, score: number) =>
    Array.from({ length: 10 }, () => row(toxic, score, { groups }));
  const scored = [...of(['a'], 1, 0.95), ...of(['a'], 0, 0.9), ...of(['b'], 1, 0.8), ...of(['b'], 0, 0.1)];
  expect(byGroup('set', 'TOXICITY', scored)).toEqual([
    { source: 'set', attribute: 'TOXICITY', group: 'a', rows: 20, subgroup: 1, bpsn: 0, bnsp: 1 },
    { source: 'set', attribute: 'TOXICITY', group: 'b', rows: 20, subgroup: 1, bpsn: 1, bnsp: 0 },
  ]);
});

test('a group with few rows is left out', () => {
  expect(
    byGroup('set', 'TOXICITY', [row(1, 0.9, { groups: ['a'] }), row(0, 0.1, { groups: ['a'] })]),
  ).toEqual([]);
});

test('the margin of an AUC falls with the rows', () => {
  expect(aucMargin(0.9, 50, 50)).toBeCloseTo(0.063, 2);
  expect(aucMargin(0.9, 5000, 5000)).toBeLessThan(0.01);
});

test('recall at one false alarm in a hundred', () => {
  const scores = [...Array.from({ length: 100 }, (_, k) => k / 1000), 0.0985, 0.5, 0.05];
  const positive = scores.map((_, k) => k >= 100);
  expect(recallAt(scores, positive, 0.01)).toBeCloseTo(2 / 3);
});

test('calibration error is 0 where scores are shares and large where they are not', () => {
  const scores = Array.from({ length: 100 }, () => 0.25);
  const quarter = scores.map((_, k) => k % 4 === 0);
  expect(calibrationError(scores, quarter)).toBeCloseTo(0);
  expect(
    calibrationError(
      scores,
      scores.map(() => true),
    ),
  ).toBeCloseTo(0.75);
});

test('a threshold table weighs sources alike, however large', () => {
  const many = Array.from({ length: 8 }, () => row(0, 0.1));
  const table = thresholdTable(
    new Map([
      ['large', [...many, row(1, 0.9)]],
      ['small', [row(0, 0.9), row(1, 0.1)]],
    ]),
    ['TOXICITY'],
  );
  expect(table.find(({ threshold }) => threshold === 0.5)).toEqual({
    attribute: 'TOXICITY',
    threshold: 0.5,
    clean: 0.5,
    toxic: 0.5,
  });
});
