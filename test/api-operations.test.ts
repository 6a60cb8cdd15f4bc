import { beforeEach, describe, expect, test } from '@jest/globals';
import { createStand, type Stand } from '../src/api/testing/stand.js';

let stand: Stand;
beforeEach(async () => {
  stand = await createStand();
  for (const [id, text] of [
    ['a', 'you idiot, go home'],
    ['b', 'you idiot... Go HOME!!'],
    ['c', 'another idiot'],
  ] as const)
    await stand.post('/v1/comments?wait=5000', { id, text, site: 'herald' });
});
const post = (path: string, body: object, as: 'moderate' | 'other' | 'admin' = 'moderate') =>
  stand.post(path, body, as);
const waiting = async () =>
  (await stand.get('/v1/review')).body.cases.map(({ id }: { id: string }) => id).sort();
const ended = async (id: string, state: string) => {
  await stand.queue.idle();
  const { body } = await stand.get(`/v1/operations/${id}`);
  expect(body.state).toBe(state);
  return body;
};

describe('next', () => {
  test('claims the first free case, never the same for two, and says when none is left', async () => {
    const first = await post('/v1/review/next', {});
    const second = await post('/v1/review/next', {}, 'other');
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.body.claim.moderator).toBe('Ada');
    expect(second.body.claim.moderator).toBe('Bo');
    expect(second.body.id).not.toBe(first.body.id);
    expect((await post('/v1/review/next', { filter: { text: 'nobody says this' } })).status).toBe(204);
  });

  test('of many who ask at once each gets another', async () => {
    const keys = await Promise.all(
      ['x', 'y', 'z', 'w'].map(async (name) => (await stand.keyStore.create(name, ['moderate'])).key),
    );
    const answers = await Promise.all(
      keys.map((key) => stand.post('/v1/review/next', {}, 'moderate').set('Authorization', `Bearer ${key}`)),
    );
    const got = answers.filter(({ status }) => status === 200).map(({ body }) => body.id);
    expect(new Set(got).size).toBe(3);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  });
});

test('counts tell how many wait', async () => {
  const { body } = await stand.get('/v1/review/counts?site=herald');
  expect(body).toMatchObject({ waiting: 3, blocked: 0, oldestSeconds: expect.any(Number) });
  expect((await stand.get('/v1/review/counts?site=nowhere')).body).toEqual({
    waiting: 0,
    blocked: 0,
    appealed: 0,
  });
});

describe('undo', () => {
  test('takes a decision back, once', async () => {
    const { body } = await post('/v1/review/a/decisions', { ruling: 'reject', reason: 'SPAM' });
    expect(await waiting()).toEqual(['b', 'c']);
    const decision = body.decision.id;
    expect((await post('/v1/review/a/decisions/undo', { decision })).body).toEqual({ id: 'a', decision });
    expect(await waiting()).toEqual(['a', 'b', 'c']);
    expect((await post('/v1/review/a/decisions/undo', { decision })).status).toBe(409);
  });

  test("of another's decision needs the scope admin", async () => {
    const { body } = await post('/v1/review/a/decisions', { ruling: 'approve' });
    const undo = { decision: body.decision.id };
    expect((await post('/v1/review/a/decisions/undo', undo, 'other')).status).toBe(403);
    expect((await post('/v1/review/a/decisions/undo', undo, 'admin')).status).toBe(200);
    expect((await post('/v1/review/a/decisions/undo', { decision: 'd-unknown' })).status).toBe(404);
  });
});

describe('alike', () => {
  test('cases are shown, decided together and freed together', async () => {
    const { body } = await stand.get('/v1/review/a/alike');
    expect([body.total, body.cases.map(({ id }: { id: string }) => id)]).toEqual([1, ['b']]);
    const decided = await post('/v1/review/a/alike/decisions', { ruling: 'reject', reason: 'HARASSMENT' });
    expect([decided.status, decided.body]).toEqual([
      201,
      expect.objectContaining({
        kind: 'alike',
        state: 'done',
        by: 'Ada',
        total: 2,
        done: 2,
        skipped: 0,
        left: 0,
      }),
    ]);
    expect(await waiting()).toEqual(['c']);
    const undo = `/v1/operations/${decided.body.id}/undo`;
    expect((await post(undo, {}, 'other')).status).toBe(403);
    expect((await post(undo, {})).body).toMatchObject({ state: 'undone', done: 2, undoneBy: 'Ada' });
    expect(await waiting()).toEqual(['a', 'b', 'c']);
    expect((await post(undo, {})).status).toBe(409);
  });
});

describe('bulk', () => {
  const reject = { ruling: 'reject', reason: 'SPAM' };

  test('is counted, run as a job with progress, and undone whole', async () => {
    await post('/v1/review/c/claim', {});
    const dry = await post(
      '/v1/review/bulk/dry-run',
      { ...reject, filter: { site: 'herald', minScore: 0.1 } },
      'admin',
    );
    expect(dry.status).toBe(201);
    expect(dry.body).toMatchObject({ count: 2, held: 1, doubtful: [] });
    expect(dry.body.sample).toHaveLength(2);
    expect(await waiting()).toEqual(['a', 'b', 'c']);
    const run = await post('/v1/review/bulk/run', { token: dry.body.token }, 'admin');
    expect([run.status, run.body.kind, run.body.total]).toEqual([202, 'bulk', 2]);
    expect(await ended(dry.body.token, 'done')).toMatchObject({ done: 2, skipped: 0, by: 'the operator' });
    expect(await waiting()).toEqual(['c']);
    expect((await post('/v1/review/bulk/run', { token: dry.body.token }, 'admin')).status).toBe(409);
    expect((await post(`/v1/operations/${dry.body.token}/undo`, {}, 'admin')).status).toBe(202);
    await ended(dry.body.token, 'undone');
    expect(await waiting()).toEqual(['a', 'b', 'c']);
    const { history } = (await stand.get('/v1/review/a')).body;
    expect(history.map(({ type }: { type: string }) => type)).toEqual([
      'submitted',
      'judged',
      'decided',
      'undone',
    ]);
  });

  test('leaves out what is unticked', async () => {
    const dry = await post('/v1/review/bulk/dry-run', { ...reject, ids: ['a', 'b', 'gone'] }, 'admin');
    expect(dry.body.count).toBe(2);
    await post('/v1/review/bulk/run', { token: dry.body.token, except: ['b'] }, 'admin');
    await ended(dry.body.token, 'done');
    expect(await waiting()).toEqual(['b', 'c']);
  });

  test.each<[string, string, object, number, string | undefined]>([
    ['no reason', 'dry-run', { ruling: 'reject', ids: ['a'] }, 422, 'reason'],
    ['neither filter nor ids', 'dry-run', reject, 422, 'filter'],
    ['both', 'dry-run', { ...reject, ids: ['a'], filter: {} }, 422, 'filter'],
    ['an unknown condition', 'dry-run', { ...reject, filter: { colour: 1 } }, 422, 'filter.colour'],
    ['a score that is none', 'dry-run', { ...reject, filter: { minScore: 2 } }, 422, 'filter.minScore'],
    ['no token', 'run', {}, 422, 'token'],
    ['a token that is none', 'run', { token: 'o-unknown' }, 404, undefined],
  ])('%s is refused', async (_, door, body, status, field) => {
    const answer = await post(`/v1/review/bulk/${door}`, body, 'admin');
    expect([answer.status, answer.body.errors?.[0].field]).toEqual([status, field]);
  });

  test('is for leads', async () => {
    expect((await post('/v1/review/bulk/dry-run', { ...reject, ids: ['a'] })).status).toBe(403);
  });
});
