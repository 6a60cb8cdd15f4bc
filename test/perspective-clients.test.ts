import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { AxiosInstance } from 'axios';
import Perspective from 'perspective-api-client';
import type { AnalyzeResponse } from '../src/api/perspective/analyze.js';
import { createPerspectiveStand, type PerspectiveStand } from '../src/api/testing/perspective-stand.js';
import { captured, replay } from './wire/replay.js';

const require = createRequire(import.meta.url);
let stand: PerspectiveStand;
beforeAll(async () => {
  stand = await createPerspectiveStand();
});
afterAll(() => stand.close());

describe('perspective-api-client 3.1.0', () => {
  const axios = createRequire(require.resolve('perspective-api-client'))('axios') as AxiosInstance;
  const posted: string[] = [];
  let interceptor: number;
  beforeAll(() => {
    interceptor = axios.interceptors.request.use((config) => {
      config.url = config.url!.replace('https://commentanalyzer.googleapis.com', stand.url);
      posted.push(`${String(config.headers['Content-Type'])} ${JSON.stringify(config.data)}`);
      return config;
    });
  });
  afterAll(() => axios.interceptors.request.eject(interceptor));
  afterEach(() => void posted.splice(0));
  const client = () => new Perspective({ apiKey: stand.key });

  test('a text, attributes by lower case, tags stripped', async () => {
    const answer = (await client().analyze('<b>you idiot</b>' as never, {
      attributes: ['toxicity', 'insult'],
    })) as AnalyzeResponse & { attributeScores: object };
    expect(Object.keys(answer.attributeScores)).toEqual(['TOXICITY', 'INSULT']);
    expect(answer.attributeScores.TOXICITY?.summaryScore.value).toBeGreaterThan(0.5);
    expect(answer.attributeScores.TOXICITY?.spanScores[0]).toMatchObject({ begin: 0, end: 9 });
  });

  test('its ResponseError has our message and body', async () => {
    const failing = client().analyze({ comment: { text: 'x' }, requestedAttributes: { NONE: {} } });
    await expect(failing).rejects.toMatchObject({
      name: 'ResponseError',
      message: 'Unknown requested attribute: NONE',
      response: { status: 400, data: { error: { status: 'INVALID_ARGUMENT' } } },
    });
    await expect(new Perspective({ apiKey: 'none' }).analyze('x' as never)).rejects.toMatchObject({
      message: 'API key not valid. Please pass a valid API key.',
    });
  });

  test('the form that it posts after it refused a text itself is harmless', async () => {
    await expect(client().analyze('' as never)).rejects.toMatchObject({ name: 'TextEmptyError' });
    expect(posted.length).toBe(1);
  });
});

describe('@conversationai/perspectiveapi-js-client 1.0.1', () => {
  interface JsClient {
    perspectiveApiUrl: string;
    getScores(text: string, options?: object): Promise<Record<string, number>>;
  }
  const { Client } = require('@conversationai/perspectiveapi-js-client') as {
    Client: new (key: string) => JsClient;
  };
  const clientAt = (url: string, key: string): JsClient => {
    const client = new Client(key);
    client.perspectiveApiUrl = client.perspectiveApiUrl.replace(
      'https://commentanalyzer.googleapis.com',
      url,
    );
    return client;
  };

  test('attributes that we have', async () => {
    const scores = await clientAt(stand.url, stand.key).getScores('You <i>idiot</i>.', {
      attributes: ['TOXICITY', 'SEVERE_TOXICITY'],
    });
    expect(Object.keys(scores)).toEqual(['TOXICITY', 'SEVERE_TOXICITY']);
    expect(scores.TOXICITY).toBeGreaterThan(0.5);
  });

  test('its default attributes hold SPAM: refused, or left out where the operator says so', async () => {
    await expect(clientAt(stand.url, stand.key).getScores('You idiot.')).rejects.toThrow('400');
    const lenient = await createPerspectiveStand({ perspective: { dropUnknown: true } });
    try {
      const scores = await clientAt(lenient.url, lenient.key).getScores('You idiot.');
      expect(scores.TOXICITY).toBeGreaterThan(0.5);
    } finally {
      await lenient.close();
    }
  });
});

