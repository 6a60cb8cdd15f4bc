// AssemblyScript, not TypeScript: compiled to src/checks/toxicity/models/kernel.wasm by `npm run wasm`.
// The loops of the toxicity model's nets, four numbers at a time. src/checks/toxicity/models/plain-kernel.ts is the same in
// plain TypeScript; a test holds them to each other. Addresses are bytes, counts are numbers unless said otherwise.

/** output[r] = biases[r] + rows[r] · input. `inputs` is a multiple of 4. With `bend` what is negative becomes 0. */
export function dense(input: usize, rows: usize, biases: usize, output: usize, inputs: i32, outputs: i32, bend: i32): void {
  const width: usize = <usize>inputs << 2;
  for (let r: usize = 0; r < <usize>outputs; r++) {
    const row = rows + r * width;
    let sum = f32x4.splat(0);
    for (let k: usize = 0; k < width; k += 16)
      sum = f32x4.add(sum, f32x4.mul(v128.load(input + k), v128.load(row + k)));
    let all: f32 =
      f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3) +
      load<f32>(biases + (r << 2));
    if (bend && all < 0) all = 0;
    store<f32>(output + (r << 2), all);
  }
}

/**
 * features[f] = max(0, biases[f] + the highest sum over all places of a filter). `kept` has an address a word; there, from
 * place `first` on, stands what the word gives to each place: `filters` numbers (a multiple of 16) a place.
 */
export function convolve(kept: usize, count: i32, first: i32, width: i32, filters: i32, biases: usize, features: usize): void {
  const size: usize = <usize>filters << 2;
  for (let f: usize = 0; f < size; f += 64) {
    let m0 = f32x4.splat(-Infinity);
    let m1 = m0;
    let m2 = m0;
    let m3 = m0;
    for (let start = 1 - width; start < count; start++) {
      const from = start < 0 ? -start : 0;
      const to = width < count - start ? width : count - start;
      let at: usize = <usize>load<u32>(kept + (<usize>(start + from) << 2)) + <usize>(first + from) * size + f;
      let a0 = v128.load(at);
      let a1 = v128.load(at, 16);
      let a2 = v128.load(at, 32);
      let a3 = v128.load(at, 48);
      for (let place = from + 1; place < to; place++) {
        at = <usize>load<u32>(kept + (<usize>(start + place) << 2)) + <usize>(first + place) * size + f;
        a0 = f32x4.add(a0, v128.load(at));
        a1 = f32x4.add(a1, v128.load(at, 16));
        a2 = f32x4.add(a2, v128.load(at, 32));
        a3 = f32x4.add(a3, v128.load(at, 48));
      }
      m0 = f32x4.pmax(m0, a0);
      m1 = f32x4.pmax(m1, a1);
      m2 = f32x4.pmax(m2, a2);
      m3 = f32x4.pmax(m3, a3);
    }
    const none = f32x4.splat(0);
    v128.store(features + f, f32x4.pmax(none, f32x4.add(m0, v128.load(biases + f))));
    v128.store(features + f, f32x4.pmax(none, f32x4.add(m1, v128.load(biases + f, 16))), 16);
    v128.store(features + f, f32x4.pmax(none, f32x4.add(m2, v128.load(biases + f, 32))), 32);
    v128.store(features + f, f32x4.pmax(none, f32x4.add(m3, v128.load(biases + f, 48))), 48);
  }
}

/** Where {@link convolve} found each filter's highest sum: the first word of its place, a 32-bit whole number each. */
export function places(kept: usize, count: i32, first: i32, width: i32, filters: i32, output: usize): void {
  const size: usize = <usize>filters << 2;
  for (let f: usize = 0; f < size; f += 16) {
    let most = f32x4.splat(-Infinity);
    let best = i32x4.splat(1 - width);
    for (let start = 1 - width; start < count; start++) {
      const from = start < 0 ? -start : 0;
      const to = width < count - start ? width : count - start;
      let sum = v128.load(<usize>load<u32>(kept + (<usize>(start + from) << 2)) + <usize>(first + from) * size + f);
      for (let place = from + 1; place < to; place++)
        sum = f32x4.add(
          sum,
          v128.load(<usize>load<u32>(kept + (<usize>(start + place) << 2)) + <usize>(first + place) * size + f),
        );
      const higher = f32x4.gt(sum, most);
      most = v128.bitselect(sum, most, higher);
      best = v128.bitselect(i32x4.splat(start), best, higher);
    }
    v128.store(output + f, best);
  }
}

/** Lambert's continued fraction to seven terms: off by less than 0.0002. */
// @ts-ignore: decorator
@inline
function tanh(x: v128): v128 {
  const clamped = f32x4.max(f32x4.splat(-4.9), f32x4.min(f32x4.splat(4.9), x));
  const square = f32x4.mul(clamped, clamped);
  const over = f32x4.mul(
    clamped,
    f32x4.add(
      f32x4.splat(135135),
      f32x4.mul(square, f32x4.add(f32x4.splat(17325), f32x4.mul(square, f32x4.add(f32x4.splat(378), square)))),
    ),
  );
  const under = f32x4.add(
    f32x4.splat(135135),
    f32x4.mul(
      square,
      f32x4.add(f32x4.splat(62370), f32x4.mul(square, f32x4.add(f32x4.splat(3150), f32x4.mul(square, f32x4.splat(28))))),
    ),
  );
  return f32x4.div(over, under);
}

// @ts-ignore: decorator
@inline
function sigmoid(x: v128): v128 {
  const half = f32x4.splat(0.5);
  return f32x4.add(half, f32x4.mul(half, tanh(f32x4.mul(half, x))));
}

