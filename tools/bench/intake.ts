import { fork } from 'node:child_process';
import { once } from 'node:events';
import { print } from './report.js';
import { comments } from './texts.js';

interface Rates {
  readonly raw: readonly number[];
  readonly batches: readonly number[];
  readonly singles: readonly number[];
}

/**
 * HTTP intake to stored verdict, beside raw BullMQ with one job a comment that does nothing: same texts, turn by turn,
 * on one real Redis (append-only file, fsync every second). Decorum runs as `npm start` runs it.
 */
export async function intakeBench(count = 20_000, rounds = 5): Promise<number> {
  const child = fork(new URL('measure-intake.mjs', import.meta.url), { execArgv: [] });
  const gone = once(child, 'exit');
  child.send({ texts: comments(count), rounds });
  const answer = await Promise.race([once(child, 'message'), gone]);
  if (typeof answer[0] !== 'object' || answer[0] === null)
    throw new Error('the intake bench broke off: see above');
  const { raw, batches, singles } = answer[0] as Rates;
  await gone;
  return print(
    `Intake: comments a second from HTTP to stored verdict, ${count} comments of about 300 characters a round`,
    raw,
    [
      ['raw BullMQ, one job a comment, no-op', raw],
      ['Decorum, 100 comments a request', batches],
      ['Decorum, 1 comment a request, 64 at a time', singles],
    ],
    { of: batches, floor: 1, name: 'Decorum / raw BullMQ' },
  );
}
