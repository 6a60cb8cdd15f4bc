import { describe, expect, test } from '@jest/globals';
import type { Check } from '../checks/check.js';
import { profanity } from '../checks/profanity/index.js';
import type { Finding } from '../domain/finding.js';
import type { SiteWords, WordEntry } from '../domain/site-words.js';
import { createPipeline } from '../pipeline/pipeline.js';
import { createMemoryStore } from '../store/memory-store.js';
import { preview } from './preview.js';

/** Knows the word "darn", and goes by a site's lists as the profanity check does. */
const toy: Check = {
  name: 'toy',
  version: '1',
  attributes: ['PROFANITY'],
  inspect(text, { words }) {
    const all: Finding[] = [];
    const allowed: { start: number; end: number }[] = [];
    const see = (phrase: string, rule: Finding['rule'] | undefined, note: string): void => {
      const start = text.raw.indexOf(phrase);
      const span = { start, end: start + phrase.length };
      if (start < 0) return;
      if (rule) all.push({ rule, attribute: 'PROFANITY', span, score: 1, severity: 'moderate', note });
      else allowed.push(span);
    };
    see('darn', 'toy/darn', 'A mild oath.');
    for (const { list, phrase, id } of words?.words ?? [])
      see(phrase, list === 'deny' ? 'toy/site' : undefined, `On this site's deny list (entry "${id}").`);
    const findings = all.filter(
      ({ span }) => !allowed.some(({ start, end }) => start <= span.start && span.end <= end),
    );
    return { findings, scores: {} };
  },
};
const pipeline = createPipeline({
  checks: [toy],
  policy: {
    name: 'toy',
    version: '1',
    rules: [{ name: 'rude', attribute: 'PROFANITY', minScore: 0.5, action: 'review' }],
    onFailedCheck: 'review',
  },
});
const standing: SiteWords = {
  site: 's',
  version: 3,
  words: [{ id: 'aa', list: 'deny', phrase: 'churl', addedBy: 'kim', addedAt: '2026-11-20T10:00:00Z' }],
};

/** A store with these texts under the ids 0, 1, …, the last the newest. */
async function storeOf(texts: readonly string[], site = 's') {
  const store = createMemoryStore();
  for (const [index, text] of texts.entries())
    await store.add([{ id: `${index}`, text, site }], new Date(1e12 + index * 1000).toISOString());
  return store;
}
const decide = (
  store: Awaited<ReturnType<typeof storeOf>>,
  commentId: string,
  ruling: 'approve' | 'reject' | 'escalate',
) =>
  store.recordDecision({
    id: `d${commentId}`,
    commentId,
    revision: 1,
    ruling,
    moderator: 'kim',
    decidedAt: '2026-11-20T10:00:00Z',
  });

const undecided = (count: number) => ({ approved: 0, rejected: 0, escalated: 0, undecided: count });
const deny = (phrase: string): WordEntry => ({ list: 'deny', phrase });
const allow = (phrase: string): WordEntry => ({ list: 'allow', phrase });

test('a denied word: where it stands, how moderators had decided, which verdicts it would change', async () => {
  const store = await storeOf(['an oaf', 'darn oaf', 'nothing', 'oaf three', 'oaf four', 'churl oaf']);
  await decide(store, '0', 'approve');
  await decide(store, '1', 'reject');
  await decide(store, '3', 'escalate');
  const seen = await preview({ comments: store, pipeline, standing, candidates: [deny('oaf'), deny('fop')] });
  const decided = { approved: 1, rejected: 1, escalated: 1, undecided: 2 };
  expect(seen).toMatchObject({
    ...{ version: 3, read: 6, hit: 5, decided },
    entries: [
      { entry: 'words[0]', hit: 5, decided },
      { entry: 'words[1]', hit: 0, decided: undecided(0) },
    ],
    // What darn and churl had sent to review is there already.
    changes: [
      {
        from: 'allow',
        to: 'review',
        count: 3,
        decided: { approved: 1, rejected: 0, escalated: 1, undecided: 1 },
      },
    ],
  });
  expect(seen.samples.map(({ id, from }) => [id, from])).toEqual([
    ['5', 'review'],
    ['4', 'allow'],
    ['3', 'allow'],
    ['1', 'review'],
    ['0', 'allow'],
  ]);
  expect(seen.samples[3]).toEqual({
    ...{ id: '1', from: 'review', to: 'review', entries: ['words[0]'] },
    found: [{ rule: 'toy/site', severity: 'moderate', span: { start: 5, end: 8 } }],
    letThrough: [],
  });
  expect(JSON.stringify(seen)).not.toContain('oaf');
});

