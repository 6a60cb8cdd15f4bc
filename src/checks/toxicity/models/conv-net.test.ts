import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConvNet, type ConvNumbers, convBytes, readConv } from './conv-net.js';
import { createKernel } from './kernel.js';

const shape = { words: 12, dimensions: 4, widths: [1, 3], filters: 5, dense: 6, heads: 2 };

/** A small net of pseudo-random numbers, by way of its file. */
function smallNet(): ConvNumbers {
  const bytes = new Uint8Array(convBytes(shape));
  const floats = new Float32Array(bytes.buffer, 0, (bytes.length - shape.words * shape.dimensions) / 4);
  for (let k = 0; k < floats.length; k++) floats[k] = Math.sin(k * 12.9898) * 0.7;
  for (let k = 0; k < shape.words; k++) floats[k] = 0.02;
  for (let k = floats.length * 4; k < bytes.length; k++) bytes[k] = (k * 37) % 256;
  return readConv(bytes, shape);
}
const numbers = smallNet();
const words = fc.array(fc.integer({ min: 0, max: shape.words - 1 }), { minLength: 1, maxLength: 40 });

/** The definition, written out: every place of every filter, words beyond the text being nothing. */
function logitsOf(ids: readonly number[]): number[] {
  const { table, layers, dense, denseBiases, out, outBiases } = numbers;
  const { dimensions, widths, filters } = shape;
  const features: number[] = [];
  for (const [layer, width] of widths.entries())
    for (let f = 0; f < filters; f++) {
      let most = Number.NEGATIVE_INFINITY;
      for (let start = 1 - width; start < ids.length; start++) {
        let sum = layers[layer]!.biases[f]!;
        for (let place = 0; place < width; place++) {
          const id = ids[start + place];
          if (id === undefined) continue;
          for (let k = 0; k < dimensions; k++)
            sum +=
              layers[layer]!.weights[(place * filters + f) * dimensions + k]! *
              table.numbers[id * dimensions + k]! *
              table.scales[id]!;
        }
        most = Math.max(most, sum);
      }
      features.push(Math.max(0, most));
    }
  const hidden = Array.from({ length: shape.dense }, (_, h) =>
    Math.max(
      0,
      features.reduce((sum, value, k) => sum + value * dense[h * features.length + k]!, denseBiases[h]!),
    ),
  );
  return Array.from({ length: shape.heads }, (_, head) =>
    hidden.reduce((sum, value, h) => sum + value * out[head * shape.dense + h]!, outBiases[head]!),
  );
}

test('is read the same from a buffer that shares its memory', () => {
  const bytes = new Uint8Array(convBytes(shape)).map((_, k) => (k * 31) % 64);
  const shared = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
  expect(readConv(shared, shape)).toEqual(readConv(bytes, shape));
});

describe.each(['wasm', 'plain'] as const)('a net with %s loops', (kind) => {
  const netOf = (of = numbers): ConvNet => new ConvNet(of, createKernel(ConvNet.room(shape), kind));

  test('computes what its definition says', () => {
    const net = netOf();
    fc.assert(
      fc.property(words, (ids) => {
        net.score(Int32Array.from(ids), ids.length);
        for (const [head, expected] of logitsOf(ids).entries())
          expect(net.logits[head]).toBeCloseTo(expected, 4);
      }),
    );
  });

  test('says the same whatever it read before', () => {
    const used = netOf();
    fc.assert(
      fc.property(words, (ids) => {
        const fresh = netOf();
        for (const net of [used, fresh]) net.score(Int32Array.from(ids), ids.length);
        expect([...used.logits]).toEqual([...fresh.logits]);
      }),
      { numRuns: 30 },
    );
  });

  test('hears words at the end of a long text', () => {
    const net = netOf();
    const quiet = new Int32Array(1000).fill(1);
    const loud = Int32Array.from(quiet);
    loud.set([3, 4, 5], 990);
    net.score(quiet, 1000);
    const before = [...net.logits];
    net.score(loud, 1000);
    const after = [...net.logits];
    expect(after.some((logit, head) => logit > before[head]!)).toBe(true);
    expect(after.every((logit, head) => logit >= before[head]!)).toBe(true);
  });

  test('shares out a logit: with biases of 0 the shares sum up to it', () => {
    const unbiased = {
      ...numbers,
      layers: numbers.layers.map(({ weights, biases }) => ({ weights, biases: biases.map(() => 0) })),
      denseBiases: numbers.denseBiases.map(() => 0),
      outBiases: numbers.outBiases.map(() => 0),
    };
    const net = netOf(unbiased);
    fc.assert(
      fc.property(words, (ids) => {
        net.score(Int32Array.from(ids), ids.length);
        const logits = [...net.logits];
        const heads = Array.from({ length: shape.heads }, (_, head) => head);
        for (const [head, shares] of net.explain(Int32Array.from(ids), ids.length, heads).entries()) {
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(logits[head]!, 4);
        }
      }),
    );
  });
});
