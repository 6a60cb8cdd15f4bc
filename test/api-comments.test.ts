import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createStand } from '../src/api/testing/stand.js';
import { limits } from '../src/domain/limits.js';

const stand = await createStand();
const still = await createStand({ works: false });

describe('taking in a comment', () => {
  test('answers 202 with id, revision, status and link, and the verdict follows', async () => {
    const { status, body, headers } = await stand.post('/v1/comments', {
      id: 'a1',
      text: 'They are vermin.',
    });
    expect({ status, body }).toEqual({
      status: 202,
      body: {
        id: 'a1',
        revision: 1,
        status: 'pending',
        result: 'created',
        links: { self: '/v1/comments/a1' },
      },
    });
    expect(headers.location).toBe('/v1/comments/a1');
    await stand.queue.idle();
    const found = await stand.get('/v1/comments/a1', 'intake');
    expect(found.status).toBe(200);
    expect(found.body).toMatchObject({
      id: 'a1',
      site: 'default',
      status: 'in_review',
      text: 'They are vermin.',
      links: { self: '/v1/comments/a1', history: '/v1/review/a1' },
      verdict: {
        action: 'review',
        scores: { DEHUMANIZATION: 0.9 },
        reasons: [{ kind: 'rule', rule: 'dehumanizing' }],
        findings: [{ rule: 'toy/dehumanization', span: { start: 9, end: 15 } }],
        outcomes: [{ check: 'toy', version: '1', status: 'ran' }],
        policy: 'toy@1',
        revision: 1,
      },
    });
    expect(found.body.verdict.outcomes[0]).not.toHaveProperty('findings');
  });

  test('makes an id where there is none', async () => {
    const { body } = await stand.post('/v1/comments', { text: 'Fine.' });
    expect(body.id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect((await stand.get(body.links.self)).status).toBe(200);
  });

  test('gives findings in text order, and every score', async () => {
    const { status, body } = await stand.post('/v1/comments?wait=2000', { text: 'an idiot, vermin, idiot' });
    expect(status).toBe(200);
    expect(body.verdict.findings.map((finding: { span: unknown }) => finding.span)).toEqual([
      { start: 0, end: 8 },
      { start: 3, end: 8 },
      { start: 10, end: 16 },
      { start: 18, end: 23 },
    ]);
    expect(body.verdict.scores).toEqual({ DEHUMANIZATION: 0.9, INSULT: 0.6, TOXICITY: 0.5 });
  });

  test('keeps every field that was sent', async () => {
    const whole = {
      id: 'whole',
      text: 'Well said.',
      site: 'herald',
      author: 'reader-7',
      language: 'pt-BR',
      submittedAt: '2026-11-20T23:59:59.5+01:00',
      article: { id: 'x', url: 'https://example.org/x', title: 'Öl\nund mehr', text: '' },
      parent: { id: '9', text: 'First!' },
    };
    expect((await stand.post('/v1/comments', whole)).status).toBe(202);
    const [found] = await stand.store.get(['whole']);
    expect(found?.comment).toEqual({ ...whole, revision: 1, receivedAt: expect.any(String) });
    const { text, site, author, language, submittedAt } = whole;
    expect((await stand.get('/v1/comments/whole')).body).toMatchObject({
      text,
      site,
      author,
      language,
      submittedAt,
    });
  });

  test('takes the same comment again without harm, and says where it stands', async () => {
    const comment = { id: 'again', text: 'an idiot' };
    await stand.post('/v1/comments?wait=2000', comment);
    const jobs = stand.jobs.length;
    const { status, body } = await stand.post('/v1/comments', comment);
    expect(status).toBe(202);
    expect(body).toMatchObject({ id: 'again', revision: 1, result: 'repeated', status: 'in_review' });
    const waited = await stand.post('/v1/comments?wait=2000', comment);
    expect([waited.status, waited.body.verdict?.action]).toEqual([200, 'review']);
    await stand.queue.idle();
    expect(stand.jobs.length).toBe(jobs);
  });

  test('puts a repeated comment without a verdict on the queue again', async () => {
    await still.post('/v1/comments', { id: 'lost', text: 'x' });
    const before = (await still.queue.depth()).waiting;
    expect((await still.post('/v1/comments', { id: 'lost', text: 'x' })).body.result).toBe('repeated');
    expect((await still.queue.depth()).waiting).toBe(before + 1);
  });

  test('judges a repeated comment anew when its verdict is of another policy', async () => {
    const renewed = await createStand({ pipeline: { isCurrent: () => false } });
    await renewed.post('/v1/comments?wait=2000', { id: 'old', text: 'x' });
    await renewed.post('/v1/comments', { id: 'old', text: 'x' });
    await renewed.queue.idle();
    expect(renewed.jobs).toEqual([['old'], ['old']]);
  });

  test('makes a new revision of the same id with other text, with its own verdict', async () => {
    await stand.post('/v1/comments?wait=2000', { id: 'edited', text: 'vermin' });
    const { body } = await stand.post('/v1/comments?wait=2000', { id: 'edited', text: 'people' });
    expect(body).toMatchObject({ revision: 2, status: 'allowed', verdict: { action: 'allow', revision: 2 } });
  });

  test('refuses an id that belongs to a comment of another site', async () => {
    await stand.post('/v1/comments', { id: 'shared', text: 'x', site: 'herald' });
    const { status, body } = await stand.post('/v1/comments', { id: 'shared', text: 'x', site: 'gazette' });
    expect([status, body.code]).toEqual([409, 'other_site']);
  });
});

describe('waiting for the verdict', () => {
  test('answers 202 when it is not there in time, and loses nothing', async () => {
    const { status, body } = await still.post('/v1/comments?wait=30', { id: 'slow', text: 'x' });
    expect([status, body.status, body.id]).toEqual([202, 'pending', 'slow']);
    expect((await still.store.get(['slow']))[0]).toBeDefined();
  });

  test('answers 202 when it was moderated and the verdict is not of the text that stands now', async () => {
    const { queue } = still;
    const other = await createStand({ queue: { ...queue, enqueueAndWait: async () => true } });
    expect((await other.post('/v1/comments?wait=10', { text: 'x' })).status).toBe(202);
  });

  test.each([
    ['0', 202],
    ['5000', 200],
    ['5001', 400],
    ['-1', 400],
    ['1.5', 400],
    ['', 400],
    ['soon', 400],
    ['1&wait=2', 400],
  ])('wait=%s is %i', async (wait, expected) => {
    const { status, body } = await stand.post(`/v1/comments?wait=${wait}`, { text: 'x' });
    expect(status).toBe(expected);
    if (expected === 400)
      expect(body).toMatchObject({ code: 'invalid_parameter', errors: [{ field: 'wait' }] });
  });
});

const ascii = (bytes: number) => 'a'.repeat(bytes);
const long = (length: number) => 'i'.repeat(length);
/** Name, body, status, the field that is named. */
const forms: readonly (readonly [string, unknown, number, string?])[] = [
  ['20480 bytes of text', { text: ascii(20480) }, 202],
  ['20481 bytes of text', { text: ascii(20481) }, 413, 'text'],
  ['20480 bytes of three-byte letters', { text: `${'\u20ac'.repeat(6826)}aa` }, 202],
  ['20481 bytes of three-byte letters', { text: '\u20ac'.repeat(6827) }, 413, 'text'],
  ['no text', {}, 422, 'text'],
  ['empty text', { text: '' }, 422, 'text'],
  ['blank text', { text: ' \n\t\u00a0' }, 422, 'text'],
  ['text of invisible characters', { text: '\u200b\u200d\u3164\ufe0f' }, 422, 'text'],
  ['text null', { text: null }, 422, 'text'],
  ['text a number', { text: 7 }, 422, 'text'],
  ['text an array', { text: ['x'] }, 422, 'text'],
  ['half a surrogate pair', { text: 'x\ud800' }, 422, 'text'],
  ['a whole surrogate pair', { text: '\u{1f600}' }, 202],
  ['half a pair in the author', { text: 'x', author: '\udc00' }, 422, 'author'],
  ['half a pair in the article', { text: 'x', article: { text: '\udc00' } }, 422, 'article.text'],
  ['an unknown field', { text: 'x', colour: 'red' }, 422, 'colour'],
  ['an unknown field within', { text: 'x', article: { author: 'x' } }, 422, 'article.author'],
  ['an unknown field that looks like text', { text: 'x', 'you are vermin': 1 }, 422, '(unnamed)'],
  ['an empty id', { text: 'x', id: '' }, 422, 'id'],
  ['an id of 200', { text: 'x', id: long(200) }, 202],
  ['an id of 201', { text: 'x', id: long(201) }, 422, 'id'],
  ['an id that is a number', { text: 'x', id: 12 }, 422, 'id'],
  ['an id with a line feed', { text: 'x', id: 'a\nb' }, 422, 'id'],
  ['an id with NUL', { text: 'x', id: 'a\u0000' }, 422, 'id'],
  ['an id that is a dot', { text: 'x', id: '.' }, 422, 'id'],
  ['an id that is two dots', { text: 'x', id: '..' }, 422, 'id'],
  ['an empty site', { text: 'x', site: '' }, 422, 'site'],
  ['a language', { text: 'x', language: 'zh-Hant-TW' }, 202],
  ['no language', { text: 'x', language: 'e' }, 422, 'language'],
  ['a language with underscore', { text: 'x', language: 'en_US' }, 422, 'language'],
  ['a very long language', { text: 'x', language: `en-${'a-'.repeat(5000)}` }, 422, 'language'],
  ['a date', { text: 'x', submittedAt: '2026-11-20T10:00:00Z' }, 202],
  ['a day that is not', { text: 'x', submittedAt: '2026-02-30T10:00:00Z' }, 422, 'submittedAt'],
  ['a date without zone', { text: 'x', submittedAt: '2026-11-20T10:00:00' }, 422, 'submittedAt'],
  ['a date in words', { text: 'x', submittedAt: 'yesterday' }, 422, 'submittedAt'],
  ['a date that is a number', { text: 'x', submittedAt: 1763600000 }, 422, 'submittedAt'],
  ['an article that is a string', { text: 'x', article: 'x' }, 422, 'article'],
  ['an article of 1 MiB', { text: 'x', article: { text: ascii(1024 * 1024) } }, 202],
  ['an article above 1 MiB', { text: 'x', article: { text: ascii(1024 * 1024 + 1) } }, 413, 'article.text'],
  ['a title of 1001', { text: 'x', article: { title: long(1001) } }, 422, 'article.title'],
  ['a script for an address', { text: 'x', article: { url: 'javascript:alert(1)' } }, 422, 'article.url'],
  ['an address without host', { text: 'x', article: { url: 'https://' } }, 422, 'article.url'],
  ['a parent without text', { text: 'x', parent: { id: '1' } }, 422, 'parent.text'],
  ['an array', [{ text: 'x' }], 422, 'body'],
  ['a string', '"x"', 422, 'body'],
  ['null', 'null', 422, 'body'],
];

describe('what a comment must look like', () => {
  test.each(forms)('%s', async (_name, body, expected, field = '') => {
    const answer = await (typeof body === 'string'
      ? stand.send('/v1/comments', body)
      : stand.post('/v1/comments', body));
    expect(answer.status).toBe(expected);
    if (!field) return;
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      type: `urn:decorum:problem:${answer.body.code}`,
      status: expected,
      errors: [{ field, reason: expect.any(String) }],
      instance: `urn:decorum:request:${answer.headers['x-request-id']}`,
    });
    expect(answer.body.detail).toContain(field);
  });

  test('names every field that is wrong', async () => {
    const { body } = await stand.post('/v1/comments', { text: '', id: 1, parent: {}, more: 1 });
    expect(body.errors).toEqual([
      { field: 'id', reason: 'must be a string' },
      { field: 'text', reason: 'must not be blank' },
      { field: 'parent.text', reason: 'is required' },
      { field: 'more', reason: 'is not a known field' },
    ]);
  });

  test.each([
    ['text', (word: string) => ({ text: `${word}\ud800` })],
    ['author', (word: string) => ({ text: 'x', author: `${word}\n` })],
    ['a field name', (word: string) => ({ text: 'x', [`${word} `]: 1 })],
    ['language', (word: string) => ({ text: 'x', language: `${word}!` })],
    ['broken JSON', (word: string) => `{"text": "${word}`],
  ])('neither answer nor log repeats what was sent in %s', async (_name, bodyWith) => {
    const word = 'confidentialword';
    const body = bodyWith(word);
    const answer = await (typeof body === 'string'
      ? stand.send('/v1/comments', body)
      : stand.post('/v1/comments', body));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain(word);
    expect(stand.log()).not.toContain(word);
  });
});