test('an allowed phrase: what it would have let through, each to the entry that it lies in', async () => {
  const store = await storeOf(['darn socks', 'darn it', 'my darn socks, churl', 'socks']);
  await decide(store, '0', 'approve');
  const candidates = [allow('darn socks'), allow('churlish'), allow('churls')];
  const seen = await preview({ comments: store, pipeline, standing, candidates });
  expect(seen).toMatchObject({
    ...{ read: 4, hit: 2, decided: { ...undecided(1), approved: 1 } },
    changes: [{ from: 'review', to: 'allow', count: 1, decided: { ...undecided(0), approved: 1 } }],
  });
  expect(seen.entries.map(({ hit }) => hit)).toEqual([2, 0, 0]);
  expect(seen.samples).toEqual([
    {
      ...{ id: '2', from: 'review', to: 'review', entries: ['words[0]'], found: [] },
      letThrough: [{ rule: 'toy/darn', severity: 'moderate', span: { start: 3, end: 7 } }],
    },
    {
      ...{ id: '0', from: 'review', to: 'allow', entries: ['words[0]'], found: [] },
      letThrough: [{ rule: 'toy/darn', severity: 'moderate', span: { start: 0, end: 4 } }],
    },
  ]);
});

describe('of many comments', () => {
  const texts = Array.from({ length: 250 }, (_, index) => (index % 5 === 0 ? 'an oaf' : 'fine'));

  test('the newest are read, in parts, 20 samples kept, and twice the same is said', async () => {
    const store = await storeOf(texts);
    const asked: number[] = [];
    const comments = {
      newest: store.newest.bind(store),
      get(ids: readonly string[]) {
        asked.push(ids.length);
        return store.get(ids);
      },
    };
    const ask = () => preview({ comments, pipeline, standing, candidates: [deny('oaf')], newest: 230 });
    const seen = await ask();
    expect(asked).toEqual([100, 100, 30]);
    expect([seen.read, seen.hit, seen.samples.length]).toEqual([230, 46, 20]);
    expect(seen.samples.map(({ id }) => Number(id)).slice(0, 3)).toEqual([245, 240, 235]);
    expect(await ask()).toEqual(seen);
  });

  test('other sites, and what was erased meanwhile, do not count', async () => {
    const store = await storeOf(['an oaf', 'an oaf']);
    await store.add([{ id: 'theirs', text: 'an oaf', site: 'other' }], '2026-11-20T10:00:00Z');
    const comments = {
      newest: async (site: string, limit: number) => {
        const ids = await store.newest(site, limit);
        await store.erase('1');
        return ids;
      },
      get: store.get.bind(store),
    };
    const seen = await preview({ comments, pipeline, standing, candidates: [deny('oaf')] });
    expect([seen.read, seen.samples.map(({ id }) => id)]).toEqual([1, ['0']]);
  });

  test('others get their turn meanwhile, and it can be called off', async () => {
    const store = await storeOf(texts);
    const stop = new AbortController();
    let turns = 0;
    let judged = 0;
    const slow = {
      async moderate(...given: Parameters<typeof pipeline.moderate>) {
        judged++;
        for (const until = performance.now() + 1; performance.now() < until; );
        return pipeline.moderate(...given);
      },
    };
    const other = (): void => {
      if (++turns === 3) stop.abort();
      else setImmediate(other);
    };
    setImmediate(other);
    const seen = preview({
      comments: store,
      pipeline: slow,
      standing,
      candidates: [deny('oaf')],
      signal: stop.signal,
    });
    await expect(seen).rejects.toMatchObject({ name: 'AbortError' });
    expect(judged).toBeLessThan(100);
  });
});

