import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Answer,
  asking,
  createPerspectiveStand,
  type PerspectiveStand,
} from '../src/api/testing/perspective-stand.js';

let stand: PerspectiveStand;
beforeAll(async () => {
  stand = await createPerspectiveStand();
});
afterAll(() => stand.close());

const path = '/v1alpha1/comments:analyze';
const kind = 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error';
const analyzerError = (message: string, errorType: string) => ({
  error: { code: 400, message, status: 'INVALID_ARGUMENT', details: [{ '@type': kind, errorType }] },
});

describe('what is refused, in the words of the table', () => {
  const both = { entries: [{ text: 'a' }], articleAndParentComment: { article: { text: 'b' } } };
  const of = (type: string) => ({ comment: { text: 'hello', type } });
  test.each<[string, object, string, string]>([
    ['an empty comment', asking(''), 'Comment must be non-empty.', 'COMMENT_EMPTY'],
    ['a blank comment', asking(' \n\u200b'), 'Comment must be non-empty.', 'COMMENT_EMPTY'],
    ['no comment', { requestedAttributes: { TOXICITY: {} } }, 'Comment must be non-empty.', 'COMMENT_EMPTY'],
    ['no attributes', { comment: { text: 'x' } }, 'Missing requested_attributes', 'NO_REQUESTED_ATTRIBUTES'],
    [
      'attributes that are none',
      asking('x', { requestedAttributes: {} }),
      'Missing requested_attributes',
      'NO_REQUESTED_ATTRIBUTES',
    ],
    [
      'an unknown attribute',
      asking('x', { requestedAttributes: { TOXICITY: {}, SPAM: {} } }),
      'Unknown requested attribute: SPAM',
      'INVALID_REQUEST',
    ],
    [
      'both contexts',
      asking('x', { context: both }),
      'Context can have either entries or article_and_parent_comment, but both fields were populated.',
      'INVALID_REQUEST',
    ],
    [
      'HTML',
      asking('x', of('HTML')),
      "Currently, only 'PLAIN_TEXT' comments are supported",
      'INVALID_REQUEST',
    ],
    ['another type', asking('x', of('MARKDOWN')), 'Unknown text type', 'INVALID_REQUEST'],
    [
      'another score type',
      asking('x', { requestedAttributes: { THREAT: { scoreType: 'STD_DEV_SCORE' } } }),
      'Requested score type STD_DEV_SCORE is not supported by attribute THREAT',
      'INVALID_REQUEST',
    ],
    [
      'half a surrogate pair',
      asking('a\ud83d b'),
      'Comment text holds half a surrogate pair.',
      'INVALID_REQUEST',
    ],
  ])('%s', async (_, request, message, errorType) => {
    const { status, body } = await stand.analyze(request);
    expect([status, body]).toEqual([400, analyzerError(message, errorType)]);
  });

  test('a text of 20,480 bytes is read, one of 20,481 is too long; both of many bytes a letter', async () => {
    const most = `${'ж'.repeat(10_200)}${'🐀'.repeat(20)}`;
    expect(Buffer.byteLength(most)).toBe(20_480);
    expect((await stand.analyze(asking(most))).status).toBe(200);
    expect((await stand.analyze(asking(`${most}a`))).body).toEqual(
      analyzerError('Comment text too long.', 'COMMENT_TOO_LONG'),
    );
    expect((await stand.analyze(asking('a'.repeat(20_480)))).status).toBe(200);
  });

  test('unknown attributes are dropped where the request or the operator says so', async () => {
    const requestedAttributes = { TOXICITY: {}, SPAM: {}, FLIRTATION: {} };
    const answer = await stand.analyze(asking('x', { requestedAttributes, dropUnsupportedAttributes: true }));
    expect(Object.keys(answer.body.attributeScores)).toEqual(['TOXICITY']);
    const lenient = await createPerspectiveStand({ perspective: { dropUnknown: true } });
    const other = await lenient.analyze(asking('x', { requestedAttributes }));
    expect(Object.keys(other.body.attributeScores)).toEqual(['TOXICITY']);
    await lenient.close();
  });

  test.each([
    '__proto__',
    'constructor',
    'toString',
    'TOXICITY@',
    'TOXICITY@x',
    'DEHUMANIZATION_EXPERIMENTAL',
    'toxicity',
    '_EXPERIMENTAL',
  ])('the attribute %s is unknown', async (name) => {
    const request = `{"comment":{"text":"x"},"languages":["en"],"requestedAttributes":{"${name}":{}}}`;
    const { status } = await stand.analyze(request);
    expect(status).toBe(400);
  });
});