/** Name, body, content type, status, code. */
const bodies: readonly (readonly [string, string | Buffer, string, number, string])[] = [
  ['broken JSON', '{"text": ', 'application/json', 400, 'broken_json'],
  ['an empty body', '', 'application/json', 400, 'broken_json'],
  ['two values', '{} {}', 'application/json', 400, 'broken_json'],
  ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'application/json', 400, 'broken_json'],
  ['text/plain', '{"text":"x"}', 'text/plain', 415, 'unsupported_media_type'],
  ['a form', 'text=x', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
  ['NDJSON for one comment', '{"text":"x"}', 'application/x-ndjson', 415, 'unsupported_media_type'],
  ['UTF-16', '{"text":"x"}', 'application/json; charset=utf-16', 415, 'unsupported_media_type'],
  ['more than 5 MiB', `"${ascii(limits.bodyBytes)}"`, 'application/json', 413, 'too_large'],
  ['deep nesting', '['.repeat(100_000) + ']'.repeat(100_000), 'application/json', 422, 'invalid'],
];

describe('what a body must be', () => {
  test.each(bodies)('%s', async (_name, body, type, status, code) => {
    const answer = await stand.send('/v1/comments', body, type);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  const packed = (body: string) => stand.send('/v1/comments', gzipSync(body)).set('Content-Encoding', 'gzip');
  test('it may be compressed, and a small body may not unpack to a large one', async () => {
    expect((await packed('{"text":"x"}')).status).toBe(202);
    expect((await packed(`"${ascii(limits.bodyBytes)}"`)).status).toBe(413);
    expect((await stand.send('/v1/comments', '{}').set('Content-Encoding', 'gzip')).status).toBe(400);
    expect((await stand.send('/v1/comments', '{}').set('Content-Encoding', 'zip')).status).toBe(415);
  });

  test('UTF-8 may be named', async () => {
    expect(
      (await stand.send('/v1/comments', '{"text":"x"}', 'application/json; charset="UTF-8"')).status,
    ).toBe(202);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('%s as a field is an unknown field', async (name) => {
    const answer = await stand.send('/v1/comments', `{"text":"x","${name}":{"admin":true}}`);
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, name]);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });
});

describe('ids', () => {
  test.each(['12345', 'a:b', 'a/b', 'a b', '%2F', 'Ж', '😀', '?x=1#y', '...', 'batch', '__proto__', 'a\\b'])(
    '%s is taken, linked to and found',
    async (id) => {
      const { status, body } = await stand.post('/v1/comments', { id, text: 'x' });
      expect(status).toBe(202);
      const found = await stand.get(body.links.self);
      expect([found.status, found.body.id]).toEqual([200, id]);
    },
  );

  test('any other id of at most 200 characters is too', async () => {
    const anyId = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .filter((id) => id.length <= 200 && id !== '.' && id !== '..');
    await fc.assert(
      fc.asyncProperty(anyId, async (id) => {
        const { status, body } = await stand.post('/v1/comments', { id, text: 'x' });
        // biome-ignore lint/suspicious/noControlCharactersInRegex: ids with them are refused.
        if (/[\u0000-\u001f\u007f-\u009f]/.test(id)) return expect(status).toBe(422);
        const found = await stand.get(body.links.self);
        return expect([status, found.status, found.body.id]).toEqual([202, 200, id]);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    '/v1/comments/none',
    `/v1/comments/${long(201)}`,
    '/v1/comments/a%00',
    '/v1/comments/%F0%9F%98%80x',
  ])('%s is 404', async (path) => {
    const { status, body } = await stand.get(path);
    expect([status, body.code]).toEqual([404, 'not_found']);
  });

  test('an address that cannot be decoded is 400', async () => {
    const { status, body } = await stand.get('/v1/comments/%E0%A4%A');
    expect([status, body.code]).toEqual([400, 'bad_request']);
  });
});

describe('Idempotency-Key', () => {
  const post = (key: string, body: object, as: 'intake' | 'admin' = 'intake') =>
    stand.post('/v1/comments', body, as).set('Idempotency-Key', key);

  test('gives the same id for the same request', async () => {
    const first = await post('k1', { text: 'Once.' });
    const second = await post('k1', { text: 'Once.' });
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(second.body.id).toBe(first.body.id);
    expect(second.body.result).toBe('repeated');
  });

  test('gives one id to requests at the same moment', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => post('k-race', { text: 'At once.' })));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test('is refused with another body', async () => {
    await post('k2', { text: 'One.' });
    const { status, body } = await post('k2', { text: 'Two.' });
    expect([status, body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  test('is refused with the same body on another path', async () => {
    await post('k-path', { text: 'One.' });
    const { status, body } = await stand
      .send('/v1/comments/batch', '{"text":"One."}', 'application/x-ndjson')
      .set('Idempotency-Key', 'k-path');
    expect([status, body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  test('of another API key is another key', async () => {
    const first = await post('k3', { text: 'One.' });
    const other = await post('k3', { text: 'Two.' }, 'admin');
    expect(other.status).toBe(202);
    expect(other.body.id).not.toBe(first.body.id);
  });

  test('is not used up by a request that was refused', async () => {
    expect((await post('k4', { text: '' })).status).toBe(422);
    expect((await post('k4', { text: 'Now.' })).status).toBe(202);
  });

  test.each([
    ['too long', 'k'.repeat(201)],
    ['empty', ''],
    ['not ASCII', 'k\u00e9'],
  ])('that is %s is 400', async (_name, key) => {
    const { status, body } = await post(key, { text: 'x' });
    expect([status, body.errors[0].field]).toEqual([400, 'Idempotency-Key']);
  });

  test('after 24 hours is free again', async () => {
    let at = Date.parse('2026-11-20T10:00:00Z');
    const later = await createStand({ now: () => new Date(at) });
    const send = (text: string) => later.post('/v1/comments', { text }).set('Idempotency-Key', 'day');
    await send('One.');
    at += 24 * 3600_000 - 1;
    expect((await send('Two.')).status).toBe(422);
    at += 1;
    expect((await send('Two.')).status).toBe(202);
  });
});

describe('erasing', () => {
  test('takes the case away for good; only an admin may', async () => {
    await stand.post('/v1/comments', { id: 'gone', text: 'x' });
    expect((await stand.delete('/v1/comments/gone', 'intake')).status).toBe(403);
    expect((await stand.delete('/v1/comments/gone', 'moderate')).status).toBe(403);
    expect((await stand.delete('/v1/comments/gone')).status).toBe(204);
    expect((await stand.get('/v1/comments/gone')).status).toBe(404);
    expect((await stand.delete('/v1/comments/gone')).status).toBe(404);
  });
});

describe('asking for several cases at once', () => {
  const ids = (...given: string[]) => given.map((id) => `id=${encodeURIComponent(id)}`).join('&');

  test('gives those that are there, in the order asked for, and names the others', async () => {
    for (const id of ['list:1', 'list/2'])
      await stand.post('/v1/comments', { id, text: `Hello from ${id}.` });
    const { status, body } = await stand.get(
      `/v1/comments?${ids('list/2', 'nobody', 'list:1', 'list/2')}`,
      'intake',
    );
    expect(status).toBe(200);
    expect(body.cases.map((each: { id: string }) => each.id)).toEqual(['list/2', 'list:1']);
    expect(body.missing).toEqual(['nobody']);
  });

  test('takes one id, and a hundred', async () => {
    expect((await stand.get('/v1/comments?id=nobody')).body).toEqual({ cases: [], missing: ['nobody'] });
    const hundred = ids(...Array.from({ length: 100 }, (_, at) => `n${at}`));
    expect((await stand.get(`/v1/comments?${hundred}`)).body.missing).toHaveLength(100);
  });

  test.each([
    ['no id', '', /must be given/],
    ['101 ids', `?${ids(...Array.from({ length: 101 }, (_, at) => `n${at}`))}`, /at most 100/],
    ['another parameter', '?id=a&site=b', /known parameter/],
  ])('%s is 400 that says why', async (_name, query, reason) => {
    const { status, body } = await stand.get(`/v1/comments${query}`);
    expect(status).toBe(400);
    expect(body.errors[0].reason).toMatch(reason);
  });
});