test('a check that failed once makes no difference of the list', async () => {
  const store = await storeOf(['darn it', 'darn it']);
  let times = 0;
  const flaky: Check = {
    ...toy,
    inspect(text, about, signal) {
      if (++times === 2) throw new Error('once');
      return toy.inspect(text, about, signal);
    },
  };
  const policy = { name: 'toy', version: '1', rules: [], onFailedCheck: 'review' } as const;
  const breaking = createPipeline({ checks: [flaky], policy });
  const seen = await preview({ comments: store, pipeline: breaking, standing, candidates: [allow('darn')] });
  expect([seen.read, seen.samples.map(({ id }) => id), seen.changes]).toEqual([2, ['0'], []]);
});

describe('with the profanity check itself', () => {
  const real = createPipeline({
    checks: [profanity()],
    policy: {
      name: 'real',
      version: '1',
      rules: [
        { name: 'rude', attribute: 'PROFANITY', minScore: 0.5, minSeverity: 'moderate', action: 'review' },
      ],
      onFailedCheck: 'review',
    },
  });
  const ask = (store: Awaited<ReturnType<typeof storeOf>>, ...candidates: WordEntry[]) =>
    preview({ comments: store, pipeline: real, standing, candidates });
  const hits = (seen: Awaited<ReturnType<typeof preview>>) => seen.entries.map(({ hit }) => hit);

  test('denied words are seen through disguise; one that a graver word covers hits nothing', async () => {
    const store = await storeOf(['You g r u m b l e!', 'He is a grumbl3r', 'fuck', 'You grumbled?']);
    const seen = await ask(store, deny('grumble*'), { ...deny('fuck'), severity: 'mild' }, deny('nowhere'));
    expect([seen.hit, hits(seen)]).toEqual([3, [3, 0, 0]]);
    expect(seen.changes).toMatchObject([{ from: 'allow', to: 'review', count: 3 }]);
  });

  test('of many allowed ones those are told that let something through, be it the gravest or of the own list', async () => {
    const store = await storeOf(['What the fuck', 'a churl, and shit happens', 'fuck, churl', 'fine']);
    const idle = Array.from({ length: 40 }, (_, index) =>
      allow(`idle${String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26))}`),
    );
    const acting = [allow('fuck'), allow('churl and'), allow('shit happens')];
    const blocking: SiteWords = { ...standing, words: [{ ...standing.words[0]!, phrase: 'churl' }] };
    const seen = await preview({
      ...{ comments: store, pipeline: real, standing: blocking },
      candidates: [...idle.slice(0, 20), ...acting, ...idle.slice(20)],
    });
    expect(seen.samples.map(({ id, entries }) => [id, entries])).toEqual([
      ['2', ['words[20]']],
      ['1', ['words[21]', 'words[22]']],
      ['0', ['words[20]']],
    ]);
    expect(seen.samples[1]!.letThrough).toHaveLength(2);
    expect(seen.changes).toMatchObject([{ from: 'review', to: 'allow', count: 2 }]);
  });

  test("what an operator wrote into a standing entry's note is not taken for a new entry", async () => {
    const store = await storeOf(['an oaf and a fop']);
    const noted: WordEntry = { ...deny('oaf'), note: 'as entry "words[1]").' };
    expect(hits(await ask(store, noted, deny('lout'), deny('fop')))).toEqual([1, 0, 1]);
  });
});
