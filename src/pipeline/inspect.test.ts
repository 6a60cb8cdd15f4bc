import { describe, expect, test } from '@jest/globals';
import type { Check } from '../checks/check.js';
import { Text } from '../text/text.js';
import { inspect } from './inspect.js';

const check = (name: string, look: Check['inspect']): Check => ({
  name,
  version: '1',
  attributes: ['INSULT'],
  inspect: look,
});
const quiet = check('quiet', () => ({ findings: [], scores: { INSULT: 0.1 } }));
const spanning = (start: number, end: number): Check =>
  check('far', () => ({
    findings: [
      {
        rule: 'far/off',
        attribute: 'INSULT',
        span: { start, end },
        score: 1,
        severity: 'mild',
        note: 'Off.',
      },
    ],
    scores: {},
  }));

test('outcomes come back in the order the checks were given, however long each takes', async () => {
  const slow = check(
    'slow',
    () => new Promise((resolve) => setImmediate(() => resolve({ findings: [], scores: {} }))),
  );
  const outcomes = await inspect([slow, quiet], new Text('hello'), {}, 1000);
  expect(outcomes.map((outcome) => [outcome.check, outcome.status])).toEqual([
    ['slow', 'ran'],
    ['quiet', 'ran'],
  ]);
});

describe('a check that cannot judge gives a failed outcome and leaves the others alone', () => {
  test.each([
    [
      'throws',
      check('bad', () => {
        throw new TypeError('about: secret words of the author');
      }),
      'TypeError: the check failed',
    ],
    [
      'throws a RangeError that may quote the text',
      check('bad', () => {
        throw new RangeError('secret words');
      }),
      'RangeError: the check failed',
    ],
    [
      'rejects',
      check('bad', () => Promise.reject(Object.assign(new Error('secret'), { code: 'ECONNREFUSED' }))),
      'Error: ECONNREFUSED',
    ],
    [
      'throws nothing at all',
      check('bad', () => {
        throw undefined;
      }),
      'Error: the check failed',
    ],
    ['hangs', check('bad', () => new Promise(() => {})), 'TimeoutError: no answer within 20 ms'],
    [
      'blocks past the deadline',
      check('bad', () => {
        const until = performance.now() + 30;
        while (performance.now() < until);
        return { findings: [], scores: {} };
      }),
      'TimeoutError: took longer than 20 ms',
    ],
    ['reports a span past the end', spanning(0, 6), 'ContractError: a finding lies outside the text'],
    ['reports an empty span', spanning(2, 2), 'ContractError: a finding lies outside the text'],
  ])('%s', async (_name, bad, error) => {
    const [first, second] = await inspect([bad, quiet], new Text('hello'), {}, 20);
    expect(first).toMatchObject({ status: 'failed', check: bad.name, version: '1', error });
    expect(second).toMatchObject({ status: 'ran', check: 'quiet', scores: { INSULT: 0.1 } });
  });
});

test('a check is told through its signal that its answer is no longer wanted', async () => {
  let told = false;
  const hangs = check('hangs', (_text, _about, signal) => {
    signal.addEventListener('abort', () => {
      told = true;
    });
    return new Promise(() => {});
  });
  await inspect([hangs], new Text('hello'), {}, 5);
  expect(told).toBe(true);
});
