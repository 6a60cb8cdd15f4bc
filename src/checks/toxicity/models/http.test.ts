import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Text } from '../../../text/text.js';
import { ModelRestingError, withBreaker } from './breaker.js';
import { httpModel, type Protocol } from './http.js';
import type { ToxicityModel } from './model.js';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}
const json = (body: object): Answer => ({ status: 200, body: JSON.stringify(body) });
let server: Server;
let url: string;
let answer: (() => Answer) | 'silence';
const seen: { authorization: string | undefined; body: unknown }[] = [];
beforeAll(async () => {
  server = createServer(async (incoming, response) => {
    let text = '';
    for await (const piece of incoming) text += piece;
    seen.push({ authorization: incoming.headers.authorization, body: JSON.parse(text) });
    if (answer === 'silence') return;
    const { status, headers, body } = answer();
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/moderate`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
afterEach(() => {
  seen.length = 0;
});

const never = new AbortController().signal;
const key = 'a-secret-key';
const make = (protocol: Protocol, timeoutMs = 2000): ToxicityModel =>
  httpModel({ url, protocol, key, timeoutMs });
const failureOf = async (model: ToxicityModel): Promise<Error> =>
  Promise.resolve(model.read(new Text('my own words'), {}, never)).then(
    () => {
      throw new Error('it answered');
    },
    (error: Error) => error,
  );

test('speaks Perspective', async () => {
  answer = () =>
    json({
      attributeScores: { TOXICITY: { summaryScore: { value: 0.9 } }, SPAM: { summaryScore: { value: 1 } } },
    });
  const { scores, evidence } = await make('perspective').read(new Text('you fool'), {}, never);
  expect(scores).toEqual({ TOXICITY: 0.9 });
  expect(evidence).toEqual([]);
  expect(seen).toEqual([
    {
      authorization: `Bearer ${key}`,
      body: expect.objectContaining({ comment: { text: 'you fool', type: 'PLAIN_TEXT' }, doNotStore: true }),
    },
  ]);
});

test('speaks OpenAI moderations: each attribute gets the highest of its categories', async () => {
  answer = () =>
    json({
      results: [
        {
          category_scores: { hate: 0.3, 'hate/threatening': 0.7, harassment: 0.9, violence: 0.2, sexual: 1 },
        },
      ],
    });
  const { scores } = await make('openai').read(new Text('you fool'), {}, never);
  expect(scores).toEqual({
    TOXICITY: 0.9,
    INSULT: 0.9,
    IDENTITY_ATTACK: 0.7,
    SEVERE_TOXICITY: 0.7,
    THREAT: 0.7,
  });
  expect(seen[0]!.body).toEqual({ input: 'you fool' });
});

describe.each(['perspective', 'openai'] as const)('%s', (protocol) => {
  test.each<[string, Answer | 'silence', object]>([
    ['a quota', { status: 429, body: '' }, { code: 'rate_limited', status: 429 }],
    ['a bad key', { status: 401, body: key }, { code: 'refused', status: 401 }],
    ['a fault over there', { status: 503, body: '' }, { code: 'unavailable', status: 503 }],
    [
      'a redirect',
      { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      { code: 'unavailable' },
    ],
    ['silence', 'silence', { code: 'timeout' }],
    ['a page', { status: 200, body: '<html>' }, { code: 'unreadable_answer' }],
    ['another form', json({ hello: 1 }), { code: 'unreadable_answer' }],
    ['an endless answer', { status: 200, body: ' '.repeat(1_100_000) }, { code: 'unreadable_answer' }],
    [
      'scores out of range',
      json({
        attributeScores: { TOXICITY: { summaryScore: { value: 7 } } },
        results: [{ category_scores: { hate: 7 } }],
      }),
      { code: 'unreadable_answer' },
    ],
  ])('%s becomes an error with a code, without key and text', async (_, said, expected) => {
    answer = said === 'silence' ? said : () => said;
    const failure = await failureOf(make(protocol, said === 'silence' ? 200 : 5000));
    expect(failure).toMatchObject({ name: 'HttpModelError', ...expected });
    const shown = JSON.stringify({
      ...failure,
      message: failure.message,
      stack: failure.stack,
      cause: failure.cause,
    });
    expect(shown).not.toContain(key);
    expect(shown).not.toContain('my own words');
  });

  test('nobody there is an error too', async () => {
    expect(await failureOf(httpModel({ url: 'http://127.0.0.1:1/', protocol }))).toMatchObject({
      code: 'unavailable',
    });
  });
});

describe('a breaker', () => {
  const counted = (works: () => boolean) => {
    let calls = 0;
    const model: ToxicityModel = {
      name: 'counted',
      version: '1',
      attributes: ['TOXICITY'],
      read: () => {
        calls++;
        return works() ? { scores: { TOXICITY: 0.5 }, evidence: [] } : Promise.reject(new Error('away'));
      },
    };
    return { model, calls: () => calls };
  };

  test('leaves a model alone after failures in a row, and says so', async () => {
    const { model, calls } = counted(() => false);
    const guarded = withBreaker(model, { failures: 3, restMs: 60_000 });
    for (let k = 0; k < 3; k++) expect((await failureOf(guarded)).message).toBe('away');
    expect(await failureOf(guarded)).toBeInstanceOf(ModelRestingError);
    expect(calls()).toBe(3);
  });

  test('asks again after the rest, and goes on where it is back', async () => {
    let works = false;
    const { model, calls } = counted(() => works);
    const guarded = withBreaker(model, { failures: 1, restMs: 1 });
    await failureOf(guarded);
    works = true;
    let reading: unknown;
    while (reading === undefined)
      reading = await Promise.resolve(guarded.read(new Text('hello'), {}, never)).catch(async (error) => {
        expect(error).toBeInstanceOf(ModelRestingError);
        await new Promise(setImmediate);
      });
    expect(reading).toMatchObject({ scores: { TOXICITY: 0.5 } });
    expect(calls()).toBe(2);
  });

  test('a full quota is no failure', async () => {
    const full: ToxicityModel = {
      ...counted(() => true).model,
      read: () => Promise.reject(Object.assign(new Error('slowly'), { code: 'rate_limited' })),
    };
    const guarded = withBreaker(full, { failures: 1, restMs: 60_000 });
    for (let k = 0; k < 3; k++) expect((await failureOf(guarded)).message).toBe('slowly');
  });

  test('a success in between starts the count anew', async () => {
    let turn = 0;
    const { model, calls } = counted(() => ++turn % 2 === 0);
    const guarded = withBreaker(model, { failures: 2, restMs: 60_000 });
    for (let k = 0; k < 6; k++)
      await Promise.resolve(guarded.read(new Text('hello'), {}, never)).catch(() => undefined);
    expect(calls()).toBe(6);
  });
});
