import { beforeEach, expect, test } from '@jest/globals';
import { createStand, type Stand } from '../src/api/testing/stand.js';

const path = '/v1/sites/daily/policies';
const rule = { name: 'threat', attribute: 'THREAT', minScore: 0.9, action: 'block' };
const policy = { name: 'house', onFailedCheck: 'review', rules: [rule] };

let stand: Stand;
beforeEach(async () => {
  stand = await createStand();
});
const post = (below: string, body: unknown) => stand.post(`${path}${below}`, body, 'admin');

/** Posts comments of the site, judged by the stand's policy. */
async function comment(...texts: string[]): Promise<void> {
  for (const [n, text] of texts.entries())
    await stand.post('/v1/comments?wait=1000', { id: `c${n}`, text, site: 'daily' }).expect(200);
}

test('insights tell volume, waiting cases, time to decision and how often findings were right', async () => {
  await comment('vermin', 'vermin idiot', 'idiot', 'good morning');
  for (const [id, ruling] of [
    ['c0', 'reject'],
    ['c1', 'approve'],
  ])
    await stand
      .post(
        `/v1/review/${id}/decisions`,
        { ruling, ...(ruling === 'reject' && { reason: 'OTHER' }) },
        'moderate',
      )
      .expect(201);
  const { body } = await stand.get('/v1/insights?site=daily&days=7').expect(200);
  expect(body).toMatchObject({ cases: 4, queue: { depth: 1 }, decisions: { n: 2 } });
  expect(body.volume).toEqual([expect.objectContaining({ allow: 1, review: 3, block: 0 })]);
  expect(body.queue.byHour.at(-1)).toBe(3);
  expect(body.precision.checks).toEqual([expect.objectContaining({ name: 'toy', right: 1, of: 2 })]);
  expect(body.precision.rules).toEqual([
    expect.objectContaining({ name: 'toy/dehumanization', right: 1, of: 2 }),
    expect.objectContaining({ name: 'toy/insult', right: 0, of: 1, low: 0 }),
  ]);
  await stand.get('/v1/insights').expect(400);
  await stand.get('/v1/insights?site=daily&days=0').expect(400);
});

test('the audit keeps who did what, is filtered and exported; a repeated decision stands there once', async () => {
  await comment('vermin');
  const decision = { ruling: 'reject', reason: 'DEHUMANIZING', note: '=HYPERLINK("x")' };
  await stand.post('/v1/review/c0/decisions', decision, 'moderate').expect(201);
  await stand.post('/v1/review/c0/decisions', decision, 'moderate').expect(200);
  await post('', { policy }).expect(201);
  await post('/1/activate', { expect: null }).expect(200);
  await stand
    .post('/v1/sites/daily/words', { words: [{ list: 'deny', phrase: 'frack' }] }, 'admin')
    .expect(201);
  await stand.post('/v1/keys', { name: 'new', scopes: ['intake'] }, 'admin').expect(201);
  const { body } = await stand.get('/v1/audit', 'admin').expect(200);
  expect(body.entries.map(({ kind }: { kind: string }) => kind)).toEqual([
    'key',
    'words',
    'policy-activated',
    'policy-saved',
    'decided',
  ]);
  expect(body.entries.at(-1)).toMatchObject({
    by: 'Ada',
    site: 'daily',
    subject: 'c0',
    policy: 'toy@1',
    ...decision,
  });
  const first = (await stand.get('/v1/audit?limit=2', 'admin')).body;
  const second = (await stand.get(`/v1/audit?limit=3&cursor=${first.next}`, 'admin')).body;
  expect([...first.entries, ...second.entries]).toEqual(body.entries);
  expect(second.next).toBeUndefined();
  expect((await stand.get('/v1/audit?kind=decided&by=Ada&site=daily', 'admin')).body.entries).toHaveLength(1);
  expect((await stand.get('/v1/audit?to=2020-01-01', 'admin')).body.entries).toEqual([]);
  for (const query of ['kind=x', 'from=yesterday', 'cursor=1', 'limit=0', 'bye=Ada'])
    await stand.get(`/v1/audit?${query}`, 'admin').expect(400);
  const csv = await stand.get('/v1/audit.csv?kind=decided', 'admin').expect(200);
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.text.split('\r\n')).toHaveLength(3);
  expect(csv.text).toContain(`,"'=HYPERLINK(""x"")",`);
  expect(csv.text).not.toContain('vermin');
});

test('the audit is for leads', async () => {
  await stand.get('/v1/audit', 'moderate').expect(403);
  await stand.get('/v1/audit.csv', 'intake').expect(403);
});

test('an erasure is kept by its id alone', async () => {
  await comment('vermin');
  await stand.delete('/v1/comments/c0').expect(204);
  const { entries } = (await stand.get('/v1/audit?kind=erased', 'admin')).body;
  expect(entries).toMatchObject([{ by: 'the operator', kind: 'erased', subject: 'c0' }]);
});

