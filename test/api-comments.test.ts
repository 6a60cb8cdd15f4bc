import { describe, expect, test } from '@jest/globals';
import { createStand } from '../src/api/testing/stand.js';

const stand = await createStand();
const _still = await createStand({ works: false });

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
      verdict: {
        action: 'review',
        scores: { DEHUMANIZATION: 0.9 },
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

  test('gives findings of all checks in text order', async () => {
    const { body } = await stand.post('/v1/comments?wait=2000', { text: 'an idiot, vermin, idiot' });
    const spans = body.verdict.findings.map((finding: { span: unknown }) => finding.span);
    expect(spans).toEqual([
      { start: 0, end: 8 },
      { start: 3, end: 8 },
      { start: 10, end: 16 },
      { start: 18, end: 23 },
    ]);
  });
});
