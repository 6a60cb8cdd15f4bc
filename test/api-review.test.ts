import { beforeEach, describe, expect, test } from '@jest/globals';
import { createStand, type Stand } from '../src/api/testing/stand.js';

let stand: Stand;
let at: number;

beforeEach(async () => {
  at = Date.parse('2026-11-20T10:00:00Z');
  stand = await createStand({ now: () => new Date(at) });
  for (const comment of [
    {
      id: 'insult',
      text: 'You are an idiot.',
      site: 'herald',
      article: { title: 'Parks', text: 'Long text.' },
    },
    { id: 'vermin', text: 'They are vermin.', site: 'gazette', parent: { text: 'Who?' } },
    { id: 'threat', text: 'I will kill you.', site: 'herald' },
    { id: 'fine', text: 'A fine day.', site: 'herald' },
  ]) {
    await stand.post('/v1/comments?wait=2000', comment);
    at += 1000;
  }
});

const ids = (body: { cases: { id: string }[] }) => body.cases.map(({ id }) => id);

describe('the review queue', () => {
  test('has the highest priority first, with verdict and marked places, the article without its text', async () => {
    const { status, body } = await stand.get('/v1/review');
    expect(status).toBe(200);
    expect(ids(body)).toEqual(['vermin', 'insult']);
    expect(body).toMatchObject({ total: 2, links: { self: '/v1/review' } });
    expect(body.cases[1]).toMatchObject({
      id: 'insult',
      status: 'in_review',
      text: 'You are an idiot.',
      article: { title: 'Parks' },
      verdict: { findings: [{ span: { start: 8, end: 16 } }, { span: { start: 11, end: 16 } }] },
    });
    expect(body.cases[1].article).not.toHaveProperty('text');
    expect(body).not.toHaveProperty('next');
  });

  test.each([
    ['site=herald', ['insult']],
    ['site=nowhere', []],
    ['action=block', ['threat']],
    ['action=review', ['vermin', 'insult']],
    ['attribute=INSULT', ['insult']],
    ['minScore=0.8', ['vermin']],
    ['attribute=TOXICITY&minScore=0.51', []],
    ['attribute=TOXICITY&minScore=.5', ['insult']],
    ['minScore=1', []],
  ])('asked for %s gives %j', async (query, expected) => {
    const { status, body } = await stand.get(`/v1/review?${query}`);
    expect([status, ids(body)]).toEqual([200, expected]);
  });

  test('comes in pages that link to the next with the same question', async () => {
    const first = (await stand.get('/v1/review?limit=1&minScore=0.1')).body;
    expect(ids(first)).toEqual(['vermin']);
    expect(first.links.next).toContain('minScore=0.1');
    expect(first.links.next).toContain(encodeURIComponent(first.next));
    const second = (await stand.get(first.links.next)).body;
    expect(ids(second)).toEqual(['insult']);
    expect(second).not.toHaveProperty('next');
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['action=allow', 'action'],
    ['attribute=ANGER', 'attribute'],
    ['minScore=1.01', 'minScore'],
    ['minScore=-0.1', 'minScore'],
    ['minScore=NaN', 'minScore'],
    ['minScore=1e-1', 'minScore'],
    ['site=', 'site'],
    ['site=a&site=b', 'site'],
    ['cursor=nonsense', 'cursor'],
    ['colour=red', 'colour'],
    ['__proto__=x', '__proto__'],
  ])('refuses %s by naming the parameter', async (query, field) => {
    const { status, body } = await stand.get(`/v1/review?${query}`);
    expect([status, body.code]).toEqual([400, 'invalid_parameter']);
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });
});

