import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createKernel } from './kernel.js';
import { RecurrentNet, readRecurrent, recurrentBytes } from './recurrent-net.js';

const shape = { words: 12, dimensions: 6, hidden: 5, attention: 2, dense: 7, heads: 3 };

/** A small net of pseudo-random numbers, by way of its file. */
const bytes = new Uint8Array(recurrentBytes(shape));
const floats = new Float32Array(bytes.buffer, 0, (bytes.length - shape.words * shape.dimensions) / 4);
for (let k = 0; k < floats.length; k++) floats[k] = Math.sin(k * 12.9898) * 0.7;
for (let k = 0; k < shape.words; k++) floats[k] = 0.02;
for (let k = floats.length * 4; k < bytes.length; k++) bytes[k] = (k * 37) % 256;
const numbers = readRecurrent(bytes, shape);
const words = fc.array(fc.integer({ min: 0, max: shape.words - 1 }), { minLength: 1, maxLength: 30 });

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const dot = (rows: Float32Array, row: number, input: readonly number[]): number =>
  input.reduce((sum, value, k) => sum + value * rows[row * input.length + k]!, 0);

/** The definition, written out (Cho et al. 2014 in PyTorch's form). */
function logitsOf(ids: readonly number[]): number[] {
  const { table, directions, attention, dense, denseBiases, out, outBiases } = numbers;
  const { dimensions, hidden } = shape;
  const vectors = ids.map((id) =>
    Array.from({ length: dimensions }, (_, k) => table.numbers[id * dimensions + k]! * table.scales[id]!),
  );
  const [forwards, backwards] = directions.map(({ input, state, inputBiases, stateBiases }, way) => {
    let before = new Array<number>(hidden).fill(0);
    const states: number[][] = [];
    for (const vector of way === 0 ? vectors : vectors.toReversed()) {
      const given = (gate: number, k: number): number =>
        dot(input, gate * hidden + k, vector) + inputBiases[gate * hidden + k]!;
      const kept = (gate: number, k: number): number =>
        dot(state, gate * hidden + k, before) + stateBiases[gate * hidden + k]!;
      const next = before.map((old, k) => {
        const reset = sigmoid(given(0, k) + kept(0, k));
        const update = sigmoid(given(1, k) + kept(1, k));
        const fresh = Math.tanh(given(2, k) + reset * kept(2, k));
        return (1 - update) * fresh + update * old;
      });
      states.push(next);
      before = next;
    }
    return way === 0 ? states : states.reverse();
  });
  const states = forwards!.map((one, k) => [...one, ...backwards![k]!]);
  const features = states[0]!.map((_, k) => Math.max(...states.map((one) => one[k]!)));
  for (let head = 0; head < shape.attention; head++) {
    const shares = states.map((one) => Math.exp(dot(attention, head, one)));
    const total = shares.reduce((sum, one) => sum + one, 0);
    for (let k = 0; k < 2 * hidden; k++)
      features.push(states.reduce((sum, one, at) => sum + (one[k]! * shares[at]!) / total, 0));
  }
  const layer = Array.from({ length: shape.dense }, (_, h) =>
    Math.max(0, dot(dense, h, features) + denseBiases[h]!),
  );
  return Array.from({ length: shape.heads }, (_, head) => dot(out, head, layer) + outBiases[head]!);
}

describe.each(['wasm', 'plain'] as const)('a recurrent net with %s loops', (kind) => {
  const netOf = (): RecurrentNet => new RecurrentNet(numbers, createKernel(RecurrentNet.room(shape), kind));

  test('runs on the loops that were asked for', () => {
    expect(createKernel(0, kind).kind).toBe(kind);
  });

  test('computes what its definition says, within a thousandth', () => {
    const net = netOf();
    fc.assert(
      fc.property(words, (ids) => {
        net.score(Int32Array.from(ids), ids.length);
        for (const [head, expected] of logitsOf(ids).entries())
          expect(Math.abs(net.logits[head]! - expected)).toBeLessThan(2e-3);
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

  test('a text without words and one longer than a window give numbers', () => {
    const net = netOf();
    for (const count of [0, 1, 239, 240, 241, 1000]) {
      net.score(new Int32Array(count).fill(3), count);
      expect([...net.logits].every(Number.isFinite)).toBe(true);
    }
  });
});

test('both kinds of loops agree within a thousandth', () => {
  const [wasm, plain] = (['wasm', 'plain'] as const).map(
    (kind) => new RecurrentNet(numbers, createKernel(RecurrentNet.room(shape), kind)),
  );
  fc.assert(
    fc.property(words, (ids) => {
      for (const net of [wasm!, plain!]) net.score(Int32Array.from(ids), ids.length);
      for (const [head, logit] of wasm!.logits.entries())
        expect(Math.abs(logit - plain!.logits[head]!)).toBeLessThan(1e-3);
    }),
  );
});
