import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mostStreams } from '../src/api/changes.js';
import { type Listening, listen } from '../src/api/server.js';
import { createStand, type Stand } from '../src/api/testing/stand.js';
import { limits } from '../src/domain/limits.js';
import { until } from '../src/queue/testing/until.js';
import { mostReasons, viewsOfOne } from '../src/store/desk-store.js';
import { outcome, verdict } from '../src/store/testing/make.js';

let stand: Stand;
let lead: string;
beforeEach(async () => {
  stand = await createStand();
  lead = (await stand.keyStore.create('Lea', ['moderate', 'lead'])).key;
});
const leading = () => ({ Authorization: `Bearer ${lead}` });
const submit = (id: string, text = 'you idiot', more: object = {}) =>
  stand.post('/v1/comments?wait=5000', { id, text, site: 'herald', ...more });
const reject = (id: string, as: 'moderate' | 'other' = 'moderate') =>
  stand.post(`/v1/review/${id}/decisions`, { ruling: 'reject', reason: 'HARASSMENT' }, as);

describe('the stream of changes', () => {
  let server: Listening;
  const open: IncomingMessage[] = [];
  beforeEach(async () => {
    server = await listen(stand.app, { host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    for (const stream of open.splice(0)) stream.destroy();
    await server.close(0);
  });

  interface Event {
    readonly event: string;
    readonly id: string;
    readonly data: Record<string, string>;
  }
  /** Reads a stream by the standard: fields a line, a blank line between events. */
  async function stream(query = '', headers: Record<string, string> = {}) {
    const events: Event[] = [];
    const request = httpGet(`${server.url}/v1/review/events${query}`, {
      headers: { Authorization: `Bearer ${stand.keys.moderate}`, ...headers },
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    open.push(response);
    let left = '';
    let ended = false;
    response.setEncoding('utf8').on('data', (chunk: string) => {
      left += chunk;
      const blocks = left.split('\n\n');
      left = blocks.pop()!;
      for (const block of blocks) {
        const fields = new Map(
          block
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
        );
        if (fields.has('event'))
          events.push({
            event: fields.get('event')!,
            id: fields.get('id')!,
            data: JSON.parse(fields.get('data')!),
          });
      }
    });
    response.on('close', () => {
      ended = true;
    });
    const named = () => events.filter(({ event }) => event !== 'hello' && event !== 'tick');
    return { response, events, named, ended: () => ended };
  }

  test('tells of each change once, in order, to everyone who listens, of their site alone', async () => {
    const all = await stream();
    const other = await stream('?site=tribune');
    expect(all.response.headers['content-type']).toBe('text/event-stream');
    await until('both begin', async () => all.events.length > 0 && other.events.length > 0);
    await submit('a');
    await submit('t', 'you idiot', { site: 'tribune' });
    await stand.post('/v1/review/a/claim', {}, 'moderate');
    await reject('a');
    await until('all came', async () => all.named().length === 4 && other.named().length === 1);
    expect(all.named().map(({ event, data }) => [event, data.case, data.by, data.ruling])).toEqual([
      ['arrived', 'a', undefined, undefined],
      ['arrived', 't', undefined, undefined],
      ['claimed', 'a', 'Ada', undefined],
      ['decided', 'a', 'Ada', 'reject'],
    ]);
    expect(other.named()[0]).toMatchObject({ event: 'arrived', data: { case: 't', site: 'tribune' } });
    expect(JSON.stringify(all.events)).not.toContain('idiot');
  });

  test('goes on after the event that was seen last', async () => {
    const first = await stream();
    await until('it begins', async () => first.events.length > 0);
    await submit('a');
    await submit('b');
    await until('both came', async () => first.named().length === 2);
    first.response.destroy();
    await submit('c');
    const again = await stream('', { 'Last-Event-ID': first.named()[0]!.id });
    await until('the rest came', async () => again.named().length === 2);
    await submit('d');
    await until('the next came', async () => again.named().length === 3);
    expect(again.named().map(({ data }) => data.case)).toEqual(['b', 'c', 'd']);
  });

  test('refuses a place that none had, and a caller without the scope', async () => {
    const bad = await stream('', { 'Last-Event-ID': 'yesterday' });
    expect(bad.response.statusCode).toBe(400);
    const { status, body } = await stand.get('/v1/review/events', 'intake');
    expect([status, body.code]).toEqual([403, 'forbidden']);
    expect((await stand.get('/v1/review/events?sites=x')).body.code).toBe('invalid_parameter');
  });

  test('ends when the server does, at once', async () => {
    const one = await stream();
    await until('it begins', async () => one.events.length > 0);
    await server.close(60_000);
    await until('it ended', async () => one.ended());
  });

  test(`${mostStreams} at most`, async () => {
    for (let at = 0; at < mostStreams; at++) await stream();
    const more = await stream();
    expect(more.response.statusCode).toBe(503);
    open[0]!.destroy();
    await until('a place is free', async () => (await stream()).response.statusCode === 200);
  });
});

describe('appeals', () => {
  const appeal = (id: string, body: object = {}) => stand.post(`/v1/comments/${id}/appeal`, body);
  const answer = (id: string, body: object, as: 'moderate' | 'other' = 'other') =>
    stand.post(`/v1/review/${id}/appeal`, body, as);
  const open = async () =>
    (await stand.get('/v1/review?state=appealed')).body.cases.map(({ id }: { id: string }) => id);

  test('come in, wait apart, are answered by another, and the answer can be undone', async () => {
    await submit('a');
    await reject('a');
    const first = await appeal('a', { text: 'I meant my own dog.' });
    expect([first.status, first.body.state]).toEqual([201, 'open']);
    expect((await appeal('a')).status).toBe(200);
    expect(await open()).toEqual(['a']);
    expect((await stand.get('/v1/review/counts?site=herald')).body).toMatchObject({
      waiting: 0,
      appealed: 1,
    });
    expect((await stand.get('/v1/review/a')).body.appeal).toMatchObject({
      text: 'I meant my own dog.',
      state: 'open',
    });
    const own = await answer('a', { outcome: 'overturn' }, 'moderate');
    expect([own.status, own.body.code]).toEqual([403, 'forbidden']);
    const answered = await answer('a', { outcome: 'overturn', note: 'Right.' });
    expect(answered.status).toBe(201);
    expect(answered.body.decision).toMatchObject({ ruling: 'approve', moderator: 'Bo', note: 'Right.' });
    expect((await stand.get('/v1/comments/a', 'intake')).body.status).toBe('approved');
    expect((await answer('a', { outcome: 'uphold' })).status).toBe(409);
    const undone = await stand.post(
      '/v1/review/a/decisions/undo',
      { decision: answered.body.decision.id },
      'other',
    );
    expect(undone.status).toBe(200);
    expect(await open()).toEqual(['a']);
    expect((await stand.get('/v1/comments/a', 'intake')).body.status).toBe('rejected');
    expect(stand.log()).not.toContain('my own dog');
  });

  test('upheld keep the reason that stands, or take another', async () => {
    for (const id of ['a', 'b']) {
      await submit(id);
      await reject(id);
      await appeal(id);
    }
    expect((await answer('a', { outcome: 'uphold' })).body.decision.reason).toBe('HARASSMENT');
    expect((await answer('b', { outcome: 'uphold', reason: 'SPAM' })).body.decision.reason).toBe('SPAM');
    expect((await stand.get('/v1/review/a')).body.appeal.state).toBe('upheld');
  });

  test('of the machine alone is upheld by a rejection', async () => {
    await submit('a', 'I will kill you');
    expect((await appeal('a')).status).toBe(201);
    const upheld = await answer('a', { outcome: 'uphold' });
    expect(upheld.body.decision).toMatchObject({ ruling: 'reject', reason: 'OTHER' });
  });

  test('fit only what is restricted; what is wrong with them is said', async () => {
    await submit('a');
    expect((await appeal('a')).body.code).toBe('conflict');
    expect((await appeal('nobody')).status).toBe(404);
    await reject('a');
    const long = await appeal('a', { text: 'x'.repeat(limits.appealLength + 1) });
    expect([long.status, long.body.errors[0].field]).toEqual([422, 'text']);
    await appeal('a');
    expect((await answer('a', { outcome: 'maybe' })).body.errors[0].field).toBe('outcome');
    const { entries } = await stand.tools.audit.page({ kind: 'appeal', limit: 5 });
    expect(entries.map(({ by, subject }) => [by, subject])).toEqual([['the newsroom', 'a']]);
  });
});

describe('taking over a claim', () => {
  test('is for leads, frees the case for them, and is kept in the audit', async () => {
    await submit('a');
    await stand.post('/v1/review/a/claim', {}, 'moderate');
    const path = '/v1/review/a/claim/take-over';
    expect((await stand.post(path, {}, 'other')).status).toBe(403);
    const taken = await stand.post(path, {}).set(leading());
    expect([taken.status, taken.body.claim.moderator]).toEqual([200, 'Lea']);
    const lost = await reject('a');
    expect([lost.status, lost.body.claim.moderator]).toEqual([409, 'Lea']);
    const { entries } = await stand.tools.audit.page({ kind: 'claim-taken-over', limit: 5 });
    expect(entries).toMatchObject([{ by: 'Lea', subject: 'a', detail: 'from Ada' }]);
  });
});

describe("an author's history", () => {
  test('tells what else they wrote at the site and what became of it', async () => {
    for (const id of ['a', 'b', 'c']) await submit(id, `you idiot ${id}`, { author: '8e02' });
    await submit('elsewhere', 'you idiot', { author: '8e02', site: 'tribune' });
    await reject('b');
    const { body } = await stand.get('/v1/review/a/author');
    expect(body).toMatchObject({ author: '8e02', total: 3, approved: 0, rejected: 1, escalated: 0 });
    expect(body.strip.map(({ id, ruling }: { id: string; ruling?: string }) => [id, ruling])).toEqual([
      ['c', undefined],
      ['b', 'reject'],
      ['a', undefined],
    ]);
    expect(body.last.map(({ id }: { id: string }) => id)).toEqual(['c', 'b']);
    expect(stand.log()).not.toContain('8e02');
  });

  test('is empty where none is named', async () => {
    await submit('a');
    expect((await stand.get('/v1/review/a/author')).body).toEqual({
      total: 0,
      approved: 0,
      rejected: 0,
      escalated: 0,
      strip: [],
      last: [],
    });
    expect((await stand.get('/v1/review/nobody/author')).status).toBe(404);
  });
});

describe("a site's own reasons", () => {
  const path = '/v1/sites/herald/reasons';
  const reasons = [{ code: 'SPOILER', label: 'Gives the ending away' }];
  const decide = (id: string, reason: string) =>
    stand.post(`/v1/review/${id}/decisions`, { ruling: 'reject', reason }, 'moderate');

  test('are set by leads and then count on that site, and nowhere else', async () => {
    await submit('a');
    await submit('t', 'you idiot', { site: 'tribune' });
    const unknown = await decide('a', 'SPOILER');
    expect([unknown.status, unknown.body.errors[0].field]).toEqual([422, 'reason']);
    expect((await stand.put(path, { reasons }, 'moderate')).status).toBe(403);
    expect((await stand.put(path, { reasons }).set(leading())).body).toEqual({ site: 'herald', reasons });
    expect((await stand.get(path)).body.reasons).toEqual(reasons);
    expect((await decide('a', 'SPOILER')).body.decision.reason).toBe('SPOILER');
    const { ground } = (await stand.get('/v1/review/a/statement')).body;
    expect(ground).toEqual({
      ...{ kind: 'terms', code: 'SPOILER' },
      explanation: "The comment breaks the site's terms: Gives the ending away.",
    });
    expect((await decide('t', 'SPOILER')).status).toBe(422);
    const bulk = { ids: ['t'], ruling: 'reject', reason: 'SPOILER' };
    expect((await stand.post('/v1/review/bulk/dry-run', bulk).set(leading())).status).toBe(422);
  });

  test.each([
    ['a code in small letters', [{ code: 'spoiler', label: 'x' }]],
    ['a code that all sites have', [{ code: 'SPAM', label: 'x' }]],
    ['a code twice', [...reasons, ...reasons]],
    ['no label', [{ code: 'SPOILER', label: '' }]],
    ['too many', Array.from({ length: mostReasons + 1 }, (_, at) => ({ code: `CODE_${at}`, label: 'x' }))],
  ])('refuse %s', async (_, bad) => {
    const { status, body } = await stand.put(path, { reasons: bad }).set(leading());
    expect([status, body.code]).toEqual([422, 'invalid']);
    expect(body.errors[0].field).toMatch(/^reasons/);
  });
});

describe('saved views', () => {
  const path = '/v1/review/views';
  const save = (body: object, as: 'moderate' | 'other' = 'moderate') => stand.post(path, body, as);
  const names = async (as: 'moderate' | 'other') =>
    (await stand.get(path, as)).body.views.map(({ name }: { name: string }) => name);

  test('hold a filter under a name, with how many cases it finds now', async () => {
    await submit('a');
    await submit('b', 'all vermin');
    const filter = { site: 'herald', attribute: 'DEHUMANIZATION', minScore: 0.5, sort: 'oldest' };
    const saved = await save({ name: 'Vermin', filter });
    expect([saved.status, saved.body.count, saved.body.by]).toEqual([201, 1, 'Ada']);
    await submit('c', 'vermin again');
    expect((await stand.get(path)).body.views).toEqual([{ ...saved.body, count: 2 }]);
  });

  test("are one's own unless shared; a lead removes any", async () => {
    await save({ name: 'Mine', filter: {} });
    const shared = await save({ name: 'Ours', filter: {}, shared: true });
    expect(await names('other')).toEqual(['Ours']);
    expect(await names('moderate')).toEqual(['Mine', 'Ours']);
    expect((await stand.delete(`${path}/${shared.body.id}`, 'other')).status).toBe(404);
    expect((await stand.delete(`${path}/${shared.body.id}`).set(leading())).status).toBe(204);
    expect(await names('other')).toEqual([]);
  });

  test('are refused with the field that is wrong, and past their number', async () => {
    const bad = await save({ name: 'x', filter: { colour: 'red' } });
    expect([bad.status, bad.body.errors[0].field]).toEqual([422, 'filter.colour']);
    for (let at = 0; at < viewsOfOne; at++) await save({ name: `View ${at}`, filter: {} });
    expect((await save({ name: 'one more', filter: {} })).body.code).toBe('conflict');
  });
});

test('a case tells how a word in disguise was read', async () => {
  stand = await createStand({
    pipeline: {
      moderate: async ({ id, revision }) =>
        verdict(id, {
          revision,
          outcomes: [
            outcome({
              findings: [
                {
                  rule: 'toy/vermin',
                  attribute: 'DEHUMANIZATION',
                  span: { start: 9, end: 15 },
                  score: 0.9,
                  severity: 'severe',
                  note: 'A word.',
                },
              ],
            }),
          ],
        }),
    },
  });
  await submit('a', 'they are v3rmin');
  const { disguises } = (await stand.get('/v1/review/a')).body;
  expect(disguises).toMatchObject([{ span: { start: 9, end: 15 }, read: 'vermin' }]);
  expect(disguises[0].cells[1]).toEqual({ raw: '3', read: 'e', kind: 'changed' });
  await submit('b', 'they are vermin');
  expect((await stand.get('/v1/review/b')).body.disguises).toBeUndefined();
});