describe('one case', () => {
  test('has all that a moderator needs', async () => {
    const { status, body } = await stand.get('/v1/review/insult');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: 'insult',
      article: { title: 'Parks', text: 'Long text.' },
      verdict: { action: 'review' },
      history: [
        { type: 'submitted', revision: 1 },
        { type: 'judged', action: 'review' },
      ],
    });
    expect((await stand.get('/v1/review/vermin')).body.parent).toEqual({ text: 'Who?' });
  });

  test('that is unknown is 404, whatever is asked of it', async () => {
    const answers = await Promise.all([
      stand.get('/v1/review/none'),
      stand.post('/v1/review/none/claim', undefined, 'moderate'),
      stand.delete('/v1/review/none/claim', 'moderate'),
      stand.post('/v1/review/none/decisions', { ruling: 'approve' }, 'moderate'),
      stand.post('/v1/review/none/decisions', { ruling: 'approve', revision: 1 }, 'moderate'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });
});

describe('claims', () => {
  const claim = (as: 'moderate' | 'other') => stand.post('/v1/review/insult/claim', undefined, as);
  const release = (as: 'moderate' | 'other') => stand.delete('/v1/review/insult/claim', as);

  test('hold for five minutes against others, and may be renewed', async () => {
    const { status, body } = await claim('moderate');
    expect([status, body]).toEqual([
      200,
      { claim: { moderator: 'Ada', until: new Date(at + 300_000).toISOString() } },
    ]);
    const refused = await claim('other');
    expect([refused.status, refused.body.code]).toEqual([409, 'claimed']);
    expect(refused.body.claim).toEqual(body.claim);
    expect((await stand.get('/v1/review/insult')).body.claim).toEqual(body.claim);
    at += 299_000;
    expect((await claim('moderate')).status).toBe(200);
    at += 299_000;
    expect((await claim('other')).status).toBe(409);
    at += 1000;
    expect((await claim('other')).status).toBe(200);
  });

  test('are given back by their holder only; giving back twice is harmless', async () => {
    await claim('moderate');
    expect((await release('other')).status).toBe(409);
    expect((await release('moderate')).status).toBe(204);
    expect((await release('moderate')).status).toBe(204);
    expect((await claim('other')).status).toBe(200);
  });
});

describe('decisions', () => {
  const decide = (body: object, as: 'moderate' | 'other' = 'moderate', id = 'insult') =>
    stand.post(`/v1/review/${id}/decisions`, body, as);

  test('outrank the verdict, leave the queue and stand in the history', async () => {
    const { status, body } = await decide({ ruling: 'reject', reason: 'HARASSMENT', note: 'Second time.' });
    expect(status).toBe(201);
    expect(body.decision).toMatchObject({
      commentId: 'insult',
      revision: 1,
      ruling: 'reject',
      reason: 'HARASSMENT',
      note: 'Second time.',
      moderator: 'Ada',
    });
    expect(ids((await stand.get('/v1/review')).body)).toEqual(['vermin']);
    const found = (await stand.get('/v1/comments/insult', 'intake')).body;
    expect(found).toMatchObject({ status: 'rejected', decision: body.decision });
    expect((await stand.get('/v1/review/insult')).body.history.at(-1)).toMatchObject({
      type: 'decided',
      ruling: 'reject',
      moderator: 'Ada',
    });
  });

  test('sent again change nothing and answer 200', async () => {
    const first = await decide({ ruling: 'approve' });
    at += 60_000;
    const second = await decide({ ruling: 'approve' });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
  });

  test('give way only to one that names them', async () => {
    const standing = (await decide({ ruling: 'approve' })).body.decision.id;
    const refused = await decide({ ruling: 'reject', reason: 'SPAM' }, 'other');
    expect([refused.status, refused.body.code, refused.body.decision]).toEqual([
      409,
      'already_decided',
      standing,
    ]);
    const named = await decide({ ruling: 'reject', reason: 'SPAM', supersedes: standing }, 'other');
    expect(named.status).toBe(201);
  });

  test('may go back and forth: the same word after another is a new decision', async () => {
    const idOf = (answer: { body: { decision: { id: string } } }) => answer.body.decision.id;
    const approve = await decide({ ruling: 'approve' });
    const reject = await decide({ ruling: 'reject', reason: 'SPAM', supersedes: idOf(approve) });
    const again = await decide({ ruling: 'approve', supersedes: idOf(reject) });
    expect([approve.status, reject.status, again.status]).toEqual([201, 201, 201]);
    expect((await stand.get('/v1/comments/insult')).body.status).toBe('approved');
  });

  test('of escalation give way to any', async () => {
    expect((await decide({ ruling: 'escalate', note: 'Legal?' })).status).toBe(201);
    expect((await decide({ ruling: 'approve' }, 'other')).status).toBe(201);
  });

  test('on a revision that is no longer current are refused', async () => {
    await stand.post('/v1/comments?wait=2000', { id: 'insult', text: 'an idiot, again', site: 'herald' });
    const { status, body } = await decide({ ruling: 'approve', revision: 1 });
    expect([status, body.code, body.revision]).toEqual([409, 'stale_revision', 2]);
    expect((await decide({ ruling: 'approve', revision: 2 })).status).toBe(201);
  });

  test('on a case that another holds are refused', async () => {
    await stand.post('/v1/review/insult/claim', undefined, 'other');
    const { status, body } = await decide({ ruling: 'approve' });
    expect([status, body.code, body.claim.moderator]).toEqual([409, 'claimed', 'Bo']);
  });

  const long = (length: number) => 'n'.repeat(length);
  test.each([
    ['no ruling', {}, 422, 'ruling'],
    ['an unknown ruling', { ruling: 'burn' }, 422, 'ruling'],
    ['a rejection without reason', { ruling: 'reject' }, 422, 'reason'],
    ['an unknown reason', { ruling: 'reject', reason: 'UGLY' }, 422, 'reason'],
    ['a note of 2001', { ruling: 'approve', note: long(2001) }, 422, 'note'],
    ['half a pair in the note', { ruling: 'approve', note: '\ud800' }, 422, 'note'],
    ['revision 0', { ruling: 'approve', revision: 0 }, 422, 'revision'],
    ['revision 1.5', { ruling: 'approve', revision: 1.5 }, 422, 'revision'],
    ['revision as a string', { ruling: 'approve', revision: '1' }, 422, 'revision'],
    ['another moderator', { ruling: 'approve', moderator: 'Bo' }, 422, 'moderator'],
    ['a note of 2000', { ruling: 'approve', note: long(2000) }, 201, ''],
    ['an approval with a reason', { ruling: 'approve', reason: 'OTHER' }, 201, ''],
    ['an escalation', { ruling: 'escalate' }, 201, ''],
  ])('with %s: %j', async (_name, body, expected, field) => {
    const answer = await decide(body);
    expect(answer.status).toBe(expected);
    if (field) expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual([field]);
  });

  test('need JSON', async () => {
    const path = '/v1/review/insult/decisions';
    expect((await stand.send(path, '{', 'application/json', 'moderate')).status).toBe(400);
    expect((await stand.send(path, 'ruling=approve', 'text/plain', 'moderate')).status).toBe(415);
  });
});
