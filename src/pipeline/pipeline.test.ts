import { expect, test } from '@jest/globals';
import type { Check } from '../checks/check.js';
import type { Policy } from '../domain/policy.js';
import type { SiteWords } from '../domain/site-words.js';
import { createPipeline } from './pipeline.js';

const policy: Policy = {
  name: 'test',
  version: '7',
  onFailedCheck: 'review',
  rules: [{ name: 'rude', attribute: 'INSULT', minScore: 0.5, action: 'block' }],
};
const rude: Check = {
  name: 'rude',
  version: 'a1',
  attributes: ['INSULT'],
  inspect: (text, about) => ({
    findings: [],
    scores: { INSULT: text.raw === 'oaf' || about.parent?.text === 'oaf' ? 0.9 : 0 },
  }),
};
const now = () => new Date('2026-11-20T10:00:00Z');
const pipeline = createPipeline({ checks: [rude], policy, now });
const comment = { id: 'c1', revision: 2, text: 'oaf' };

test('the verdict names comment, revision, policy, versions and time', async () => {
  expect(await pipeline.moderate(comment)).toMatchObject({
    commentId: 'c1',
    revision: 2,
    action: 'block',
    policy: 'test@7',
    judgedAt: '2026-11-20T10:00:00.000Z',
    outcomes: [{ status: 'ran', check: 'rude', version: 'a1' }],
  });
});

test('a comment without language, article and parent is read all the same', async () => {
  expect((await pipeline.moderate({ ...comment, text: 'hello' })).action).toBe('allow');
});

test('checks see the context', async () => {
  expect((await pipeline.moderate({ ...comment, text: 'so?', parent: { text: 'oaf' } })).action).toBe(
    'block',
  );
});

test('giving up says so of every check, and the policy answers', () => {
  expect(pipeline.giveUp(comment, 'StalledError: gave up')).toMatchObject({
    action: 'review',
    outcomes: [{ status: 'failed', check: 'rude', error: 'StalledError: gave up' }],
  });
});

test('a verdict is current under the same policy and versions, also when a remote provider came after', async () => {
  const verdict = await pipeline.moderate(comment);
  const [outcome] = verdict.outcomes;
  expect(pipeline.isCurrent(verdict)).toBe(true);
  expect(pipeline.isCurrent({ ...verdict, policy: 'test@8' })).toBe(false);
  expect(pipeline.isCurrent({ ...verdict, outcomes: [] })).toBe(false);
  expect(pipeline.isCurrent({ ...verdict, outcomes: [{ ...outcome!, version: 'a2' }] })).toBe(false);
  expect(pipeline.isCurrent({ ...verdict, outcomes: [{ ...outcome!, version: 'a1+perspective' }] })).toBe(
    true,
  );
});

test("a site's own lists reach the checks, and the outcome says which version they went by", async () => {
  const listed: Check = {
    ...rude,
    inspect: (text, { words }) => ({
      findings: [],
      scores: { INSULT: words?.words.some(({ phrase }) => phrase === text.raw) ? 0.9 : 0 },
      ...(words && { using: `words.${words.version}` }),
    }),
  };
  const ours: SiteWords = {
    site: 'ours',
    version: 7,
    words: [{ id: 'w1', list: 'deny', phrase: 'churl', addedBy: 'kim', addedAt: '2026-11-20T10:00:00Z' }],
  };
  const knowing = createPipeline({
    checks: [listed],
    policy,
    siteWords: (site) => (site === 'ours' ? ours : undefined),
  });
  const churl = { ...comment, text: 'churl' };
  const verdict = await knowing.moderate({ ...churl, site: 'ours' });
  expect(verdict).toMatchObject({ action: 'block', outcomes: [{ version: 'a1+words.7' }] });
  expect(knowing.isCurrent(verdict)).toBe(true);
  expect((await knowing.moderate({ ...churl, site: 'theirs' })).action).toBe('allow');
  expect((await knowing.moderate(churl)).action).toBe('allow');
  expect((await knowing.moderate({ ...churl, site: 'theirs' }, ours)).action).toBe('block');
});

test('under an article that goes to review first nothing is allowed; what is graver stays so', async () => {
  const pipeline = createPipeline({
    checks: [],
    policy: { name: 'file', version: '1', onFailedCheck: 'block', rules: [] },
    reviewFirst: (site, article) => site === 'daily' && article === 'story',
  });
  const about = { id: 'c', revision: 1, text: 'x', site: 'daily' };
  const verdict = await pipeline.moderate({ ...about, article: { id: 'story' } });
  expect(verdict).toMatchObject({ action: 'review', reasons: [{ kind: 'rule', rule: 'review-first' }] });
  expect((await pipeline.moderate({ ...about, article: { id: 'another' } })).action).toBe('allow');
  expect((await pipeline.moderate({ ...about, site: 'other', article: { id: 'story' } })).action).toBe(
    'allow',
  );
});
