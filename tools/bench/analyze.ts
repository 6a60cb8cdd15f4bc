import { fork } from 'node:child_process';
import { once } from 'node:events';
import { median } from './report.js';
import { comments } from './texts.js';

/** What one run of the load generator measured; times in ms. */
interface Load {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** Processor time of the server a request: what a busy machine does not change much. */
  readonly cpu: number;
  /** Answers that were not 200. */
  readonly bad: number;
}

interface Measured {
  /** At 500 requests a second. */
  readonly steady: readonly Load[];
  /** As fast as it goes, 64 connections. */
  readonly full: readonly Load[];
  /** The same of an Express app that reads the JSON and answers one of the same size. */
  readonly peer: readonly Load[];
  readonly spans: readonly Load[];
}

/**
 * comments:analyze over HTTP, beside a raw Express app, turn by turn. Decorum runs as `API_PROCESSES=2 npm run start:api` runs it; the load
 * generator (autocannon) shares the machine.
 */
export async function analyzeBench(rounds = 3, processes = 2): Promise<number> {
  const child = fork(new URL('measure-analyze.mjs', import.meta.url), { execArgv: [] });
  const gone = once(child, 'exit');
  child.send({ texts: comments(2000), rounds, processes });
  const answer = await Promise.race([once(child, 'message'), gone]);
  if (typeof answer[0] !== 'object' || answer[0] === null)
    throw new Error('the analyze bench broke off: see above');
  const { steady, full, peer, spans } = answer[0] as Measured;
  await gone;
  const of = (loads: readonly Load[], field: keyof Load) => median(loads.map((load) => load[field]));
  const row = (name: string, loads: readonly Load[]) =>
    console.log(
      `${name.padEnd(46)}${[of(loads, 'rate').toFixed(0), of(loads, 'p50').toFixed(1), of(loads, 'p99').toFixed(1), of(loads, 'most').toFixed(0), of(loads, 'cpu').toFixed(3), String(loads.reduce((sum, { bad }) => sum + bad, 0))].map((cell) => cell.padStart(9)).join('')}`,
    );
  console.log(
    `\nanalyze: comments of about 300 characters, six attributes, no language given; medians of ${rounds} rounds; API_PROCESSES=${processes}`,
  );
  console.log(
    `${''.padEnd(46)}${['req/s', 'p50 ms', 'p99 ms', 'max ms', 'CPU ms', 'not 200'].map((cell) => cell.padStart(9)).join('')}`,
  );
  row('500 a second', steady);
  row('64 connections, as fast as it goes', full);
  row('… with a span a sentence', spans);
  row('raw Express, JSON in, JSON out', peer);
  const told = (name: string, ok: boolean) => console.log(`${name}: ${ok ? 'reached' : 'NOT reached'}`);
  told('p99 under 50 ms at 500 a second', of(steady, 'p99') < 50);
  told('p99 under 800 ms at the saturation point', of(full, 'p99') < 800);
  told('3,000 requests a second', of(full, 'rate') >= 3000);
  const ratio = of(full, 'rate') / of(peer, 'rate');
  console.log(`Decorum / raw Express: ${ratio.toFixed(2)}`);
  return ratio;
}