describe('bodies', () => {
  test('the empty form of perspective-api-client is a JSON 400', async () => {
    const { status, headers, body } = await stand.send(`${path}?key=${stand.key}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': '0' },
    });
    expect([status, headers.get('content-type')]).toEqual([400, 'application/json; charset=UTF-8']);
    expect(body).toEqual(analyzerError('Comment must be non-empty.', 'COMMENT_EMPTY'));
  });

  test.each([
    ['what is no JSON', '{comment: "x"}', 'Invalid JSON payload received.'],
    ['an unknown field', '{"coment": {"text": "sneaky"}}', 'Unknown name "coment": Cannot find field.'],
    ['an unknown field below', '{"comment": {"txt": "sneaky"}}', `Unknown name "txt" at 'comment'`],
    ['a number for a text', '{"comment": {"text": 5}}', `Invalid value at 'comment.text' (TYPE_STRING)`],
    ['a text for a flag', '{"doNotStore": "sneaky"}', `Invalid value at 'doNotStore' (TYPE_BOOL)`],
    ['a list', '[]', `Invalid value at 'body' (TYPE_MESSAGE)`],
    [
      'a threshold that is no number',
      '{"requestedAttributes": {"THREAT": {"scoreThreshold": "high"}}}',
      `Invalid value at 'requestedAttributes.THREAT.scoreThreshold' (TYPE_FLOAT)`,
    ],
  ])('%s names the field, never its value', async (_, body, message) => {
    const answer = await stand.analyze(body);
    expect([answer.status, answer.body.error.status]).toEqual([400, 'INVALID_ARGUMENT']);
    expect(answer.body.error.message).toContain(message);
    expect(answer.text).not.toContain('sneaky');
  });

  test('names in snake_case are the same names, and null is absent', async () => {
    const { body } = await stand.analyze({
      comment: { text: 'You idiot.', type: null },
      requested_attributes: { SEVERE_TOXICITY: { score_threshold: 0 } },
      languages: 'en',
      client_token: 'snake',
      span_annotations: null,
    });
    expect([body.clientToken, Object.keys(body.attributeScores)]).toEqual(['snake', ['SEVERE_TOXICITY']]);
  });

  test('more than 5 MiB is 413, another method 405, another path 404: all in this form', async () => {
    const huge = await stand.analyze(asking('x'.repeat(6 * 1024 * 1024)));
    expect([huge.status, huge.body.error.code]).toEqual([413, 413]);
    const get = await stand.send(path);
    expect([get.status, get.headers.get('allow'), get.body.error.code]).toEqual([405, 'POST', 405]);
    const other = await stand.send('/v1alpha1/comments:delete', { method: 'POST' });
    expect([other.status, other.body.error.status]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('keys', () => {
  const request = asking('hello');
  const info = (answer: Answer) => answer.body.error.details[0];

  test('none is 403, a bad one 400, a bad token 401, one without the scope 403', async () => {
    const none = await stand.postTo(path, request);
    expect([none.status, none.body.error.status]).toEqual([403, 'PERMISSION_DENIED']);
    expect(none.body.error.message).toMatch(/^Method doesn't allow unregistered callers/);
    for (const bad of ['nonsense', 'x'.repeat(5000)]) {
      const answer = await stand.postTo(`${path}?key=${bad}`, request);
      expect([answer.status, answer.body.error.message]).toEqual([
        400,
        'API key not valid. Please pass a valid API key.',
      ]);
      expect(info(answer)).toEqual({
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'API_KEY_INVALID',
        domain: 'googleapis.com',
        metadata: { service: 'commentanalyzer.googleapis.com' },
      });
    }
    const token = await stand.postTo(path, request, { Authorization: 'Bearer nonsense' });
    expect([token.status, token.body.error.status]).toEqual([401, 'UNAUTHENTICATED']);
    const intake = await stand.postTo(`${path}?key=${stand.keys.intake}`, request);
    expect([intake.status, intake.body.error.status]).toEqual([403, 'PERMISSION_DENIED']);
  });

  test('every way to send one is taken', async () => {
    const { key } = stand;
    for (const answer of [
      await stand.postTo(`${path}?key=${key}&alt=json`, request),
      await stand.postTo(path, request, { 'X-Goog-Api-Key': key }),
      await stand.postTo(path, request, { 'X-Api-Key': key }),
      await stand.postTo(path, request, { Authorization: `Bearer ${key}` }),
      await stand.postTo(`${path}?access_token=${key}`, request),
      await stand.postTo(`/v1alpha1/comments%3Aanalyze?key=${key}`, request),
      await stand.postTo(`/perspective${path}?key=${key}`, request),
      await stand.postTo(`${path}?key=${stand.keys.admin}`, request),
    ])
      expect(answer.status).toBe(200);
  });

  test('a key without scope analyze opens nothing else, and one with it nothing but this', async () => {
    const answer = await stand.postTo(
      '/v1/comments',
      { text: 'x' },
      { Authorization: `Bearer ${stand.key}` },
    );
    expect(answer.status).toBe(403);
  });

  test('a revoked key ends', async () => {
    const key = await stand.keyFor(['analyze']);
    const { id } = (await stand.keyStore.find(key))!;
    expect((await stand.postTo(`${path}?key=${key}`, request)).status).toBe(200);
    expect((await stand.delete(`/v1/keys/${id}`)).status).toBe(204);
    expect((await stand.postTo(`${path}?key=${key}`, request)).status).toBe(400);
  });

  test('the key is in no log, however it is sent', async () => {
    const seen = await stand.keyFor(['analyze'], { quota: 0 });
    await stand.postTo(`${path}?key=${seen}`, request);
    await stand.postTo(`/perspective${path}?access_token=${seen}`, asking(''));
    await stand.postTo(path, request, { 'X-Goog-Api-Key': seen, Authorization: `Bearer ${seen}` });
    await stand.send(`/$discovery/rest?version=v1alpha1&key=${seen}`);
    expect(stand.log()).toContain('comments:analyze');
    expect(stand.log()).not.toContain(seen);
    expect(stand.log()).not.toContain('hello');
  });
});

describe('quota', () => {
  const left = (answer: Answer) =>
    ['limit', 'remaining'].map((name) => Number(answer.headers.get(`x-ratelimit-${name}`)));

  test('is 60 a minute, told with every answer, and then 429 as Google says it', async () => {
    const key = await stand.keyFor(['analyze']);
    const { id } = (await stand.keyStore.find(key))!;
    for (let asked = 1; asked <= 60; asked++) {
      const answer = await stand.postTo(`${path}?key=${key}`, asked % 2 ? asking('hello') : asking(''));
      expect([answer.status, left(answer)]).toEqual([asked % 2 ? 200 : 400, [60, 60 - asked]]);
    }
    const { status, headers, body } = await stand.postTo(`${path}?key=${key}`, asking('hello'));
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(body).toEqual({
      error: {
        code: 429,
        message: `Quota exceeded for quota metric 'Analysis requests (AnalyzeComment)' and limit 'Analysis requests (AnalyzeComment) per minute' of service 'commentanalyzer.googleapis.com' for consumer 'project_number:${id}'.`,
        status: 'RESOURCE_EXHAUSTED',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'RATE_LIMIT_EXCEEDED',
            domain: 'googleapis.com',
            metadata: {
              service: 'commentanalyzer.googleapis.com',
              consumer: `projects/${id}`,
              quota_limit: 'AnalyzeRequestsPerMinutePerProject',
              quota_limit_value: '60',
              quota_location: 'global',
              quota_metric: 'CommentAnalyzerService/analyze_requests',
            },
          },
          expect.objectContaining({ '@type': 'type.googleapis.com/google.rpc.Help' }),
        ],
      },
    });
  });

  test('is the key’s own where it has one; local keys have none', async () => {
    const key = await stand.keyFor(['analyze'], { quota: 2 });
    const statuses = [];
    for (let asked = 0; asked < 3; asked++)
      statuses.push((await stand.postTo(`${path}?key=${key}`, asking('hello'))).status);
    expect(statuses).toEqual([200, 200, 429]);
    const admin = await stand.postTo(`${path}?key=${stand.keys.admin}`, asking('hello'));
    expect(admin.headers.has('x-ratelimit-limit')).toBe(false);
    expect((await stand.analyze(asking('hello'))).headers.has('x-ratelimit-limit')).toBe(false);
  });
});

describe('what fails', () => {
  test('a check that fails is 503: a score that lacks it would be silence', async () => {
    const broken = await createPerspectiveStand({
      pipeline: {
        moderate: async ({ id, revision }) => ({
          ...{
            commentId: id,
            revision,
            action: 'review',
            priority: 500,
            reasons: [],
            policy: 'x',
            judgedAt: '',
          },
          outcomes: [
            { status: 'failed', check: 'toxicity', version: '1', ms: 1, error: 'TimeoutError: late' },
          ],
        }),
      },
    });
    const { status, headers, body } = await broken.analyze(asking('hello'));
    expect([status, headers.get('retry-after'), body.error.status]).toEqual([503, '2', 'UNAVAILABLE']);
    await broken.close();
  });

  test('what nobody foresaw is 500 and says nothing of itself', async () => {
    const broken = await createPerspectiveStand({
      pipeline: { moderate: () => Promise.reject(new Error('confidentialword')) },
    });
    const { status, body } = await broken.analyze(asking('confidentialword'));
    expect([status, body]).toEqual([
      500,
      { error: { code: 500, message: 'Internal error encountered.', status: 'INTERNAL' } },
    ]);
    expect(broken.log()).not.toContain('confidentialword');
    await broken.close();
  });
});
