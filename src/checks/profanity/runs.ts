import { flag, type Letters } from '../../text/letters.js';

const whole = flag.begins | flag.ends;
/** Whether a run is a piece, or several pieces, by itself: a letter that stands alone. */
export const alone = (flags: number): boolean => (flags & whole) === whole;

/**
 * By how many letters the text repeats more than the pattern; -1 where it repeats less, so that the pattern is not
 * there. Of the first run only what follows its last gap counts, of the last what comes before its first, unless
 * `wholeFirst`, `wholeLast`.
 */
export function excess(
  runs: Uint8Array,
  { count, flags, headCount, tailCount }: Letters,
  first: number,
  wholeFirst: boolean,
  wholeLast: boolean,
): number {
  const last = runs.length - 1;
  let more = 0;
  for (let k = 0; k <= last; k++) {
    const at = first + k;
    let there = count[at]!;
    if (flags[at]! & flag.within) {
      if (k === 0 && !wholeFirst) there = tailCount[at]!;
      else if (k === last && !wholeLast) there = headCount[at]!;
    }
    const extra = there - runs[k]!;
    if (extra >= 0) more += extra;
    // One sign for a doubled letter, in a longer word: `dumba$`.
    else if (extra < -1 || last < 4 || !(flags[at]! & flag.leet)) return -1;
  }
  return more;
}

export const fromOf = ({ flags, start, tailStart }: Letters, at: number): number =>
  flags[at]! & flag.within ? tailStart[at]! : start[at]!;
export const toOf = ({ flags, end, headEnd }: Letters, at: number): number =>
  flags[at]! & flag.within ? headEnd[at]! : end[at]!;
export const beginsAt = ({ flags }: Letters, at: number): boolean =>
  (flags[at]! & (flag.begins | flag.within)) !== 0 && !(flags[at]! & flag.withinWord);
export const endsAt = ({ flags }: Letters, at: number): boolean =>
  (flags[at]! & (flag.ends | flag.within)) !== 0;
