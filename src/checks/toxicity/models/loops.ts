/**
 * The loops of the nets over one stretch of memory: compiled from tools/wasm/kernel.ts, or the same in plain TypeScript.
 * Addresses are bytes, counts are numbers (32-bit floats), unless said otherwise.
 */
export interface Loops {
  /** output[r] = biases[r] + rows[r] · input. `inputs` is a multiple of 4. With `bend` what is negative becomes 0. */
  dense(
    input: number,
    rows: number,
    biases: number,
    output: number,
    inputs: number,
    outputs: number,
    bend: number,
  ): void;
  /**
   * features[f] = max(0, biases[f] + the highest sum over all places of a filter). `kept` has an address a word; there, from
   * place `first` on, stands what the word gives to each place: `filters` numbers (a multiple of 16) a place.
   */
  convolve(
    kept: number,
    count: number,
    first: number,
    width: number,
    filters: number,
    biases: number,
    features: number,
  ): void;
  /** Where {@link convolve} found each filter's highest sum: the first word of its place, a 32-bit whole number each. */
  places(kept: number, count: number, first: number, width: number, filters: number, output: number): void;
  /**
   * One direction of gated recurrent units (Cho et al. 2014; gates reset, update, new). `kept` has an address a word; from
   * `gates` bytes on stands what the word gives to the gates, `hidden` numbers each (a multiple of 16). `rows`: for each
   * two units of the state, 3 × hidden pairs of 16-bit whole numbers, each the weight over `worth`. States are written
   * `stride` bytes apart; `before` is a state of zeros; `sums` has room for the gates, `packed` for a state in 16 bits.
   */
  recur(
    kept: number,
    count: number,
    backwards: number,
    gates: number,
    hidden: number,
    rows: number,
    worth: number,
    biases: number,
    states: number,
    stride: number,
    before: number,
    sums: number,
    packed: number,
  ): void;
  /**
   * features = the highest of each number over all states, then, for each head of attention, the states weighed by
   * softmax(state · head). `size` numbers a state (a multiple of 4). `shares` has room for a number a word.
   */
  pool(
    states: number,
    count: number,
    size: number,
    attention: number,
    heads: number,
    features: number,
    shares: number,
  ): void;
}

/** States lie within -1..1: as whole numbers they are this many times as large. */
export const stateScale = 16383;