/** States lie within -1..1: as whole numbers they are this many times as large. */
const stateScale: f32 = 16383;

/**
 * One direction of gated recurrent units (Cho et al. 2014, gates reset, update, new). `kept` has an address a word; from
 * `gates` bytes on stands what the word gives to the three gates, `hidden` numbers each (a multiple of 16).
 * `rows`: for each two units of the state, 3 × hidden pairs of 16-bit whole numbers, each the weight over `worth`.
 * The state at a word is written to `states` + word × `stride`; `before` is a state of zeros; `sums` has room for the
 * gates, `packed` for the state in 16-bit numbers.
 */
export function recur(
  kept: usize, count: i32, backwards: i32, gates: i32, hidden: i32,
  rows: usize, worth: f32, biases: usize, states: usize, stride: i32, before: usize, sums: usize, packed: usize,
): void {
  const size: usize = <usize>hidden << 2;
  const all: usize = size * 3;
  const pairs: usize = <usize>hidden >> 1;
  const scale = f32x4.splat(worth / stateScale);
  const larger = f32x4.splat(stateScale);
  let state = before;
  for (let step = 0; step < count; step++) {
    const word: usize = <usize>(backwards ? count - 1 - step : step);
    for (let k: usize = 0; k < size; k += 32)
      v128.store(
        packed + (k >> 1),
        i16x8.narrow_i32x4_s(
          i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(larger, v128.load(state + k)))),
          i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(larger, v128.load(state + k, 16)))),
        ),
      );
    for (let g: usize = 0; g < all; g += 64) {
      let a0 = i32x4.splat(0);
      let a1 = i32x4.splat(0);
      let a2 = i32x4.splat(0);
      let a3 = i32x4.splat(0);
      let row = rows + g;
      for (let pair: usize = 0; pair < pairs; pair += 1) {
        const v0 = v128.load32_splat(packed + (pair << 2), 0);
        a0 = i32x4.add(a0, i32x4.dot_i16x8_s(v0, v128.load(row, 0)));
        a1 = i32x4.add(a1, i32x4.dot_i16x8_s(v0, v128.load(row, 16)));
        a2 = i32x4.add(a2, i32x4.dot_i16x8_s(v0, v128.load(row, 32)));
        a3 = i32x4.add(a3, i32x4.dot_i16x8_s(v0, v128.load(row, 48)));
        row += all;
      }
      v128.store(sums + g, f32x4.add(v128.load(biases + g, 0), f32x4.mul(scale, f32x4.convert_i32x4_s(a0))), 0);
      v128.store(sums + g, f32x4.add(v128.load(biases + g, 16), f32x4.mul(scale, f32x4.convert_i32x4_s(a1))), 16);
      v128.store(sums + g, f32x4.add(v128.load(biases + g, 32), f32x4.mul(scale, f32x4.convert_i32x4_s(a2))), 32);
      v128.store(sums + g, f32x4.add(v128.load(biases + g, 48), f32x4.mul(scale, f32x4.convert_i32x4_s(a3))), 48);
    }
    const given: usize = <usize>load<u32>(kept + (word << 2)) + <usize>gates;
    const next = states + word * <usize>stride;
    for (let k: usize = 0; k < size; k += 16) {
      const reset = sigmoid(f32x4.add(v128.load(given + k), v128.load(sums + k)));
      const update = sigmoid(f32x4.add(v128.load(given + size + k), v128.load(sums + size + k)));
      const fresh = tanh(
        f32x4.add(v128.load(given + size * 2 + k), f32x4.mul(reset, v128.load(sums + size * 2 + k))),
      );
      const old = v128.load(state + k);
      v128.store(next + k, f32x4.add(fresh, f32x4.mul(update, f32x4.sub(old, fresh))));
    }
    state = next;
  }
}

/**
 * features = the highest of each number over all states, then, for each head of attention, the states weighed by
 * softmax(state · head). `size` numbers a state (a multiple of 4). `shares` has room for a number a word.
 */
export function pool(states: usize, count: i32, size: i32, attention: usize, heads: i32, features: usize, shares: usize): void {
  const width: usize = <usize>size << 2;
  for (let k: usize = 0; k < width; k += 16) {
    let most = v128.load(states + k);
    for (let word: usize = 1; word < <usize>count; word++) most = f32x4.pmax(most, v128.load(states + word * width + k));
    v128.store(features + k, most);
  }
  for (let head: usize = 0; head < <usize>heads; head++) {
    const row = attention + head * width;
    let highest: f32 = -Infinity;
    for (let word: usize = 0; word < <usize>count; word++) {
      let sum = f32x4.splat(0);
      for (let k: usize = 0; k < width; k += 16)
        sum = f32x4.add(sum, f32x4.mul(v128.load(row + k), v128.load(states + word * width + k)));
      const score: f32 =
        f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
      store<f32>(shares + (word << 2), score);
      if (score > highest) highest = score;
    }
    let total: f32 = 0;
    for (let word: usize = 0; word < <usize>count; word++) {
      const share = Mathf.exp(load<f32>(shares + (word << 2)) - highest);
      store<f32>(shares + (word << 2), share);
      total += share;
    }
    const output = features + (head + 1) * width;
    for (let k: usize = 0; k < width; k += 16) {
      let sum = f32x4.splat(0);
      for (let word: usize = 0; word < <usize>count; word++)
        sum = f32x4.add(
          sum,
          f32x4.mul(v128.load32_splat(shares + (word << 2)), v128.load(states + word * width + k)),
        );
      v128.store(output + k, f32x4.div(sum, f32x4.splat(total)));
    }
  }
}
