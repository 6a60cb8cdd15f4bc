import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Vectors } from '../../../../tools/train/learn.js';
import type { FeatureShape } from '../features.js';
import { headCount, LinearModel, type LinearWeights } from './linear.js';

const shape: FeatureShape = {
  bits: 14,
  letters: [2, 5],
  letterWeight: 0.5,
  pairWeight: 0.7,
  identity: ['muslim', 'norwegian'],
  heads: ['people'],
};
const weights: LinearWeights = {
  shape,
  // Every byte from -127 to 127, without order.
  rows: Int8Array.from({ length: 2 ** shape.bits * headCount }, (_, k) => ((k * 2654435761) % 255) - 127),
  scales: [0.01, 0.02, 0.03, 0.04, 0.05, 0.06],
  biases: [-1, -2, -3, -4, -5, -6],
};
const anyText = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc
    .array(fc.constantFrom('you', 'idiot', 'muslim', 'people', 'the', 'a'.repeat(40), 'x1'), {
      maxLength: 400,
    })
    .map((words) => words.join(' ')),
);

/** The definition, word for word: the weights times the trainer's vector. */
function plainLogits(folded: string): number[] {
  const vectors = new Vectors(shape);
  vectors.read(folded);
  return weights.biases.map((bias, k) => {
    let sum = 0;
    for (let n = 0; n < vectors.size; n++)
      sum += weights.rows[vectors.rows[n]! * headCount + k]! * vectors.values[n]!;
    return bias + sum * weights.scales[k]!;
  });
}

describe('the linear model', () => {
  test("gives the logits of the trainer's own vectors", () => {
    const model = new LinearModel(weights);
    fc.assert(
      fc.property(anyText, (folded) => {
        model.score(folded);
        for (const [k, logit] of plainLogits(folded).entries()) expect(model.logits[k]).toBeCloseTo(logit, 3);
      }),
    );
  });

  test('gives the same logits to the bit, whatever it read before', () => {
    const model = new LinearModel(weights);
    fc.assert(
      fc.property(anyText, anyText, (folded, other) => {
        const fresh = new LinearModel(weights);
        fresh.score(folded);
        model.score(other);
        model.score(folded);
        expect([...model.logits]).toEqual([...fresh.logits]);
      }),
      { numRuns: 30 },
    );
  });

  test('shares out each logit: the words and the bias sum up to it', () => {
    const model = new LinearModel(weights);
    fc.assert(
      fc.property(anyText, (folded) => {
        model.score(folded);
        const logits = [...model.logits];
        const { count, shares } = model.shares(folded);
        logits.forEach((logit, k) => {
          let sum = weights.biases[k]!;
          for (let i = 0; i < count; i++) sum += shares[i * headCount + k]!;
          expect(sum).toBeCloseTo(logit, 6);
        });
      }),
    );
  });

  test('has the biases where there is no word', () => {
    const model = new LinearModel(weights);
    expect(model.score(' … ')).toBe(0);
    expect([...model.logits]).toEqual(weights.biases);
  });
});
