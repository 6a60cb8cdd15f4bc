import { expect, test } from '@jest/globals';
import { driftOf } from './drift.js';

const pair = (id: string, local: number, perspective: number, at = '2026-11-20T10:00:00.000Z') => ({
  id,
  at,
  local: { TOXICITY: local },
  perspective: { TOXICITY: perspective, INSULT: 0.5 },
});

test('nothing is said of no pairs', () => {
  expect(driftOf([])).toEqual({ pairs: 0, attributes: [] });
});

test('volumes, correlations and the largest disagreements by id', () => {
  const pairs = [
    pair('a', 0.9, 0.8, '2026-11-21T10:00:00.000Z'),
    pair('b', 0.1, 0.75),
    pair('c', 0.2, 0.1),
    pair('d', 0.6, 0.6),
  ];
  const { attributes, ...about } = driftOf(pairs);
  expect(about).toEqual({ pairs: 4, from: '2026-11-20T10:00:00.000Z', to: '2026-11-21T10:00:00.000Z' });
  expect(attributes).toHaveLength(1); // what one side alone scores says nothing
  const [toxicity] = attributes;
  expect(toxicity).toMatchObject({ attribute: 'TOXICITY', pairs: 4, meanDifference: 0.2125 });
  expect(toxicity!.largest[0]).toEqual({ id: 'b', local: 0.1, perspective: 0.75 });
  expect(toxicity!.volumes.find(({ threshold }) => threshold === 0.7)).toMatchObject({
    perspective: 2,
    local: 1,
  });
  expect(toxicity!.rankCorrelation).toBeCloseTo(0.4, 5);
});

test("goes by the site's map", () => {
  const map = {
    version: 3,
    at: '',
    from: 'x',
    rows: {},
    knots: {
      TOXICITY: [
        [0, 0.5],
        [1, 1],
      ] as [number, number][],
    },
  };
  const { attributes, map: version } = driftOf([pair('a', 0, 0.5)], map);
  expect(version).toBe(3);
  expect(attributes[0]).toMatchObject({ meanDifference: 0 });
});
