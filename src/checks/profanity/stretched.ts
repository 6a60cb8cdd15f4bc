import { flag, type Letters } from '../../text/letters.js';
import type { Pattern } from './pattern.js';

/**
 * Whether repeated letters still mean the word. A single doubled letter makes other short words (`annals`), so there
 * it takes three in a row or most letters doubled.
 */
export function stretched(
  pattern: Pattern,
  letters: Letters,
  first: number,
  last: number,
  more: number,
): boolean {
  if (pattern.mode === 'stem' && pattern.text.length > 3) return true;
  if (pattern.byContext && pattern.text.length < 4) return false; // noob
  if (more === 1 && (pattern.mode === 'start' || pattern.mode === 'end')) {
    // What the word goes on with may start with the same letter: `grok*` in grokking.
    const edge = pattern.mode === 'start' ? pattern.text.length - 1 : 0;
    if (openEdge(pattern.text, edge, letters, pattern.mode === 'start' ? last : first)) return true;
  }
  const { count, flags, headCount, tailCount } = letters;
  for (let at = first; at <= last; at++) {
    const within = flags[at]! & flag.within;
    const there = within ? (at === first ? tailCount[at]! : headCount[at]!) : count[at]!;
    if (there > 2) return true;
  }
  return more >= last - first;
}

/** Whether letters repeat more than the pattern has them at its open edges alone. */
export function onlyEdges(
  { openLeft, openRight }: Pattern,
  { count }: Letters,
  runs: Uint8Array,
  first: number,
  last: number,
): boolean {
  for (let at = first + (openLeft ? 1 : 0); at <= last - (openRight ? 1 : 0); at++)
    if (count[at]! > runs[at - first]!) return false;
  return true;
}

/** Whether the run at an open edge of the pattern is the one that is longer than it. */
function openEdge(text: string, edge: number, { count }: Letters, at: number): boolean {
  const step = edge === 0 ? 1 : -1;
  let wanted = 1;
  while (text[edge + wanted * step] === text[edge]) wanted++;
  return count[at]! > wanted;
}
