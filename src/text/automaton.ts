/** Symbols of a reading: the letters a … z, and the boundary between words. */
export const boundary = 26;
const width = 27;

/**
 * Finds many patterns in one pass over a reading (Aho and Corasick, "Efficient string matching", CACM 18(6), 1975),
 * as one dense table: a step is one array access. Readings and patterns hold each letter once however often it is
 * repeated; how often stands beside, and `excess` compares it, so that `asss` is `ass` and `as` is not.
 */
export interface Automaton {
  /** `state * 27 + symbol` → next state. State 0 is the start; states lie in order of depth, the busy ones together. */
  readonly next: Uint16Array;
  /** Patterns end at this state and all after it, at none before. */
  readonly firstFound: number;
  /** State - firstFound → numbers of the patterns that end there, longest first. */
  readonly found: readonly Int32Array[];
  /** Pattern → how often each of its symbols stands in a row. */
  readonly runs: readonly Uint8Array[];
}

/** @param patterns of letters a … z, words parted by a blank; a blank stands for any boundary between words */
export function buildAutomaton(patterns: readonly string[]): Automaton {
  const runs: Uint8Array[] = [];
  const ending: (number[] | undefined)[] = [undefined];
  let next = new Int32Array(width * 4096);
  let states = 1;
  const child = (state: number, symbol: number): number => {
    const place = state * width + symbol;
    if (next[place]! !== 0) return next[place]!;
    if ((states + 1) * width > next.length) {
      const wider = new Int32Array(next.length * 2);
      wider.set(next);
      next = wider;
    }
    ending.push(undefined);
    next[place] = states;
    return states++;
  };
  for (const [number, pattern] of patterns.entries()) {
    const { symbols, counts } = collapse(pattern);
    if (symbols.length === 0) throw new RangeError(`automaton: pattern ${number} is empty`);
    let state = 0;
    for (const symbol of symbols) state = child(state, symbol);
    const others = ending[state];
    if (others) others.push(number);
    else ending[state] = [number];
    runs.push(Uint8Array.from(counts));
  }
  if (states > 0xffff) throw new RangeError(`automaton: ${states} states; at most 65535`);
  return { ...link(next, states, ending), runs };
}

/** Fills the trie's gaps with where the longest suffix would go, breadth first, and gathers what ends where. */
function link(
  next: Int32Array,
  states: number,
  ending: readonly (readonly number[] | undefined)[],
): Omit<Automaton, 'runs'> {
  const fail = new Int32Array(states);
  const found: (Int32Array | undefined)[] = new Array(states).fill(undefined);
  const queue = new Int32Array(states);
  let last = 1; // the start itself is first
  for (let symbol = 0; symbol < width; symbol++) if (next[symbol]! !== 0) queue[last++] = next[symbol]!;
  for (let first = 1; first < last; first++) {
    const state = queue[first]!;
    const suffix = fail[state]!;
    const [own, theirs] = [ending[state], found[suffix]];
    if (own) found[state] = Int32Array.from(theirs ? [...own, ...theirs] : own);
    else if (theirs) found[state] = theirs;
    for (let symbol = 0; symbol < width; symbol++) {
      const place = state * width + symbol;
      const onward = next[suffix * width + symbol]!;
      if (next[place]! === 0) next[place] = onward;
      else {
        fail[next[place]!] = onward;
        queue[last++] = next[place]!;
      }
    }
  }
  const silent = queue.filter((state) => found[state] === undefined);
  const speaking = queue.filter((state) => found[state] !== undefined);
  const place = new Int32Array(states);
  silent.forEach((state, at) => {
    place[state] = at;
  });
  speaking.forEach((state, at) => {
    place[state] = silent.length + at;
  });
  const ordered = new Uint16Array(states * width);
  for (let state = 0; state < states; state++)
    for (let symbol = 0; symbol < width; symbol++)
      ordered[place[state]! * width + symbol] = place[next[state * width + symbol]!]!;
  return {
    next: ordered,
    firstFound: silent.length,
    found: [...speaking].map((state) => found[state]!),
  };
}

function collapse(pattern: string): { symbols: number[]; counts: number[] } {
  const symbols: number[] = [];
  const counts: number[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const unit = pattern.charCodeAt(at);
    const symbol = unit === 0x20 ? boundary : unit - 0x61;
    if (symbol < 0 || symbol >= width)
      throw new RangeError(`automaton: "${pattern}" holds more than a … z and blanks`);
    if (symbols.at(-1) === symbol) counts[counts.length - 1]! += 1;
    else {
      symbols.push(symbol);
      counts.push(1);
    }
  }
  return { symbols, counts };
}

/** What a reading is made of: symbols in order, and where in the folded view each stands. Reused from text to text. */
export interface Symbols {
  length: number;
  symbol: Uint8Array;
  /** In the folded view; a symbol covers its repeated letters. */
  start: Int32Array;
  end: Int32Array;
  /** How many letters the symbol stands for. */
  count: Int32Array;
  /** What the reading wants to remember. */
  flags: Uint8Array;
}

/** Room for `size` symbols; the same arrays again when they are large enough. */
export function reserveSymbols(old: Symbols | undefined, size: number): Symbols {
  if (old && old.symbol.length >= size) {
    old.length = 0;
    return old;
  }
  const room = Math.max(1024, size * 2);
  return {
    length: 0,
    symbol: new Uint8Array(room),
    start: new Int32Array(room),
    end: new Int32Array(room),
    count: new Int32Array(room),
    flags: new Uint8Array(room),
  };
}

/**
 * By how many letters the reading repeats more than the pattern that ends at symbol `last`; -1 where it repeats less,
 * so that the pattern is not there. Boundaries are not counted.
 */
export function excess(automaton: Automaton, pattern: number, symbols: Symbols, last: number): number {
  const runs = automaton.runs[pattern]!;
  let more = 0;
  for (let k = 0, at = last - runs.length + 1; k < runs.length; k++, at++) {
    if (symbols.symbol[at]! === boundary) continue;
    const extra = symbols.count[at]! - runs[k]!;
    if (extra < 0) return -1;
    more += extra;
  }
  return more;
}

let units = new Uint16Array(4096);
let bytes = Buffer.from(units.buffer);

/**
 * A text's UTF-16 units in an array, two zeros after them: loops read an array faster than a string. The array is
 * reused, and holds until the next call.
 */
export function unitsOf(text: string): Uint16Array {
  if (units.length < text.length + 2) {
    units = new Uint16Array(text.length * 2 + 2);
    bytes = Buffer.from(units.buffer);
  }
  bytes.write(text, 'utf16le');
  units[text.length] = 0;
  units[text.length + 1] = 0;
  return units;
}