test('a rejection has its statement of reasons; what is not restricted has none', async () => {
  await comment('you vermin', 'good morning', 'I will kill you');
  await stand.get('/v1/review/c0/statement').expect(409);
  await stand
    .post('/v1/review/c0/decisions', { ruling: 'reject', reason: 'ILLEGAL', note: 'secret' }, 'moderate')
    .expect(201);
  const { body } = await stand.get('/v1/review/c0/statement').expect(200);
  expect(body).toMatchObject({
    commentId: 'c0',
    restriction: { kind: 'removed' },
    notice: 'own-initiative',
    automated: { detection: true, decision: false },
    ground: { kind: 'illegal', code: 'ILLEGAL' },
  });
  expect(JSON.stringify(body)).not.toMatch(/secret|Ada|vermin/);
  const { text, headers } = await stand.get('/v1/review/c0/statement?format=text').expect(200);
  expect(headers['content-type']).toContain('text/plain');
  expect(text).toContain('Article 17');
  expect((await stand.get('/v1/review/c2/statement').expect(200)).body).toMatchObject({
    restriction: { kind: 'held' },
    automated: { detection: true, decision: true },
    ground: { kind: 'terms', code: 'OTHER' },
  });
  await stand.get('/v1/review/c1/statement').expect(409);
  await stand.get('/v1/review/none/statement').expect(404);
  await stand.get('/v1/review/c0/statement?format=pdf').expect(400);
});

test('a decided case comes back blind to another person; agreement is told in the insights', async () => {
  await stand.put('/v1/sites/daily/second-reviews', { share: 2 }, 'admin').expect(422);
  await stand.put('/v1/sites/daily/second-reviews', { share: 1 }, 'admin').expect(200);
  expect((await stand.get('/v1/sites/daily/second-reviews')).body).toEqual({ share: 1 });
  await comment('vermin');
  const decision = { ruling: 'reject', reason: 'OTHER', note: 'a secret' };
  await stand.post('/v1/review/c0/decisions', decision, 'moderate').expect(201);
  await stand.get('/v1/second-reviews/next', 'moderate').expect(204);
  const given = await stand.get('/v1/second-reviews/next', 'other').expect(200);
  expect(given.body).toMatchObject({ id: 'c0', text: 'vermin', status: 'in_review' });
  expect(JSON.stringify(given.body)).not.toMatch(/secret|reject|Ada/);
  await stand.post('/v1/second-reviews/c0', { ruling: 'approve' }, 'moderate').expect(404);
  await stand.post('/v1/second-reviews/c0', { ruling: 'maybe' }, 'other').expect(422);
  const answer = await stand.post('/v1/second-reviews/c0', { ruling: 'approve' }, 'other').expect(200);
  expect(answer.body).toEqual({ agrees: false, first: 'reject' });
  expect((await stand.get('/v1/review/c0')).body.decision.ruling).toBe('reject');
  const { agreement } = (await stand.get('/v1/insights?site=daily')).body;
  expect(agreement).toMatchObject({ agree: 0, of: 1, low: 0 });
});

test('a comment that was edited since is not given for a second review', async () => {
  await stand.put('/v1/sites/daily/second-reviews', { share: 1 }, 'admin').expect(200);
  await comment('vermin');
  await stand.post('/v1/review/c0/decisions', { ruling: 'reject', reason: 'OTHER' }, 'moderate').expect(201);
  await comment('vermin, edited');
  await stand.get('/v1/second-reviews/next', 'other').expect(204);
});

test('an article tells its heat and counts, and can go to review first', async () => {
  for (let n = 0; n < 3; n++)
    await stand
      .post('/v1/comments?wait=1000', {
        id: `a${n}`,
        text: n ? 'fine' : 'vermin',
        site: 'daily',
        article: { id: 'story' },
      })
      .expect(200);
  const path = '/v1/articles?site=daily&id=story';
  const { body } = await stand.get(path).expect(200);
  expect(body).toEqual({
    article: 'story',
    heat: { lastHour: 3, usualPerHour: 0, ratio: 3, surging: false },
    reviewFirst: false,
    counts: { comments: 3, allow: 2, review: 1, block: 0, approved: 0, rejected: 0 },
  });
  const first = { site: 'daily', article: 'story', on: true };
  await stand.put('/v1/articles/review-first', first, 'moderate').expect(200);
  expect((await stand.get(path)).body.reviewFirst).toBe(true);
  expect((await stand.get('/v1/audit?kind=review-first', 'admin')).body.entries).toMatchObject([
    { subject: 'story' },
  ]);
  await stand.put('/v1/articles/review-first', { ...first, on: 'yes' }, 'moderate').expect(422);
  await stand.get('/v1/articles?site=daily').expect(400);
  await stand.get(`${path}&url=https://x.test/`).expect(400);
});
