import { type Loops, stateScale } from './loops.js';

/** Lambert's continued fraction to seven terms: off by less than 0.0002. */
function tanh(x: number): number {
  const clamped = Math.max(-4.9, Math.min(4.9, x));
  const square = clamped * clamped;
  const over = clamped * (135135 + square * (17325 + square * (378 + square)));
  return over / (135135 + square * (62370 + square * (3150 + square * 28)));
}
const sigmoid = (x: number): number => 0.5 + 0.5 * tanh(0.5 * x);

/** The loops of tools/wasm/kernel.ts in plain TypeScript: the same numbers within 0.001, more slowly. */
export function plainLoops(floats: Float32Array, words: Uint32Array, shorts: Int16Array): Loops {
  return {
    dense(input, rows, biases, output, inputs, outputs, bend) {
      const from = input >> 2;
      for (let r = 0, row = rows >> 2; r < outputs; r++, row += inputs) {
        let sum = floats[(biases >> 2) + r]!;
        for (let k = 0; k < inputs; k++) sum += floats[from + k]! * floats[row + k]!;
        floats[(output >> 2) + r] = bend && sum < 0 ? 0 : sum;
      }
    },

    convolve(kept, count, first, width, filters, biases, features) {
      const [to, bias, addresses] = [features >> 2, biases >> 2, kept >> 2];
      for (let f = 0; f < filters; f++) floats[to + f] = Number.NEGATIVE_INFINITY;
      for (let start = 1 - width; start < count; start++) {
        const from = Math.max(0, -start);
        const end = Math.min(width, count - start);
        for (let f = 0; f < filters; f++) {
          let sum = 0;
          for (let place = from; place < end; place++)
            sum += floats[(words[addresses + start + place]! >> 2) + (first + place) * filters + f]!;
          if (sum > floats[to + f]!) floats[to + f] = sum;
        }
      }
      for (let f = 0; f < filters; f++) floats[to + f] = Math.max(0, floats[to + f]! + floats[bias + f]!);
    },

    places(kept, count, first, width, filters, output) {
      const addresses = kept >> 2;
      for (let f = 0; f < filters; f++) {
        let most = Number.NEGATIVE_INFINITY;
        for (let start = 1 - width; start < count; start++) {
          const end = Math.min(width, count - start);
          let sum = 0;
          for (let place = Math.max(0, -start); place < end; place++)
            sum += floats[(words[addresses + start + place]! >> 2) + (first + place) * filters + f]!;
          if (sum <= most) continue;
          most = sum;
          words[(output >> 2) + f] = start; // a negative one wraps, and is read back as it was
        }
      }
    },

    recur(kept, count, backwards, gates, hidden, rows, worth, biases, states, stride, before, sums, packed) {
      const all = hidden * 3;
      const sum = sums >> 2;
      const whole = packed >> 1;
      let state = before >> 2;
      for (let step = 0; step < count; step++) {
        const word = backwards ? count - 1 - step : step;
        for (let k = 0; k < hidden; k++) shorts[whole + k] = Math.round(floats[state + k]! * stateScale);
        for (let g = 0; g < all; g++) {
          let total = 0;
          for (let pair = 0, row = (rows >> 1) + 2 * g; pair < hidden / 2; pair++, row += 2 * all)
            total +=
              shorts[whole + 2 * pair]! * shorts[row]! + shorts[whole + 2 * pair + 1]! * shorts[row + 1]!;
          floats[sum + g] = floats[(biases >> 2) + g]! + (total * worth) / stateScale;
        }
        const given = (words[(kept >> 2) + word]! + gates) >> 2;
        const next = (states + word * stride) >> 2;
        for (let k = 0; k < hidden; k++) {
          const reset = sigmoid(floats[given + k]! + floats[sum + k]!);
          const update = sigmoid(floats[given + hidden + k]! + floats[sum + hidden + k]!);
          const fresh = tanh(floats[given + 2 * hidden + k]! + reset * floats[sum + 2 * hidden + k]!);
          floats[next + k] = fresh + update * (floats[state + k]! - fresh);
        }
        state = next;
      }
    },

    pool(states, count, size, attention, heads, features, shares) {
      const [from, to, share] = [states >> 2, features >> 2, shares >> 2];
      for (let k = 0; k < size; k++) {
        let most = floats[from + k]!;
        for (let word = 1; word < count; word++) most = Math.max(most, floats[from + word * size + k]!);
        floats[to + k] = most;
      }
      for (let head = 0; head < heads; head++) {
        const row = (attention >> 2) + head * size;
        let highest = Number.NEGATIVE_INFINITY;
        for (let word = 0; word < count; word++) {
          let score = 0;
          for (let k = 0; k < size; k++) score += floats[row + k]! * floats[from + word * size + k]!;
          floats[share + word] = score;
          highest = Math.max(highest, score);
        }
        let total = 0;
        for (let word = 0; word < count; word++) {
          floats[share + word] = Math.exp(floats[share + word]! - highest);
          total += floats[share + word]!;
        }
        for (let k = 0; k < size; k++) {
          let sum = 0;
          for (let word = 0; word < count; word++)
            sum += floats[share + word]! * floats[from + word * size + k]!;
          floats[to + (head + 1) * size + k] = sum / total;
        }
      }
    },
  };
}
