import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { isWithin } from '../../../domain/span.js';
import { Text } from '../../../text/text.js';
import { localModel } from './local.js';
import type { ToxicityModel } from './model.js';
import { perspectiveModel } from './perspective.js';
import { secondOpinion } from './second-opinion.js';

/** A Perspective on loopback that answers in Google's form, or as a test says. */
interface Request {
  comment: { text: string };
  requestedAttributes: Record<string, object>;
  doNotStore: boolean;
  languages?: string[];
}
const usual = ({ comment, requestedAttributes }: Request) => ({
  status: 200,
  headers: {},
  body: {
    attributeScores: Object.fromEntries(
      Object.keys(requestedAttributes).map((attribute) => {
        const score = { value: comment.text.includes('idiot') ? 0.95 : 0.05, type: 'PROBABILITY' };
        const spanScores = [{ begin: 0, end: comment.text.length, score }];
        return [attribute, { summaryScore: score, spanScores }];
      }),
    ),
    languages: ['en'],
  },
});
type Answer = { status: number; headers: Record<string, string>; body: unknown };
let server: Server;
let url: string;
let answer: (request: Request) => Answer | 'silence' = usual;
const seen: { url: string; body: Request }[] = [];

beforeAll(async () => {
  server = createServer(async (incoming, response) => {
    let text = '';
    for await (const piece of incoming) text += piece;
    const body = JSON.parse(text) as Request;
    seen.push({ url: incoming.url!, body });
    const said = answer(body);
    if (said === 'silence') return;
    response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
    response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1alpha1/comments:analyze`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
afterEach(() => {
  answer = usual;
  seen.length = 0;
});

const key = 'a-secret-key';
const remote = (timeoutMs = 2000) => perspectiveModel({ apiKey: key, timeoutMs, url });
const dead: ToxicityModel = {
  name: 'dead',
  version: '1',
  attributes: ['TOXICITY'],
  read: () => Promise.reject(new Error('away')),
};
const never = new AbortController().signal;

describe.each<[string, () => ToxicityModel]>([
  ['local', () => localModel()],
  ['perspective', () => remote()],
  ['perspective after local', () => secondOpinion(remote(), localModel())],
])('every model: %s', (_, make) => {
  test('has a name and a version', () => {
    expect(make().name).toMatch(/^[a-z]+$/);
    expect(make().version).toMatch(/^[\w.+-]+$/);
  });

  test('scores its attributes in 0..1, the abusive text higher, with evidence inside the text', async () => {
    const model = make();
    const rude = 'You stupid idiot 🙂, read it again.';
    const [abusive, kind] = await Promise.all([
      model.read(new Text(rude), {}, never),
      model.read(new Text('Thank you for this report, it was a pleasure to read.'), {}, never),
    ]);
    for (const { scores } of [abusive, kind])
      for (const attribute of model.attributes) {
        expect(scores[attribute]).toBeGreaterThanOrEqual(0);
        expect(scores[attribute]).toBeLessThanOrEqual(1);
      }
    expect(abusive.scores.TOXICITY).toBeGreaterThan(kind.scores.TOXICITY! + 0.3);
    expect(abusive.evidence.length).toBeGreaterThan(0);
    for (const { span } of abusive.evidence) expect(isWithin(span, rude.length)).toBe(true);
    expect(kind.evidence).toEqual([]);
  });

  test('says the same twice', async () => {
    const model = make();
    expect(await model.read(new Text('what a fool'), {}, never)).toEqual(
      await model.read(new Text('what a fool'), {}, never),
    );
  });
});

describe('perspective', () => {
  test('asks for the six attributes, once, not to be stored, the text untouched', async () => {
    await remote().read(new Text('a <b>bold</b> claim'), { language: 'en-GB' }, never);
    expect(seen).toHaveLength(1);
    expect(seen[0]!.url).toBe(`/v1alpha1/comments:analyze?key=${key}`);
    expect(seen[0]!.body).toMatchObject({
      comment: { text: 'a <b>bold</b> claim' },
      doNotStore: true,
      languages: ['en'],
    });
    expect(Object.keys(seen[0]!.body.requestedAttributes)).toEqual([...remote().attributes]);
  });

  test('leaves a language that not all six speak to Perspective', async () => {
    await remote().read(new Text('tack'), { language: 'sv' }, never);
    expect(seen[0]!.body.languages).toBeUndefined();
  });

  test.each([
    ['empty', ''],
    ['empty', '  \n'],
    ['too_long', 'é'.repeat(10_241)],
  ])('rejects a text that is %s without asking', async (code, raw) => {
    await expect(remote().read(new Text(raw), {}, never)).rejects.toMatchObject({ code });
    expect(seen).toEqual([]);
  });

  test.each<[string, Answer | 'silence', object]>([
    [
      'a quota',
      { status: 429, headers: { 'retry-after': '7' }, body: {} },
      { code: 'rate_limited', status: 429, retryAfterMs: 7000 },
    ],
    ['a quota that names no time', { status: 429, headers: {}, body: {} }, { code: 'rate_limited' }],
    [
      'a bad key',
      { status: 400, headers: {}, body: { error: { message: `${key} is not valid` } } },
      { code: 'refused', status: 400 },
    ],
    ['a fault over there', { status: 503, headers: {}, body: '' }, { code: 'unavailable', status: 503 }],
    [
      'a redirect',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
      { code: 'unavailable', status: 302 },
    ],
    ['silence', 'silence', { code: 'timeout' }],
    ['another form', { status: 200, headers: {}, body: { hello: 1 } }, { code: 'unreadable_answer' }],
    ['a page', { status: 200, headers: {}, body: '<html>' }, { code: 'unreadable_answer' }],
    [
      'a score out of range',
      { status: 200, headers: {}, body: { attributeScores: { TOXICITY: { summaryScore: { value: 7 } } } } },
      { code: 'unreadable_answer' },
    ],
  ])('%s becomes an error with a code, without key and text', async (_, said, expected) => {
    answer = () => said;
    const failure: Error | undefined = await Promise.resolve(
      remote(150).read(new Text('my own words'), {}, never),
    ).then(
      () => undefined,
      (error: Error) => error,
    );
    expect(failure).toMatchObject({ name: 'PerspectiveError', ...expected });
    const shown = JSON.stringify({
      ...failure,
      message: failure!.message,
      stack: failure!.stack,
      cause: failure!.cause,
    });
    expect(shown).not.toContain(key);
    expect(shown).not.toContain('my own words');
  });

  test('nobody there is an error too', async () => {
    const model = perspectiveModel({ apiKey: key, url: 'http://127.0.0.1:1/' });
    await expect(model.read(new Text('hello'), {}, never)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test("stops when the check's deadline passes", async () => {
    answer = () => 'silence';
    const deadline = new AbortController();
    const reading = remote(60_000).read(new Text('hello'), {}, deadline.signal);
    deadline.abort();
    await expect(reading).rejects.toMatchObject({ code: 'timeout' });
  });

  test('drops spans that lie outside the text', async () => {
    answer = () => ({
      status: 200,
      headers: {},
      body: {
        attributeScores: {
          INSULT: {
            summaryScore: { value: 0.9 },
            spanScores: [
              { begin: 0, end: 99, score: { value: 0.9 } },
              { begin: 2, end: 1, score: { value: 0.9 } },
              { begin: 0, end: 3, score: { value: 0.9 } },
              { score: { value: 0.8 } },
            ],
          },
        },
      },
    });
    const { evidence } = await remote().read(new Text('you fool'), {}, never);
    expect(evidence.map(({ span }) => span)).toEqual([
      { start: 0, end: 3 },
      { start: 0, end: 8 },
    ]);
  });
});

describe('a second opinion', () => {
  test('is that of the asked model', async () => {
    const { scores } = await secondOpinion(remote(), localModel()).read(new Text('no idiot here'), {}, never);
    expect(scores.TOXICITY).toBe(0.95);
  });

  test('fails as the asked model does, so that the first opinion stands', async () => {
    const asked = secondOpinion(dead, localModel());
    await expect(asked.read(new Text('you fool'), {}, never)).rejects.toThrow('away');
  });

  test('goes by the name of the first, its version before a plus', () => {
    const both = secondOpinion(remote(), localModel());
    expect(both.name).toBe('local');
    expect(both.version).toBe(`${localModel().version}+perspective`);
  });
});
