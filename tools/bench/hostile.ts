import { fork } from 'node:child_process';
import { once } from 'node:events';
import { hostile } from '../../test/hostile.js';

/** 10 and 100 KB as UTF-16 units: the strictest meaning, and the one in which the bound on a comment is given. */
const [small, large] = [10_240, 102_400];
const most = { ms: 50, ratio: 15 };

/** Milliseconds at 10 KB and at 100 KB. */
type Pair = readonly [number, number];
interface Times {
  readonly profanity: Pair;
  readonly all: Pair;
}

/**
 * Every hostile text, the profanity check alone and all checks: milliseconds at 10 KB and 100 KB, best of several runs.
 * The bars are the profanity check's.
 */
export async function hostileBench(rounds = 6): Promise<void> {
  const child = fork(new URL('measure-hostile.mjs', import.meta.url), {
    execArgv: ['--max-semi-space-size=64'], // as `npm start` has it
  });
  const texts = hostile.map(({ make }) => ({ small: make(small), large: make(large) }));
  child.send({ texts, rounds });
  const [times] = (await once(child, 'message')) as [Times[]];

  console.log(
    `\nHostile texts: ms for one call at 10 KB and 100 KB (UTF-16 units), and how much longer the latter`,
  );
  const width = Math.max(...hostile.map(({ name }) => name.length));
  const heads = ['profanity 10', '100', 'ratio', 'all 10', '100', 'ratio'];
  console.log(`${''.padEnd(width)}  ${heads.map((head) => head.padStart(12)).join('')}`);
  for (const [at, { profanity, all }] of times.entries()) {
    const late = profanity[1] > most.ms || ratio(profanity) > most.ratio ? '  <' : '';
    console.log(`${hostile[at]!.name.padEnd(width)}  ${cells(profanity)}${cells(all)}${late}`);
  }
  bar(
    'profanity, 100 KB, slowest, ms',
    times.map(({ profanity }) => profanity[1]),
    most.ms,
  );
  bar(
    'profanity, time(100 KB) / time(10 KB), largest',
    times.map(({ profanity }) => ratio(profanity)),
    most.ratio,
  );
}

const ratio = ([ten, hundred]: Pair): number => hundred / ten;
const cells = (pair: Pair): string =>
  [pair[0].toFixed(2), pair[1].toFixed(1), ratio(pair).toFixed(1)].map((cell) => cell.padStart(12)).join('');

function bar(name: string, values: readonly number[], ceiling: number): void {
  const worst = Math.max(...values);
  const over = values.filter((value) => value > ceiling).length;
  const reached = over === 0 ? 'reached' : `NOT reached, ${over} of ${values.length} are over`;
  console.log(`${name}: ${worst.toFixed(1)} (ceiling ${ceiling}): ${reached}`);
}
