/** Symbols of a reading: the letters a … z, and the wall that nothing is found across. */
export const wall = 26;
const width = 27;

/** A gap between words in a pattern: before one of its runs, or within one (`eats shit`: both words share an s). */
export const gap = { none: 0, before: 1, within: 2 } as const;

/**
 * Finds many patterns in one pass over a reading (Aho and Corasick, "Efficient string matching", CACM 18(6), 1975),
 * as one dense table: a step is one array access. Readings and patterns hold each letter once however often it is
 * repeated, and no gaps: how often, and where the gaps are, stands beside and is compared where a pattern is found.
 */
export interface Automaton {
  /** `state * 27 + symbol` → next state. State 0 is the start; states lie in order of depth, the busy ones together. */
  readonly next: Uint16Array;
  /** Patterns end at this state and all after it, at none before. */
  readonly firstFound: number;
  /** State - firstFound → numbers of the patterns that end there, longest first. */
  readonly found: readonly Int32Array[];
  /** Pattern → how often each of its letters stands in a row. */
  readonly runs: readonly Uint8Array[];
  /** Pattern of several words → for each of its runs one of {@link gap}; undefined for a word. */
  readonly gaps: readonly (Uint8Array | undefined)[];
}

/**
 * @param patterns of letters a … z, words parted by one blank
 * @throws RangeError for an empty pattern, other characters, or more than 65,535 states
 */
export function buildAutomaton(patterns: readonly string[]): Automaton {
  const runs: Uint8Array[] = [];
  const gaps: (Uint8Array | undefined)[] = [];
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
    const collapsed = collapse(pattern);
    if (collapsed.symbols.length === 0) throw new RangeError(`automaton: pattern ${number} is empty`);
    let state = 0;
    for (const symbol of collapsed.symbols) state = child(state, symbol);
    const others = ending[state];
    if (others) others.push(number);
    else ending[state] = [number];
    runs.push(Uint8Array.from(collapsed.counts));
    gaps.push(pattern.includes(' ') ? Uint8Array.from(collapsed.gaps) : undefined);
  }
  if (states > 0xffff) throw new RangeError(`automaton: ${states} states; at most 65535`);
  return { ...link(next, states, ending), runs, gaps };
}

/** Fills the trie's gaps with where the longest suffix would go, breadth first, and gathers what ends where. */
function link(
  next: Int32Array,
  states: number,
  ending: readonly (readonly number[] | undefined)[],
): Pick<Automaton, 'next' | 'firstFound' | 'found'> {
  const fail = new Int32Array(states);
  const found: (Int32Array | undefined)[] = new Array(states).fill(undefined);
  const queue = new Int32Array(states);
  let last = 1; // the start itself is first
  for (let symbol = 0; symbol < wall; symbol++) if (next[symbol]! !== 0) queue[last++] = next[symbol]!;
  for (let first = 1; first < last; first++) {
    const state = queue[first]!;
    const suffix = fail[state]!;
    const [own, theirs] = [ending[state], found[suffix]];
    if (own) found[state] = Int32Array.from(theirs ? [...own, ...theirs] : own);
    else if (theirs) found[state] = theirs;
    for (let symbol = 0; symbol < wall; symbol++) {
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
  const ordered = new Uint16Array(states * width); // a wall leads back to the start
  for (let state = 0; state < states; state++)
    for (let symbol = 0; symbol < wall; symbol++)
      ordered[place[state]! * width + symbol] = place[next[state * width + symbol]!]!;
  return {
    next: ordered,
    firstFound: silent.length,
    found: [...speaking].map((state) => found[state]!),
  };
}

function collapse(pattern: string): { symbols: number[]; counts: number[]; gaps: number[] } {
  const symbols: number[] = [];
  const counts: number[] = [];
  const gaps: number[] = [];
  let afterBlank = false;
  for (let at = 0; at < pattern.length; at++) {
    const unit = pattern.charCodeAt(at);
    if (unit === 0x20) {
      afterBlank = true;
      continue;
    }
    const symbol = unit - 0x61;
    if (symbol < 0 || symbol >= wall)
      throw new RangeError(`automaton: "${pattern}" holds more than a … z and blanks`);
    if (symbols.at(-1) === symbol) {
      counts[counts.length - 1]! += 1;
      if (afterBlank) gaps[gaps.length - 1]! |= gap.within;
    } else {
      symbols.push(symbol);
      counts.push(1);
      gaps.push(afterBlank ? gap.before : gap.none);
    }
    afterBlank = false;
  }
  return { symbols, counts, gaps };
}