describe('googleapis-common 8.0.3 (the discovery client of googleapis)', () => {
  const { Discovery } = require('googleapis-common') as {
    Discovery: new (
      options: object,
    ) => {
      // biome-ignore lint/suspicious/noExplicitAny: made from the discovery document
      discoverAPI(url: string): Promise<(options: object) => any>;
    };
  };

  test.each(['', '/perspective'])('discovers and asks, mounted at "%s"', async (mount) => {
    const make = await new Discovery({}).discoverAPI(`${stand.url}${mount}/$discovery/rest?version=v1alpha1`);
    const { comments } = make({ auth: stand.key });
    for (const form of ['requestBody', 'resource']) {
      const { status, data } = await comments.analyze({
        [form]: { comment: { text: 'You idiot.' }, requestedAttributes: { TOXICITY: {} } },
      });
      expect([status, data.attributeScores.TOXICITY.summaryScore.value > 0.5]).toEqual([200, true]);
    }
    await expect(comments.analyze({ requestBody: { comment: { text: '' } } })).rejects.toMatchObject({
      status: 400,
      message: 'Comment must be non-empty.',
    });
    const suggested = await comments.suggestscore({
      requestBody: {
        comment: { text: 'You idiot.' },
        attributeScores: { TOXICITY: { summaryScore: { value: 1 } } },
        clientToken: 'googleapis',
      },
    });
    expect(suggested.data.clientToken).toBe('googleapis');
  });
});

describe('discovery', () => {
  test.each([
    ['/$discovery/rest', ''],
    ['/%24discovery/rest', ''],
    ['/perspective/$discovery/rest', '/perspective'],
  ])('%s names the caller’s own origin', async (path, below) => {
    const { body } = await stand.send(`${path}?version=v1alpha1`);
    expect([body.rootUrl, body.baseUrl, body.servicePath, body.batchPath]).toEqual([
      `${stand.url}${below}/`,
      `${stand.url}${below}/`,
      '',
      'batch',
    ]);
    expect(body.resources.comments.methods.analyze.path).toBe('v1alpha1/comments:analyze');
  });

  test('also behind a proxy that is trusted, and only then', async () => {
    const headers = {
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'moderation.example.org',
      'X-Forwarded-Prefix': '/tools',
    };
    const path = '/$discovery/rest?version=v1alpha1';
    expect((await stand.send(path, { headers })).body.rootUrl).toBe('https://moderation.example.org/tools/');
    const strict = await createPerspectiveStand({ trustedProxies: '10.9.8.7' });
    expect((await strict.send(path, { headers })).body.rootUrl).toBe(`${strict.url}/`);
    await strict.close();
  });

  test('every reference in it leads somewhere, and another version is not there', async () => {
    const { text, body } = await stand.send('/$discovery/rest?version=v1alpha1');
    for (const [, name] of text.matchAll(/"\$ref": "(\w+)"/g)) expect(body.schemas[name!]?.id).toBe(name);
    expect((await stand.send('/$discovery/rest?version=v2')).status).toBe(404);
  });
});

/** `npm run python-client` runs the client itself (tools/perspective-clients); these are the bytes that it sent. */
test('google-api-python-client 2.201.0, as captured', async () => {
  const said = [];
  for (const sent of captured('google-api-python-client')) {
    const { status, head, text } = await replay(sent, stand.url, stand.key);
    said.push(`${sent.head.split(' ')[1]!.split('?')[0]} ${status}`);
    if (!sent.head.startsWith('POST /batch')) {
      if (status === 200 && sent.head.includes('analyze'))
        expect(JSON.parse(text).attributeScores.TOXICITY.summaryScore.value).toBeGreaterThan(0.5);
      continue;
    }
    const boundary = /content-type: multipart\/mixed; boundary=(\S+)/i.exec(head)![1];
    const parts = text.split(`--${boundary}`);
    expect([parts.length, parts[0], parts[3]]).toEqual([4, '', '--\r\n']);
    const ids = [...sent.body.matchAll(/Content-ID: <(.+)>/g)].map(([, id]) => id);
    for (const [at, status] of ['200 OK', '400 Bad Request'].entries())
      expect(parts[at + 1]).toMatch(
        new RegExp(
          `^\r\nContent-Type: application/http\r\nContent-ID: <response-${ids[at]!.replace('+', '\\+')}>\r\n\r\nHTTP/1\\.1 ${status}\r\n`,
        ),
      );
    expect(parts[1]).toContain('"attributeScores"');
    expect(parts[2]).toContain('"Comment must be non-empty."');
  }
  expect(said.sort()).toEqual([
    '/$discovery/rest 200',
    '/batch 200',
    '/perspective/$discovery/rest 200',
    '/perspective/v1alpha1/comments:analyze 200',
    '/v1alpha1/comments:analyze 200',
    '/v1alpha1/comments:analyze 400',
    '/v1alpha1/comments:suggestscore 200',
  ]);
});

