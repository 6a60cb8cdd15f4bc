import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPerspectiveStand, type PerspectiveStand } from '../src/api/testing/perspective-stand.js';

let stand: PerspectiveStand;
beforeAll(async () => {
  stand = await createPerspectiveStand();
});
afterAll(() => stand.close());

/** What Coral sends when a moderator decides (its source; PERSPECTIVE's own fields). */
const coral = (id: string, value: number, more: object = {}) => ({
  comment: { text: 'You are all idiots.' },
  context: {
    entries: [
      {
        text: JSON.stringify({
          url: 'https://herald.example.org/story#comment',
          reply_to_id_Coral_comment_id: 'parent-1',
          Coral_comment_id: id,
        }),
      },
    ],
  },
  attributeScores: { TOXICITY: { summaryScore: { value } } },
  communityId: 'Coral:https://coral.example.org',
  clientToken: `comment:${id}`,
  languages: ['en'],
  ...more,
});

test('a decision in Coral lands as a label on the comment that it names', async () => {
  const key = await stand.keyFor(['analyze'], { site: 'herald' });
  const { status, body } = await stand.suggest(coral('c-1', 1), key);
  expect([status, body]).toEqual([
    200,
    { clientToken: 'comment:c-1', detectedLanguages: ['en'], requestedLanguages: ['en'] },
  ]);
  const listed = await stand.get('/v1/sites/herald/labels');
  expect(listed.body.labels).toHaveLength(1);
  expect(listed.body.labels[0]).toMatchObject({
    site: 'herald',
    text: 'You are all idiots.',
    scores: { TOXICITY: 1 },
    commentId: 'c-1',
    parentId: 'parent-1',
    url: 'https://herald.example.org/story#comment',
    language: 'en',
    communityId: 'Coral:https://coral.example.org',
    clientToken: 'comment:c-1',
    by: 'another',
  });
  const said = listed.body.labels[0].said.map(({ check }: { check: string }) => check);
  expect(said).toEqual(['profanity', 'dehumanizing', 'toxicity']);
  const toxicity = listed.body.labels[0].said[2];
  expect([toxicity.scores.TOXICITY > 0.5, toxicity.rules]).toEqual([
    true,
    expect.arrayContaining(['toxicity/toxicity']),
  ]);
  expect(await stand.perspective.labels.of('c-1')).toHaveLength(1);
});

test('another decision on the same comment takes its place; it goes when the comment is erased', async () => {
  await stand.suggest(coral('c-2', 1));
  await stand.suggest(coral('c-2', 0));
  const [label, ...more] = await stand.perspective.labels.of('c-2');
  expect([label?.scores, more]).toEqual([{ TOXICITY: 0 }, []]);
  expect((await stand.delete('/v1/comments/c-2')).status).toBe(204);
  expect(await stand.perspective.labels.of('c-2')).toEqual([]);
  expect((await stand.delete('/v1/comments/c-2')).status).toBe(404);
});

test('a suggestion without a comment’s id is kept too; twins and versions are the attribute', async () => {
  const attributeScores = {
    'TOXICITY@6': { summaryScore: { value: 0.2, type: 'PROBABILITY' } },
    INSULT_EXPERIMENTAL: { spanScores: [{ begin: 0, end: 3, score: { value: 0.7 } }] },
    SPAM: { summaryScore: { value: 1 } },
  };
  const { body } = await stand.suggest({ comment: { text: 'hello there everyone' }, attributeScores });
  expect(body).toEqual({ detectedLanguages: ['en'] });
  const [label] = await stand.perspective.labels.newest('default', 1);
  expect(label).toMatchObject({ text: 'hello there everyone', scores: { TOXICITY: 0.2, INSULT: 0.7 } });
  expect(label).not.toHaveProperty('commentId');
});

describe('refused', () => {
  test.each<[string, object]>([
    ['no scores', { attributeScores: {} }],
    ['a score of 2', { attributeScores: { TOXICITY: { summaryScore: { value: 2 } } } }],
    ['a score without a value', { attributeScores: { TOXICITY: {} } }],
    ['only attributes that we do not have', { attributeScores: { SPAM: { summaryScore: { value: 1 } } } }],
    [
      'a span without its end',
      { attributeScores: { THREAT: { spanScores: [{ begin: 1, score: { value: 1 } }] } } },
    ],
    ['an empty comment', { comment: { text: '' } }],
    ['a field that is not there', { requestedAttributes: {} }],
  ])('%s', async (_, more) => {
    const before = await stand.perspective.labels.newest('default', 1000);
    const { status, body } = await stand.suggest(coral('bad', 1, more));
    expect([status, body.error.code, body.error.status]).toEqual([400, 400, 'INVALID_ARGUMENT']);
    expect(await stand.perspective.labels.newest('default', 1000)).toEqual(before);
  });

  test('a key without the scope, and none', async () => {
    expect((await stand.suggest(coral('x', 1), stand.keys.moderate)).status).toBe(403);
    expect((await stand.suggest(coral('x', 1), 'nonsense')).status).toBe(400);
  });
});

test('labels are for moderators; a limit is 1 to 100', async () => {
  expect((await stand.get('/v1/sites/default/labels?limit=101')).status).toBe(400);
  expect((await stand.get('/v1/sites/default/labels', 'analyze')).status).toBe(403);
});
