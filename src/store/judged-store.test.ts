import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Outcome } from '../domain/outcome.js';
import type { Verdict } from '../domain/verdict.js';
import type { CommentStore } from './comment-store.js';
import type { Judged, JudgedStore } from './judged-store.js';
import { storeKeys } from './keys.js';
import { judgedOfCases } from './memory-judged.js';
import { createMemoryStore } from './memory-store.js';
import { createRedisJudged } from './redis-judged.js';
import { createRedisStore } from './redis-store.js';

const redis = new Redis(process.env.DECORUM_TEST_REDIS!);
const file = `{test-${randomUUID()}}`;
afterAll(async () => {
  const keys = await redis.keys(`${file}*`);
  if (keys.length > 0) await redis.del(keys);
  await redis.quit();
});

const received = '2026-11-21T10:00:00.000Z';
const outcomes: readonly Outcome[] = [
  {
    status: 'ran',
    check: 'profanity',
    version: '7+words.2',
    ms: 0.4,
    findings: [
      {
        rule: 'profanity/slur',
        attribute: 'PROFANITY',
        span: { start: 4, end: 9 },
        score: 0.8125,
        severity: 'severe',
        note: 'Says (lexicon entry "x") first (lexicon entry "pig-dog").',
      },
    ],
    scores: { TOXICITY: 0.123456789, THREAT: 0 },
  },
  { status: 'failed', check: 'toxicity', version: '1', ms: 2000, error: 'TimeoutError: late' },
];
const verdict = (commentId: string, more: Partial<Verdict> = {}): Verdict => ({
  commentId,
  revision: 1,
  action: 'review',
  priority: 640,
  reasons: [],
  outcomes,
  policy: 'default@3',
  judgedAt: '2026-11-21T10:00:01.000Z',
  ...more,
});
const judgeable = (json: readonly Outcome[]) =>
  json.map((each) =>
    each.status === 'failed'
      ? { status: each.status, check: each.check, version: each.version, error: each.error }
      : {
          ...{ status: each.status, check: each.check, version: each.version, scores: each.scores },
          findings: each.findings.map(({ rule, attribute, score, severity }) => ({
            ...{ rule, attribute, score, severity },
          })),
        },
  );

async function all(store: JudgedStore, site: string, limit = 1000): Promise<Judged[]> {
  const found: Judged[] = [];
  for await (const part of store.newest(site, limit)) found.push(...part);
  return found;
}

function pairs(): [name: string, store: CommentStore, judged: JudgedStore, prefix?: string][] {
  const memory = createMemoryStore();
  const prefix = `${file}${randomUUID()}`;
  return [
    ['memory', memory, judgedOfCases(memory)],
    ['redis', createRedisStore({ redis, prefix }), createRedisJudged({ redis, prefix }), prefix],
  ];
}

test.each(pairs())(
  '%s: what the judge reads of a verdict comes back exactly, without the text',
  async (_, store, judged) => {
    await store.add(
      [
        {
          id: 'a',
          text: 'You pig-dog',
          site: 'daily',
          author: 'someone',
          article: { id: 'story', text: 'long' },
        },
      ],
      received,
    );
    expect(await all(judged, 'daily')).toEqual([]);
    await store.recordVerdicts([verdict('a')]);
    const [found] = await all(judged, 'daily');
    expect(found).toMatchObject({
      id: 'a',
      receivedAt: Date.parse(received),
      judgedAt: Date.parse('2026-11-21T10:00:01.000Z'),
      action: 'review',
      priority: 640,
      policy: 'default@3',
      entries: ['profanity/slur pig-dog'],
      article: 'story',
    });
    expect(judgeable(found!.outcomes)).toEqual(judgeable(outcomes));
    expect(JSON.stringify(found)).not.toMatch(/You pig|someone|"long"/);
  },
);

test.each(pairs())(
  '%s: a decision, a revision and an erasure are told as they stand',
  async (_, store, judged) => {
    const texts = ['a', 'b', 'c'].map((id) => ({ id, text: id, site: 'daily' }));
    await store.add(texts, received);
    await store.recordVerdicts([verdict('a'), verdict('b'), verdict('c', { action: 'allow' })]);
    await store.recordDecision({
      ...{ id: 'd1', commentId: 'a', revision: 1, ruling: 'reject', reason: 'SPAM', note: 'mine' },
      ...{ moderator: 'Ada', decidedAt: received },
    });
    const told = async () => (await all(judged, 'daily')).map(({ id, decision }) => [id, decision?.ruling]);
    expect(await told()).toEqual([
      ['c', undefined],
      ['b', undefined],
      ['a', 'reject'],
    ]);
    expect(JSON.stringify(await all(judged, 'daily'))).not.toContain('mine');
    expect((await all(judged, 'daily', 2)).map(({ id }) => id)).toEqual(['c', 'b']);
    await store.add([{ id: 'a', text: 'another', site: 'daily' }], received);
    expect(await told()).toEqual([
      ['c', undefined],
      ['b', undefined],
    ]);
    await store.recordVerdicts([verdict('a', { revision: 2 })]);
    await store.erase('c');
    expect(await told()).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
    expect(await all(judged, 'other')).toEqual([]);
  },
);

test('redis: more than one part; and cases that were judged before anything short was kept', async () => {
  const prefix = `${file}${randomUUID()}`;
  const store = createRedisStore({ redis, prefix });
  const ids = Array.from({ length: 1234 }, (_, n) => `c${n}`);
  await store.add(
    ids.map((id) => ({ id, text: id, site: 'daily' })),
    received,
  );
  await store.recordVerdicts(ids.map((id) => verdict(id)));
  await redis.hdel(storeKeys(prefix).case('c7'), 'short');
  const found = await all(createRedisJudged({ redis, prefix }), 'daily', 5000);
  expect(found.map(({ id }) => id)).toEqual(ids.reverse());
  const [old, other] = ['c7', 'c8'].map((id) => found.find((each) => each.id === id)!);
  expect(judgeable(old!.outcomes)).toEqual(judgeable(other!.outcomes));
  expect(old!.entries).toEqual(other!.entries);
});
