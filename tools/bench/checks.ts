import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readConfig } from '../../src/config.js';
import { readPolicy } from '../../src/policy-file.js';
import { print } from './report.js';
import { comments } from './texts.js';

interface Rates {
  readonly pipeline: readonly number[];
  readonly peer: readonly number[];
  readonly alone: readonly { readonly name: string; readonly rates: readonly number[] }[];
}

/** All three checks, text to verdict, on one core, beside bad-words alone: same process, same texts, turn by turn. */
export async function checksBench(rounds = 7): Promise<number> {
  const texts = comments(4000);
  const mean = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);
  const child = fork(new URL('measure-checks.mjs', import.meta.url), { execArgv: [] });
  child.send({ texts, rounds, policy: readPolicy(readConfig().policyFile) });
  const [rates] = (await once(child, 'message')) as [Rates];
  return print(
    `Checks: comments a second on one core, ${texts.length} comments of ${mean} characters`,
    rates.peer,
    [
      ['bad-words alone (isProfane)', rates.peer],
      ['Decorum, all checks and the judge', rates.pipeline],
      ...rates.alone.map((one) => [`  ${one.name} alone`, one.rates] as const),
    ],
    { of: rates.pipeline, floor: 5, name: 'all checks / bad-words' },
  );
}
