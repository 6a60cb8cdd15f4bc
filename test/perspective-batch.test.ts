import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  asking,
  createPerspectiveStand,
  type PerspectiveStand,
} from '../src/api/testing/perspective-stand.js';

let stand: PerspectiveStand;
beforeAll(async () => {
  stand = await createPerspectiveStand();
});
afterAll(() => stand.close());

const type = 'multipart/mixed; boundary="b1"';
const part = (
  target: string,
  body: object | string,
  head: readonly string[] = [],
  verb = 'POST',
  eol = '\r\n',
) =>
  [
    '--b1',
    'Content-Type: application/http',
    ...head,
    '',
    `${verb} ${target} HTTP/1.1`,
    'Content-Type: application/json',
    '',
    typeof body === 'string' ? body : JSON.stringify(body),
    '',
  ].join(eol);
const target = (key = stand.key) => `/v1alpha1/comments:analyze?key=${key}&alt=json`;

async function send(parts: readonly string[], headers: Record<string, string> = {}, path = '/batch') {
  const answer = await stand.postTo(path, `${parts.join('')}--b1--\r\n`, {
    'Content-Type': type,
    ...headers,
  });
  const boundary = /boundary=(\S+)/.exec(answer.headers.get('content-type') ?? '')?.[1];
  const pieces = boundary ? answer.text.split(`--${boundary}`).slice(1, -1) : [];
  return {
    ...answer,
    parts: pieces.map((piece) => ({
      id: /Content-ID: (.+)\r\n/.exec(piece)?.[1],
      status: Number(/HTTP\/1\.1 (\d+)/.exec(piece)?.[1]),
      length: Number(/Content-Length: (\d+)/.exec(piece)?.[1]),
      json: piece.slice(piece.lastIndexOf('\r\n\r\n') + 4).replace(/\r\n$/, ''),
    })),
  };
}

test('each part is answered in order, under its own id, by its own key', async () => {
  const limited = await stand.keyFor(['analyze'], { quota: 1 });
  const { status, parts } = await send([
    part(target(), asking('You idiot. 🐀'), ['Content-ID: <u-1 + a%20b>']),
    part(target(), asking(''), ['Content-ID: <u-1 + 2>']),
    part('/v1alpha1/comments:analyze', asking('x')),
    part(target(limited), asking('x')),
    part(target(limited), asking('x')),
    part('/v1alpha1/comments:delete', asking('x')),
    part(target(), '', ['Content-ID: <u-1 + 7>'], 'GET'),
    part(target(), ''),
    part(`/perspective${target()}`, asking('x')),
  ]);
  expect(status).toBe(200);
  expect(parts.map((one) => one.status)).toEqual([200, 400, 403, 200, 429, 404, 404, 400, 200]);
  expect(parts.map(({ id }) => id)).toEqual([
    '<response-u-1 + a%20b>',
    '<response-u-1 + 2>',
    undefined,
    undefined,
    undefined,
    undefined,
    '<response-u-1 + 7>',
    undefined,
    undefined,
  ]);
  for (const { json, length } of parts) expect(Buffer.byteLength(json)).toBe(length);
  const alone = await stand.analyze(asking('You idiot. 🐀'));
  expect(JSON.parse(parts[0]!.json)).toEqual(alone.body);
  expect(JSON.parse(parts[1]!.json).error.message).toBe('Comment must be non-empty.');
});

test('the batch’s own credentials count for parts without any; it is served under the prefix too', async () => {
  const bare = part('/v1alpha1/comments:analyze', asking('x'));
  for (const path of ['/batch', '/perspective/batch'])
    for (const headers of [{ Authorization: `Bearer ${stand.key}` }, { 'X-Goog-Api-Key': stand.key }])
      expect((await send([bare], headers, path)).parts.map(({ status }) => status)).toEqual([200]);
});

test('lines may end with LF alone', async () => {
  const body = `${part(target(), asking('x'), [], 'POST', '\n')}--b1--\n`;
  const answer = await stand.postTo('/batch', body, { 'Content-Type': type });
  expect(answer.text).toContain('HTTP/1.1 200 OK');
});

describe('limits and faults', () => {
  const refused = (answer: { status: number; body: { error: { status: string } } }) => [
    answer.status,
    answer.body.error.status,
  ];

  test('at most 1000 parts', async () => {
    const parts = Array.from({ length: 1001 }, () => part('/x', ''));
    expect(refused(await send(parts))).toEqual([400, 'INVALID_ARGUMENT']);
    expect((await send(parts.slice(1))).parts).toHaveLength(1000);
  });

  test.each([
    ['another type', 'application/json', '{}'],
    ['no boundary', 'multipart/mixed', '--b1--'],
    ['no part', type, '--b1--\r\n'],
    ['no end', type, '--b1\r\nContent-Type: application/http\r\n\r\nPOST'],
    ['no boundary within', type, 'x'.repeat(100_000)],
    ['nothing', type, ''],
  ])('%s', async (_, contentType, body) => {
    const answer = await stand.postTo('/batch', body, { 'Content-Type': contentType });
    expect(refused(answer)).toEqual([400, 'INVALID_ARGUMENT']);
  });

  test('a part that is no request is answered 400, the others as ever', async () => {
    const nonsense = '--b1\r\nContent-Type: application/http\r\n\r\nnonsense\r\n';
    const { parts } = await send([nonsense, part(target(), asking('x'))]);
    expect(parts.map(({ status }) => status)).toEqual([400, 200]);
  });
});