describe('clients of other languages, their bytes after their sources', () => {
  const sent = (headers: readonly string[], body: string) => ({
    head: `${[...headers, `Content-Length: ${Buffer.byteLength(body)}`].join('\r\n')}\r\n\r\n`,
    body,
  });
  const line = 'POST /v1alpha1/comments:analyze?key=KEY HTTP/1.1';

  test('Coral asks for one attribute, and reads its summary score', async () => {
    const { status, text } = await replay(
      sent(
        [line, 'Content-Type: application/json', 'User-Agent: Coral Perspective/9.5.0', 'Host: HOST'],
        '{"comment":{"text":"You idiot."},"doNotStore":true,"requestedAttributes":{"TOXICITY":{}},"languages":["en"]}',
      ),
      stand.url,
      stand.key,
    );
    expect([status, JSON.parse(text).attributeScores.TOXICITY.summaryScore.value > 0.5]).toEqual([200, true]);
  });

  test('peRspective (R) sends one language as a string, and reads span scores alone', async () => {
    const { status, text } = await replay(
      sent(
        [
          line,
          'Host: HOST',
          'Accept: application/json, text/xml, application/xml, */*',
          'Content-Type: application/json',
        ],
        '{"comment":{"text":"You idiot."},"languages":"en","requestedAttributes":{"TOXICITY":{},"INSULT":{}},"spanAnnotations":false,"doNotStore":false}',
      ),
      stand.url,
      stand.key,
    );
    const { attributeScores } = JSON.parse(text);
    expect([status, attributeScores.INSULT.spanScores[0].score.value > 0.3]).toEqual([200, true]);
  });

  test('the Discourse plugin names the score type and a session', async () => {
    const { status, text } = await replay(
      sent(
        [line, 'Content-Type: application/json', 'Host: HOST'],
        '{"comment":{"text":"You idiot."},"doNotStore":true,"sessionId":"https://forum.example.org_7","requestedAttributes":{"TOXICITY":{"scoreType":"PROBABILITY"}}}',
      ),
      stand.url,
      stand.key,
    );
    expect([status, JSON.parse(text).attributeScores.TOXICITY.summaryScore.value > 0.5]).toEqual([200, true]);
  });

  test('Pokemon Showdown and HELM ask for what we do not have: it says what, or is told to leave it out', async () => {
    const requestedAttributes = Object.fromEntries(
      [
        'TOXICITY',
        'SEVERE_TOXICITY',
        'IDENTITY_ATTACK',
        'INSULT',
        'PROFANITY',
        'THREAT',
        'SEXUALLY_EXPLICIT',
        'FLIRTATION',
      ].map((name) => [name, {}]),
    );
    const body = { comment: { text: 'You idiot.' }, languages: ['en'], requestedAttributes };
    expect((await stand.analyze(body)).body.error.message).toBe(
      'Unknown requested attribute: SEXUALLY_EXPLICIT',
    );
    const dropped = await stand.analyze({ ...body, dropUnsupportedAttributes: true });
    expect(Object.keys(dropped.body.attributeScores)).toHaveLength(6);
  });

  test('n8n brings a bearer token', async () => {
    const { status } = await stand.postTo(
      '/v1alpha1/comments:analyze',
      { comment: { text: 'You idiot.' }, requestedAttributes: { THREAT: {} }, languages: ['en'] },
      { Authorization: `Bearer ${stand.key}` },
    );
    expect(status).toBe(200);
  });
});
