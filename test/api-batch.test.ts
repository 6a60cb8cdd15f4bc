import { describe, expect, test } from '@jest/globals';
import { createStand } from '../src/api/testing/stand.js';

const stand = await createStand();
const path = '/v1/comments/batch';
const ndjson = 'application/x-ndjson';
const some = (count: number) => Array.from({ length: count }, (_, index) => ({ text: `Comment ${index}.` }));

describe('a batch of comments', () => {
  test('gives one result an item, in order, and takes the good when others are bad', async () => {
    await stand.post('/v1/comments', { id: 'theirs', text: 'x', site: 'herald' });
    const { status, body } = await stand.post(path, [
      { id: 'b0', text: 'First.' },
      { id: 'b1', text: '' },
      'not an object',
      { id: 'theirs', text: 'x', site: 'gazette' },
      { text: 'x'.repeat(20_481) },
      { id: 'b0', text: 'First, edited.' },
      { text: 'No id.' },
    ]);
    expect(status).toBe(202);
    expect(body).toMatchObject({ accepted: 3, refused: 4 });
    expect(body.results).toMatchObject([
      {
        index: 0,
        id: 'b0',
        revision: 1,
        status: 'pending',
        result: 'created',
        links: { self: '/v1/comments/b0' },
      },
      { index: 1, problem: { status: 422, errors: [{ field: 'text', reason: 'must not be blank' }] } },
      { index: 2, problem: { status: 422, errors: [{ field: 'body', reason: 'must be an object' }] } },
      { index: 3, id: 'theirs', problem: { status: 409, code: 'other_site' } },
      { index: 4, problem: { status: 413, errors: [{ field: 'text' }] } },
      { index: 5, id: 'b0', revision: 2, result: 'revised' },
      { index: 6, revision: 1, result: 'created' },
    ]);
    await stand.queue.idle();
    expect((await stand.get('/v1/comments/b0')).body).toMatchObject({ revision: 2, status: 'allowed' });
  });

  test('may be lines of JSON: a bad line has its own problem and its number', async () => {
    const lines = [
      '{"id":"n0","text":"One."}',
      '',
      '{"id":"n1","text":',
      '  \r',
      '{"id":"n2","text":"Two."}\r',
    ];
    const { status, body } = await stand.send(path, lines.join('\n'), ndjson);
    expect(status).toBe(202);
    expect(body.results).toMatchObject([
      { index: 0, line: 1, id: 'n0', result: 'created' },
      { index: 1, line: 3, problem: { status: 400, code: 'broken_json' } },
      { index: 2, line: 5, id: 'n2', result: 'created' },
    ]);
  });

  test('one line that is not UTF-8 spoils only itself', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"text":"'),
      Buffer.from([0xc3, 0x28]),
      Buffer.from('"}\n{"text":"x"}\n'),
    ]);
    const { body } = await stand.send(path, bytes, ndjson);
    expect(body).toMatchObject({ accepted: 1, refused: 1 });
  });

  test('all bad: still one result each', async () => {
    const { status, body } = await stand.post(path, [{}, {}]);
    expect([status, body.accepted, body.refused]).toEqual([202, 0, 2]);
  });

  const line = '{"text":"x"}\n';
  test.each([
    ['1,000 items', JSON.stringify(some(1000)), 'application/json', 202],
    ['1,001 items', JSON.stringify(some(1001)), 'application/json', 413],
    ['1,000 lines', line.repeat(1000), ndjson, 202],
    ['1,001 lines', line.repeat(1001), ndjson, 413],
    ['no items', '[]', 'application/json', 422],
    ['no lines', '\n\n', ndjson, 422],
    ['no array', '{"text":"x"}', 'application/json', 422],
    ['broken JSON', '[{"text":"x"}', 'application/json', 400],
    ['another content type', '[]', 'text/csv', 415],
  ])('of %s', async (_name, body, type, expected) => {
    const answer = await stand.send(path, body, type);
    expect(answer.status).toBe(expected);
    if (expected === 202) expect(answer.body.results.length).toBe(1000);
  });

  test('of any size is one write to the store, and jobs of at most 100', async () => {
    const fresh = await createStand();
    await fresh.post(path, some(250));
    await fresh.queue.idle();
    expect(fresh.jobs.map((ids) => ids.length)).toEqual([100, 100, 50]);
  });

  test('with an Idempotency-Key gives the same ids again', async () => {
    const send = (items: object[]) => stand.post(path, items).set('Idempotency-Key', 'batch-1');
    const ids = (body: { results: { id: string }[] }) => body.results.map(({ id }) => id);
    const first = await send(some(3));
    const second = await send(some(3));
    expect(ids(second.body)).toEqual(ids(first.body));
    expect(second.body.results[0].result).toBe('repeated');
    expect((await send(some(4))).status).toBe(422);
  });

  test('has no parameters', async () => {
    const { status, body } = await stand.post(`${path}?wait=10`, some(1));
    expect([status, body.errors]).toEqual([400, [{ field: 'wait', reason: 'is not a known parameter' }]]);
  });
});
