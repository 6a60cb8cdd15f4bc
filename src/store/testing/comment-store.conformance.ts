import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasLoneSurrogate } from '../../domain/limits.js';
import { type CommentStore, keptOfAuthor, type ReviewQuery } from '../comment-store.js';
import { at, decision, outcome, submission, verdict } from './make.js';

/** A store to test, empty of what other tests wrote. */
export interface StoreUnderTest {
  readonly store: CommentStore;
  /** Makes a lease of `ms` milliseconds run out: moves a clock, or waits. */
  leaseEnds(ms: number): Promise<void>;
  /** Everything that the store holds, keys and values, as text. */
  dump(): Promise<string>;
}

const oddIds = ['42', '007', '-1', 'a:b:c', '{x}:1', '👍🏽', 'ünï cödé', ' ', '__proto__', 'x'.repeat(200)];

/** What every comment store promises. `open` is called before each test. */
export function conformance(open: () => Promise<StoreUnderTest>): void {
  let under: StoreUnderTest;
  let store: CommentStore;
  const opened: CommentStore[] = [];
  beforeEach(async () => {
    under = await open();
    store = under.store;
    opened.push(store);
  });
  afterAll(async () => {
    await Promise.all(opened.map((each) => each.close()));
  });

  const add = (...ids: string[]) =>
    store.add(
      ids.map((id) => submission(id)),
      at(0),
    );
  const statuses = async (query: ReviewQuery = {}) =>
    (await store.reviewQueue(query)).cases.map(({ comment }) => comment.id);
  const types = async (id: string) => (await store.events(id)).map(({ type }) => type);

  describe('changes', () => {
    const since = async (after: string) =>
      (await store.changes(after)).changes.map(({ kind, by, ruling, case: id }) =>
        [kind, id, by, ruling].filter((each) => each !== undefined).join(' '),
      );

    test('tell what happens to cases for people, in order, from a place on', async () => {
      const { last: start, changes } = await store.changes();
      expect(changes).toEqual([]);
      await add('a', 'b', 'c');
      await store.recordVerdicts([
        verdict('a'),
        verdict('b', { action: 'block' }),
        verdict('c', { action: 'allow' }),
      ]);
      expect(await since(start)).toEqual(['arrived a', 'arrived b']);
      const { last: then } = await store.changes(start);
      expect(await since(then)).toEqual([]);
      await store.claim('a', 'mia', 60_000);
      await store.release('a', 'mia');
      const made = decision('a', { ruling: 'reject', reason: 'SPAM' });
      await store.recordDecision(made);
      await store.undoDecision('a', made.id, 'lea');
      await store.add([submission('a', { text: 'anew' })], at(200));
      await store.appeal('b', at(210));
      await store.erase('b');
      expect(await since(then)).toEqual([
        'claimed a mia',
        'released a mia',
        'decided a mia reject',
        'undone a lea',
        'left a',
        'appealed b',
        'erased b',
      ]);
      const [claimed] = (await store.changes(then)).changes;
      expect(claimed).toMatchObject({ site: 'daily', until: expect.stringMatching(/^\d{4}-.*Z$/) });
      expect(await store.changes(then)).toMatchObject({ missed: false });
    });

    test('a newer verdict that lets a case pass makes it leave, and none is told twice', async () => {
      await add('a');
      await store.recordVerdicts([verdict('a')]);
      const { last } = await store.changes();
      await store.recordVerdicts([verdict('a', { policy: 'default@2', judgedAt: at(70) })]);
      await store.recordVerdicts([verdict('a', { policy: 'default@3', judgedAt: at(80), action: 'allow' })]);
      await store.recordVerdicts([verdict('a', { policy: 'default@3', judgedAt: at(80), action: 'allow' })]);
      expect(await since(last)).toEqual(['left a']);
    });

    test.each(['', 'x', '1', '1-', '1-2-3', '-1-0', `${'9'.repeat(16)}-0`])(
      'a place that is none, %j, is refused by name',
      async (after) => {
        await expect(store.changes(after)).rejects.toMatchObject({
          code: 'invalid',
          about: { field: 'after' },
        });
      },
    );
  });

  describe('taking over', () => {
    test('ends the lease of another, who is named', async () => {
      await add('a');
      await store.claim('a', 'mia "m"', 60_000);
      expect(await store.claim('a', 'lea', 60_000)).toMatchObject({ result: 'held' });
      expect(await store.claim('a', 'lea', 60_000, true)).toMatchObject({ result: 'claimed' });
      expect((await store.get(['a']))[0]?.claim?.moderator).toBe('lea');
      expect(await store.release('a', 'mia "m"')).toBe(false);
      expect((await store.events('a')).at(-1)).toMatchObject({
        type: 'claimed',
        moderator: 'lea',
        from: 'mia "m"',
        revision: 1,
      });
      await store.claim('a', 'lea', 60_000, true); // of one's own: renewed
      expect(await types('a')).toEqual(['submitted', 'claimed', 'claimed']);
    });
  });

  describe('appeals', () => {
    const rejected = async (id: string) => {
      await add(id);
      await store.recordVerdicts([verdict(id)]);
      const made = decision(id, { ruling: 'reject', reason: 'SPAM' });
      await store.recordDecision(made);
      return made;
    };
    const appealed = () => statuses({ state: 'appealed' });
    const appealOf = async (id: string) => (await store.get([id]))[0]?.appeal;

    test('of a rejection wait for an answer, apart from what waits for a first decision', async () => {
      const made = await rejected('a');
      const words = 'It was \ud800 "meant"\nkindly';
      expect(await store.appeal('a', at(130), words)).toBe('appealed');
      expect(await store.appeal('a', at(140))).toBe('repeated');
      expect(await appealOf('a')).toEqual({ at: at(130), text: words, state: 'open' });
      expect(await appealed()).toEqual(['a']);
      expect(await statuses()).toEqual([]);
      expect((await store.counts()).appealed).toBe(1);
      expect((await store.get(['a']))[0]?.decision).toEqual(made);
      expect(await types('a')).toEqual(['submitted', 'judged', 'decided', 'appealed']);
    });

    test.each([
      ['approve', 'overturned'],
      ['reject', 'upheld'],
    ] as const)('are answered by a decision: %s, %s; undone, they are open again', async (ruling, state) => {
      const first = await rejected('a');
      await store.appeal('a', at(130));
      const answer = decision('a', { ruling, moderator: 'lea' });
      expect(await store.recordDecision(answer, first.id)).toMatchObject({ result: 'recorded' });
      expect(await appealOf('a')).toEqual({ at: at(130), state, decision: answer.id });
      expect(await appealed()).toEqual([]);
      expect(await statuses()).toEqual([]);
      expect(await store.undoDecision('a', answer.id, 'lea')).toBe('undone');
      expect(await appealOf('a')).toEqual({ at: at(130), state: 'open' });
      expect(await appealed()).toEqual(['a']);
      expect((await store.get(['a']))[0]?.decision).toEqual(first);
    });

    test('of a block that nobody looked at leave the blocked, and stay open while it is judged anew or escalated', async () => {
      await add('a');
      await store.recordVerdicts([verdict('a', { action: 'block' })]);
      expect(await store.appeal('a', at(130))).toBe('appealed');
      expect(await statuses({ action: 'block' })).toEqual([]);
      await store.recordVerdicts([verdict('a', { policy: 'default@2', judgedAt: at(140) })]);
      await store.recordDecision(decision('a', { ruling: 'escalate' }));
      expect(await appealed()).toEqual(['a']);
      expect(await statuses()).toEqual([]);
      await store.recordDecision(decision('a'));
      expect(await appealOf('a')).toMatchObject({ state: 'overturned' });
      expect(await appealed()).toEqual([]);
    });

    test('fit nothing else, and end with the revision', async () => {
      await add('held', 'fine');
      await store.recordVerdicts([verdict('held'), verdict('fine', { action: 'allow' })]);
      await add('approved');
      await store.recordDecision(decision('approved'));
      for (const id of ['held', 'fine', 'approved']) expect(await store.appeal(id, at(130))).toBe('unfit');
      expect(await store.appeal('nobody', at(130))).toBe('unknown');
      await rejected('a');
      await store.appeal('a', at(130));
      await store.add([submission('a', { text: 'anew' })], at(200));
      expect(await appealOf('a')).toBeUndefined();
      expect(await appealed()).toEqual([]);
    });
  });

  describe("an author's history", () => {
    test('holds the newest comments of one site, newest first, with what became of them', async () => {
      await store.add(
        ['a', 'b', 'c'].map((id) => submission(id, { author: 'Ann|1' })),
        at(0),
      );
      await store.add([submission('d', { author: 'Ann|1', site: 'weekly' }), submission('e')], at(10));
      await store.recordVerdicts([verdict('b', { action: 'allow' }), verdict('c')]);
      await store.recordDecision(decision('c', { ruling: 'reject', reason: 'SPAM' }));
      expect(await store.byAuthor('daily', 'Ann|1')).toEqual([
        { id: 'c', receivedAt: at(0), action: 'review', ruling: 'reject' },
        { id: 'b', receivedAt: at(0), action: 'allow' },
        { id: 'a', receivedAt: at(0) },
      ]);
      await store.add([submission('a', { author: 'Ann|1', text: 'anew' })], at(20));
      await store.erase('c');
      expect((await store.byAuthor('daily', 'Ann|1')).map(({ id }) => id)).toEqual(['a', 'b']);
      expect(await store.byAuthor('daily', 'nobody')).toEqual([]);
    });

    test('is as long as is stated', async () => {
      const ids = Array.from({ length: keptOfAuthor + 50 }, (_, at) => `n${at}`);
      await store.add(
        ids.map((id) => submission(id, { author: 'busy' })),
        at(0),
      );
      const known = await store.byAuthor('daily', 'busy');
      expect(known).toHaveLength(keptOfAuthor);
      expect(known[0]?.id).toBe(ids.at(-1));
    });
  });

  describe('undo', () => {
    test('what stood before stands again, and both stay in the history', async () => {
      await add('a');
      await store.recordVerdicts([verdict('a')]);
      const first = decision('a', { ruling: 'reject', reason: 'SPAM' });
      await store.recordDecision(first);
      const second = decision('a');
      await store.recordDecision(second, first.id);
      expect(await statuses()).toEqual([]);
      expect(await store.undoDecision('a', first.id, 'lea')).toBe('other');
      expect(await store.undoDecision('a', second.id, 'lea')).toBe('undone');
      expect((await store.get(['a']))[0]?.decision).toEqual(first);
      expect(await statuses()).toEqual([]);
      expect(await store.undoDecision('a', first.id, 'lea')).toBe('undone');
      expect((await store.get(['a']))[0]?.decision).toBeUndefined();
      expect(await statuses()).toEqual(['a']);
      expect(await store.undoDecision('a', first.id, 'lea')).toBe('other');
      expect(await types('a')).toEqual(['submitted', 'judged', 'decided', 'decided', 'undone', 'undone']);
      expect((await store.events('a')).at(-1)).toMatchObject({
        decision: first.id,
        moderator: 'lea',
        revision: 1,
      });
    });

    test('of an escalation takes the case off the queue where the machine let it pass', async () => {
      await add('a', 'b');
      await store.recordVerdicts([verdict('a', { action: 'allow' }), verdict('b', { action: 'block' })]);
      for (const id of ['a', 'b']) {
        const made = decision(id, { ruling: 'escalate' });
        await store.recordDecision(made);
        expect(await store.undoDecision(id, made.id, 'lea')).toBe('undone');
      }
      expect(await statuses()).toEqual([]);
      expect(await statuses({ action: 'block' })).toEqual(['b']);
    });

    test('is too late for another revision, and tells of what is not there', async () => {
      await add('a');
      const made = decision('a');
      await store.recordDecision(made);
      await store.add([submission('a', { text: 'other' })], at(9));
      expect(await store.undoDecision('a', made.id, 'lea')).toBe('stale');
      expect(await store.undoDecision('nobody', made.id, 'lea')).toBe('unknown');
    });
  });

  describe('alike', () => {
    test('knows the waiting near-duplicates of a case, oldest first', async () => {
      for (const [id, second] of [
        ['a', 3],
        ['b', 1],
        ['c', 2],
        ['d', 4],
      ] as const)
        await store.add([submission(id)], at(second));
      await store.add([submission('e', { site: 'weekly' })], at(0));
      await store.recordVerdicts(['a', 'b', 'c', 'e'].map((id) => verdict(id, { likeness: 'same-words' })));
      await store.recordVerdicts([verdict('d', { likeness: 'other-words' })]);
      expect(await store.alike('a', 10)).toEqual({ total: 2, ids: ['b', 'c'] });
      expect(await store.alike('a', 1)).toEqual({ total: 2, ids: ['b'] });
      const made = decision('b');
      await store.recordDecision(made);
      expect(await store.alike('a', 10)).toEqual({ total: 1, ids: ['c'] });
      expect(await store.alike('b', 10)).toEqual({ total: 2, ids: ['c', 'a'] });
      await store.undoDecision('b', made.id, 'mia');
      await store.erase('c');
      expect(await store.alike('a', 10)).toEqual({ total: 1, ids: ['b'] });
      expect(await store.alike('d', 10)).toEqual({ total: 0, ids: [] });
      expect(await store.alike('nobody', 10)).toEqual({ total: 0, ids: [] });
    });
  });

  describe('judged', () => {
    test('tells of the newest judged cases what a replay needs, and no text', async () => {
      await add('a', 'b', 'c', 'd');
      await store.recordVerdicts([verdict('a'), verdict('b'), verdict('d')]);
      await store.recordDecision(decision('b', { ruling: 'reject', reason: 'SPAM' }));
      const found = [];
      for await (const some of store.judged('daily', 10)) found.push(...some);
      expect(found.map(({ id, ruling }) => [id, ruling])).toEqual([
        ['d', undefined],
        ['b', 'reject'],
        ['a', undefined],
      ]);
      expect(found[0]).toEqual({ id: 'd', receivedAt: at(0), outcomes: [outcome()] });
      const two = [];
      for await (const some of store.judged('daily', 2)) two.push(...some);
      expect(two.map(({ id }) => id)).toEqual(['d']);
      for await (const _ of store.judged('nowhere', 5)) throw new Error('there is none');
    });
  });

  describe('add and get', () => {
    test('gives back what was sent, with revision and time', async () => {
      const sent = submission('a', {
        author: 'reader-7',
        language: 'pt-BR',
        submittedAt: '2026-11-20T09:59:58+01:00',
        article: { id: 'n1', url: 'https://example.org/1', title: 'Title', text: 'Body\n"quoted" \\ 100 €' },
        parent: { id: 'p', text: 'Parent 🙂' },
        text: 'line 1\nline 2\t\u0000 — 🏳️‍🌈 \u202e',
      });
      expect(await store.add([sent], at(0))).toEqual([{ id: 'a', revision: 1, result: 'created' }]);
      expect(await store.get(['a'])).toEqual([{ comment: { ...sent, revision: 1, receivedAt: at(0) } }]);
    });

    test('answers in order, undefined where there is none, also for many', async () => {
      const ids = Array.from({ length: 250 }, (_, n) => `many-${n}`);
      const added = await add(...ids);
      expect(added.map(({ id, result }) => [id, result])).toEqual(ids.map((id) => [id, 'created']));
      const found = await store.get(['none', ...ids, 'none']);
      expect(found.map((each) => each?.comment.id)).toEqual([undefined, ...ids, undefined]);
    });

    test('nothing asked, nothing answered', async () => {
      expect(await store.add([], at(0))).toEqual([]);
      expect(await store.get([])).toEqual([]);
      expect(await store.recordVerdicts([])).toEqual([]);
    });

    test.each(oddIds)('takes the id %p', async (id) => {
      expect((await add(id))[0]).toEqual({ id, revision: 1, result: 'created' });
      expect(await store.recordVerdicts([verdict(id)])).toEqual(['recorded']);
      expect((await store.get([id]))[0]?.comment.id).toBe(id);
      expect(await statuses()).toEqual([id]);
      expect((await store.claim(id, 'mia', 60_000)).result).toBe('claimed');
      expect((await store.recordDecision(decision(id))).result).toBe('recorded');
      expect(await types(id)).toEqual(['submitted', 'judged', 'claimed', 'decided']);
      expect(await store.erase(id)).toBe(true);
      expect(await store.get([id])).toEqual([undefined]);
    });

    test('the same id and text again writes nothing', async () => {
      await add('a');
      expect(await store.add([submission('a')], at(9))).toEqual([
        { id: 'a', revision: 1, result: 'repeated' },
      ]);
      expect((await store.get(['a']))[0]?.comment.receivedAt).toBe(at(0));
      expect(await types('a')).toEqual(['submitted']);
    });

    test('the same id with another text is the next revision', async () => {
      await add('a');
      const sent = submission('a', { text: 'other', author: 'x' });
      expect(await store.add([sent], at(9))).toEqual([{ id: 'a', revision: 2, result: 'revised' }]);
      expect(await store.get(['a'])).toEqual([{ comment: { ...sent, revision: 2, receivedAt: at(9) } }]);
    });

    test('the id of another site is refused and nothing is written', async () => {
      await add('a');
      expect(await store.add([submission('a', { site: 'other', text: 'mine' })], at(9))).toEqual([
        { id: 'a', revision: 1, result: 'refused' },
      ]);
      expect((await store.get(['a']))[0]?.comment).toMatchObject({ site: 'daily', text: 'What a says' });
    });

    test('one call may hold an id more than once', async () => {
      const texts = ['one', 'one', 'two', 'one'];
      const added = await store.add(
        texts.map((text) => submission('a', { text })),
        at(0),
      );
      expect(added.map(({ result, revision }) => [result, revision])).toEqual([
        ['created', 1],
        ['repeated', 1],
        ['revised', 2],
        ['revised', 3],
      ]);
    });

    test('of many at once with the same id and text exactly one creates', async () => {
      const added = (await Promise.all(Array.from({ length: 20 }, () => add('a')))).flat();
      expect(added.filter(({ result }) => result === 'created')).toHaveLength(1);
      expect(added.filter(({ result }) => result === 'repeated')).toHaveLength(19);
    });

    test('a time that is none is refused by name', async () => {
      await expect(store.add([submission('a')], 'yesterday')).rejects.toMatchObject({
        code: 'invalid',
        about: { field: 'receivedAt' },
      });
    });

    test('gives back any text', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uuid(),
          fc.string({ unit: 'grapheme' }).filter((text) => !hasLoneSurrogate(text)),
          async (id, text) => {
            await store.add([submission(id, { text, parent: { text } })], at(0));
            const [found] = await store.get([id]);
            expect(found?.comment).toMatchObject({ text, parent: { text } });
          },
        ),
        { numRuns: 50 },
      );
    });
  });

  describe('verdicts', () => {
    test('a verdict is read back whole', async () => {
      await add('a');
      const given = verdict('a', {
        action: 'block',
        priority: 912,
        reasons: [
          { kind: 'failed_check', check: 'profanity', action: 'review', error: 'TimeoutError: late' },
        ],
        outcomes: [
          outcome({
            findings: [
              {
                rule: 'toxicity/model',
                attribute: 'INSULT',
                span: { start: 0, end: 4 },
                score: 0.123456789,
                severity: 'mild',
                note: 'Says "x/y".',
              },
            ],
            scores: {},
          }),
          { status: 'failed', check: 'profanity', version: '2', ms: 2000, error: 'TimeoutError: late' },
        ],
      });
      expect(await store.recordVerdicts([given])).toEqual(['recorded']);
      expect((await store.get(['a']))[0]?.verdict).toEqual(given);
    });

    test('the same verdict again is repeated, whatever its milliseconds', async () => {
      await add('a');
      await store.recordVerdicts([verdict('a')]);
      const again = verdict('a', { judgedAt: at(90), outcomes: [outcome({ ms: 99 })] });
      expect(await store.recordVerdicts([again])).toEqual(['repeated']);
      expect((await store.get(['a']))[0]?.verdict?.judgedAt).toBe(at(60));
      expect(await types('a')).toEqual(['submitted', 'judged']);
    });

    test.each([
      ['another policy', { policy: 'default@2' }],
      ['another version of a check', { outcomes: [outcome({ version: '1+remote' })] }],
      ['another check', { outcomes: [outcome(), outcome({ check: 'profanity' })] }],
      [
        'a check that failed',
        { outcomes: [{ status: 'failed', check: 'toxicity', version: '1', ms: 1, error: 'E' }] },
      ],
    ] as const)('a newer verdict by %s takes the place of the older', async (_, more) => {
      await add('a');
      await store.recordVerdicts([verdict('a', { priority: 900 })]);
      const newer = verdict('a', { ...more, action: 'block', priority: 100, judgedAt: at(90) });
      expect(await store.recordVerdicts([newer])).toEqual(['recorded']);
      expect((await store.get(['a']))[0]?.verdict).toEqual(newer);
      expect(await statuses({ action: 'review' })).toEqual([]);
      expect(await statuses({ action: 'block' })).toEqual(['a']);
      expect((await store.events('a')).filter(({ type }) => type === 'judged')).toEqual([
        { type: 'judged', at: at(60), revision: 1, action: 'review', priority: 900, policy: 'default@1' },
        { type: 'judged', at: at(90), revision: 1, action: 'block', priority: 100, policy: newer.policy },
      ]);
    });

    test('a verdict made before the one that stands is stale', async () => {
      await add('a');
      await store.recordVerdicts([verdict('a', { policy: 'default@2', judgedAt: at(90) })]);
      expect(await store.recordVerdicts([verdict('a', { judgedAt: at(60) })])).toEqual(['stale']);
      expect((await store.get(['a']))[0]?.verdict?.policy).toBe('default@2');
    });

    test('verdicts on another revision are stale, on no comment unknown; each is answered in order', async () => {
      await add('a', 'b');
      await store.add([submission('a', { text: 'new' })], at(5));
      const answers = await store.recordVerdicts([
        verdict('a', { revision: 1 }),
        verdict('none'),
        verdict('b'),
        verdict('a', { revision: 2 }),
        verdict('b'),
      ]);
      expect(answers).toEqual(['stale', 'unknown', 'recorded', 'recorded', 'repeated']);
    });

    test('many at once, the same ones from two workers: each is recorded once', async () => {
      const ids = Array.from({ length: 230 }, (_, n) => `v-${n}`);
      await add(...ids);
      const [one, two] = await Promise.all(
        [1, 2].map(() => store.recordVerdicts(ids.map((id) => verdict(id)))),
      );
      for (const n of ids.keys()) expect([one![n], two![n]].sort()).toEqual(['recorded', 'repeated']);
      expect((await store.counts()).inReview).toBe(230);
    });

    test('a new revision drops verdict, decision and claim, leaves the queue, and goes on with history', async () => {
      await add('a');
      await store.recordVerdicts([verdict('a')]);
      await store.recordDecision(decision('a', { id: 'd1', ruling: 'escalate' }));
      await store.claim('a', 'mia', 60_000);
      await store.add([submission('a', { text: 'new' })], at(300));
      expect(await store.get(['a'])).toEqual([
        { comment: { ...submission('a', { text: 'new' }), revision: 2, receivedAt: at(300) } },
      ]);
      expect(await statuses()).toEqual([]);
      expect(await store.unjudged(at(301), 10)).toEqual(['a']);
      await store.recordVerdicts([verdict('a', { revision: 2, action: 'allow', judgedAt: at(310) })]);
      expect((await store.events('a')).map(({ type, revision }) => [type, revision])).toEqual([
        ['submitted', 1],
        ['judged', 1],
        ['decided', 1],
        ['claimed', 1],
        ['submitted', 2],
        ['judged', 2],
      ]);
      expect((await store.events('a'))[4]).toEqual({ type: 'submitted', at: at(300), revision: 2 });
    });
  });

  describe('unjudged and counts', () => {
    test('lists what waits, oldest first, before a time, at most so many', async () => {
      await store.add([submission('late')], at(30));
      await store.add([submission('c'), submission('b')], at(10));
      await store.add([submission('first')], at(5));
      expect(await store.unjudged(at(31), 10)).toEqual(['first', 'b', 'c', 'late']);
      expect(await store.unjudged(at(30), 10)).toEqual(['first', 'b', 'c']);
      expect(await store.unjudged(at(31), 2)).toEqual(['first', 'b']);
      expect(await store.counts()).toEqual({
        unjudged: 4,
        oldestUnjudged: at(5),
        inReview: 0,
        blocked: 0,
        appealed: 0,
      });
    });

    test('a verdict ends the wait, and counts go with action and decision', async () => {
      await add('a', 'b', 'c');
      await store.recordVerdicts([
        verdict('a', { action: 'allow' }),
        verdict('b'),
        verdict('c', { action: 'block' }),
      ]);
      expect(await store.unjudged(at(99), 10)).toEqual([]);
      expect(await store.counts()).toEqual({ unjudged: 0, inReview: 1, blocked: 1, appealed: 0 });
      await store.recordDecision(decision('c'));
      expect(await store.counts()).toEqual({ unjudged: 0, inReview: 1, blocked: 0, appealed: 0 });
    });
  });

  describe('review queue', () => {
    test('highest priority first, then oldest; by site and action', async () => {
      const rows = [
        ['low', 'daily', 10, 0, 'review'],
        ['high-late', 'daily', 900, 9, 'review'],
        ['high-early', 'daily', 900, 3, 'review'],
        ['elsewhere', 'weekly', 950, 5, 'review'],
        ['blocked', 'daily', 1000, 1, 'block'],
        ['fine', 'daily', 1000, 1, 'allow'],
      ] as const;
      for (const [id, site, priority, second, action] of rows) {
        await store.add([submission(id, { site })], at(second));
        await store.recordVerdicts([verdict(id, { priority, action })]);
      }
      expect(await statuses()).toEqual(['elsewhere', 'high-early', 'high-late', 'low']);
      expect(await statuses({ site: 'daily' })).toEqual(['high-early', 'high-late', 'low']);
      expect(await statuses({ action: 'block' })).toEqual(['blocked']);
      expect(await store.reviewQueue({ site: 'nowhere' })).toEqual({ cases: [], total: 0 });
      const page = await store.reviewQueue({ limit: 2 });
      expect(page.total).toBe(4);
      expect(page.cases[0]).toMatchObject({ comment: { id: 'elsewhere' }, verdict: { priority: 950 } });
    });

    test('pages hold every case once, also where priority and time are alike', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(
            fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).filter((id) => !hasLoneSurrogate(id)),
            { minLength: 1, maxLength: 25 },
          ),
          fc.array(fc.constantFrom(0, 500, 1000), { minLength: 25, maxLength: 25 }),
          fc.integer({ min: 1, max: 7 }),
          fc.uuid(),
          async (ids, priorities, limit, site) => {
            const named = ids.map((id) => `${site}${id}`);
            await store.add(
              named.map((id) => submission(id, { site })),
              at(0),
            );
            await store.recordVerdicts(named.map((id, n) => verdict(id, { priority: priorities[n] ?? 0 })));
            const seen: { id: string; priority: number }[] = [];
            let cursor: string | undefined;
            do {
              const page = await store.reviewQueue({ site, limit, ...(cursor && { cursor }) });
              expect(page.total).toBe(named.length);
              expect(page.cases.length).toBeGreaterThan(0);
              for (const { comment, verdict: found } of page.cases)
                seen.push({ id: comment.id, priority: found!.priority });
              cursor = page.next;
            } while (cursor);
            expect(seen.map(({ id }) => id).sort()).toEqual([...named].sort());
            const order = seen.map(({ priority }) => priority);
            expect(order).toEqual([...order].sort((a, b) => b - a));
          },
        ),
        { numRuns: 15 },
      );
    });

    test('a page goes on where the last one ended, when its last case has been decided meanwhile', async () => {
      const ids = ['a', 'b', 'c', 'd', 'e'];
      await add(...ids);
      await store.recordVerdicts(ids.map((id) => verdict(id)));
      const first = await store.reviewQueue({ limit: 2 });
      await store.recordDecision(decision('a'));
      await store.recordDecision(decision('b'));
      const rest = await store.reviewQueue({ limit: 2, cursor: first.next! });
      expect(rest.cases.map(({ comment }) => comment.id)).toEqual(['c', 'd']);
      expect(await statuses({ limit: 2, cursor: rest.next! })).toEqual(['e']);
    });

    test('asks for an attribute and a score', async () => {
      const finding = {
        rule: 'toxicity/model',
        span: { start: 0, end: 1 },
        severity: 'mild',
        note: 'A note.',
      } as const;
      const scored = {
        summary: outcome({ scores: { INSULT: 0.8, TOXICITY: 0.1 } }),
        found: outcome({ scores: {}, findings: [{ ...finding, attribute: 'THREAT', score: 0.6 }] }),
        nil: outcome({ scores: { INSULT: 0 } }),
      };
      const reason = {
        kind: 'rule',
        rule: 'rude',
        action: 'review',
        score: 0.9,
        checks: ['toxicity'],
      } as const;
      const about = { summary: [{ ...reason, attribute: 'IDENTITY_ATTACK' as const }], found: [], nil: [] };
      await add(...Object.keys(scored));
      await store.recordVerdicts(
        Object.entries(scored).map(([id, one]) =>
          verdict(id, { outcomes: [one], reasons: about[id as keyof typeof about] }),
        ),
      );
      expect(await statuses({ attribute: 'THREAT' })).toEqual(['found']);
      expect(await statuses({ attribute: 'IDENTITY_ATTACK' })).toEqual(['summary']);
      expect(await statuses({ attribute: 'INSULT' })).toEqual([]);
      expect(await statuses({ attribute: 'INSULT', minScore: 0.8 })).toEqual(['summary']);
      expect(await statuses({ attribute: 'INSULT', minScore: 0.81 })).toEqual([]);
      expect(await statuses({ attribute: 'THREAT', minScore: 0.5 })).toEqual(['found']);
      expect(await statuses({ minScore: 0.5 })).toEqual(['found', 'summary']);
      expect((await store.reviewQueue({ minScore: 0.7 })).total).toBe(3);
    });

    // Scores that differ by less than a thousandth are ranked as one.
    test('in the order that is asked for, page by page', async () => {
      const rows = [
        ['a', 100, 5, 0.9],
        ['b', 900, 1, 0.1],
        ['c', 500, 9, 0.5004],
        ['d', 500, 3, 0.49961],
        ['e', 500, 3, 0.2],
      ] as const;
      for (const [id, priority, second, score] of rows) {
        await store.add([submission(id)], at(second));
        await store.recordVerdicts([
          verdict(id, { priority, outcomes: [outcome({ scores: { TOXICITY: score } })] }),
        ]);
      }
      for (const [sort, order] of [
        ['priority', 'bdeca'],
        ['oldest', 'bdeac'],
        ['newest', 'caedb'],
        ['score', 'adceb'],
      ] as const) {
        expect((await statuses({ sort })).join('')).toBe(order);
        const seen: string[] = [];
        for (let cursor: string | undefined, asked = 0; asked === 0 || cursor; asked++) {
          const page = await store.reviewQueue({ sort, limit: 2, ...(cursor && { cursor }) });
          seen.push(...page.cases.map(({ comment }) => comment.id));
          cursor = page.next;
        }
        expect(seen.join('')).toBe(order);
      }
      await store.recordDecision(decision('b'));
      for (const sort of ['priority', 'oldest', 'newest', 'score'] as const)
        expect(await statuses({ sort })).not.toContain('b');
    });

    test('by article, author, language, age, words, state and score band', async () => {
      await store.add(
        [
          submission('a', {
            text: 'A Fox ran',
            article: { id: 'n1', url: 'https://x.org/1' },
            author: 'r1',
            language: 'en-GB',
          }),
          submission('b', { text: 'a fOX sat', article: { id: 'n2' }, author: 'r2', language: 'de' }),
        ],
        at(0),
      );
      await store.add([submission('c', { text: 'nothing here' })], at(100));
      const failed = {
        status: 'failed',
        check: 'toxicity',
        version: '1',
        ms: 1,
        error: 'TimeoutError: late',
      } as const;
      await store.recordVerdicts([
        verdict('a', { outcomes: [outcome({ scores: { TOXICITY: 0.9 } })] }),
        verdict('b', { outcomes: [outcome({ scores: { TOXICITY: 0.6 } })] }),
        verdict('c', { outcomes: [failed] }),
      ]);
      await store.recordDecision(decision('b', { ruling: 'escalate' }));
      expect(await statuses({ article: 'n1' })).toEqual(['a']);
      expect(await statuses({ article: 'https://x.org/1' })).toEqual(['a']);
      expect(await statuses({ author: 'r2' })).toEqual(['b']);
      expect(await statuses({ language: 'EN' })).toEqual(['a']);
      expect(await statuses({ text: 'fox' })).toEqual(['a', 'b']);
      expect(await statuses({ text: 'cat' })).toEqual([]);
      expect(await statuses({ state: 'escalated' })).toEqual(['b']);
      expect(await statuses({ state: 'failed' })).toEqual(['c']);
      expect(await statuses({ attribute: 'TOXICITY', minScore: 0.5, maxScore: 0.7 })).toEqual(['b']);
      expect(await statuses({ maxScore: 0.1 })).toEqual(['c']);
      expect((await store.reviewQueue({ text: 'fox' })).total).toBe(3);
    });

    test('a filtered queue is walked to its end without loss or repetition', async () => {
      const ids = Array.from({ length: 600 }, (_, n) => `f-${n}`);
      await add(...ids);
      const score = (n: number) => (n % 7 === 0 ? 0.9 : 0.1);
      await store.recordVerdicts(
        ids.map((id, n) => verdict(id, { outcomes: [outcome({ scores: { INSULT: score(n) } })] })),
      );
      const seen: string[] = [];
      for (let cursor: string | undefined, asked = 0; asked === 0 || cursor; asked++) {
        const page = await store.reviewQueue({
          attribute: 'INSULT',
          minScore: 0.5,
          limit: 10,
          ...(cursor && { cursor }),
        });
        seen.push(...page.cases.map(({ comment }) => comment.id));
        cursor = page.next;
      }
      expect(seen.sort()).toEqual(ids.filter((_, n) => n % 7 === 0).sort());
    });

    test.each(['', 'x', '!!', Buffer.from('[1]').toString('base64url'), 'bnVsbA', '[1,"a"]'])(
      'refuses the cursor %p',
      async (cursor) => {
        await expect(store.reviewQueue({ cursor })).rejects.toMatchObject({
          code: 'invalid',
          about: { field: 'cursor' },
        });
      },
    );

    test.each([0, -1, 101, 1.5, Number.NaN])('refuses a page of %p', async (limit) => {
      await expect(store.reviewQueue({ limit })).rejects.toMatchObject({
        code: 'invalid',
        about: { field: 'limit' },
      });
    });
  });

  describe('claims', () => {
    test('one moderator holds a case; the holder may renew and give back, another may not', async () => {
      await add('a');
      const claimed = await store.claim('a', 'mia', 60_000);
      expect(claimed).toMatchObject({ result: 'claimed', claim: { moderator: 'mia' } });
      expect(await store.claim('a', 'tom', 60_000)).toMatchObject({
        result: 'held',
        claim: { moderator: 'mia' },
      });
      expect(await store.claim('a', 'mia', 90_000)).toMatchObject({ result: 'claimed' });
      expect(await store.release('a', 'tom')).toBe(false);
      expect((await store.get(['a']))[0]?.claim?.moderator).toBe('mia');
      expect(await store.release('a', 'mia')).toBe(true);
      expect(await store.release('a', 'mia')).toBe(false);
      expect((await store.get(['a']))[0]?.claim).toBeUndefined();
      expect(await types('a')).toEqual(['submitted', 'claimed', 'released']);
      expect((await store.claim('none', 'mia', 1000)).result).toBe('unknown');
      expect(await store.release('none', 'mia')).toBe(false);
    });

    test('of two moderators who race for a case exactly one wins', async () => {
      const ids = Array.from({ length: 20 }, (_, n) => `race-${n}`);
      await add(...ids);
      for (const id of ids) {
        const results = await Promise.all(['mia', 'tom'].map((name) => store.claim(id, name, 60_000)));
        expect(results.map(({ result }) => result).sort()).toEqual(['claimed', 'held']);
      }
    });

    test('a lease ends by itself', async () => {
      await add('a');
      await store.claim('a', 'mia', 40);
      await under.leaseEnds(40);
      expect((await store.get(['a']))[0]?.claim).toBeUndefined();
      expect(await store.release('a', 'mia')).toBe(false);
      expect(await store.claim('a', 'tom', 60_000)).toMatchObject({
        result: 'claimed',
        claim: { moderator: 'tom' },
      });
    });

    test.each([0, -5, 1.5, Number.NaN, 1e12])('refuses a lease of %p ms', async (ms) => {
      await add('a');
      await expect(store.claim('a', 'mia', ms)).rejects.toMatchObject({ code: 'invalid' });
    });
  });

  describe('decisions', () => {
    test('a decision is recorded, takes the case off the queue and frees the claim', async () => {
      await add('a');
      await store.recordVerdicts([verdict('a')]);
      await store.claim('a', 'mia', 60_000);
      const made = decision('a', { reason: 'THREAT', note: 'See "rule 3".', ruling: 'reject' });
      expect(await store.recordDecision(made)).toEqual({ result: 'recorded', decision: made });
      const [found] = await store.get(['a']);
      expect(found?.decision).toEqual(made);
      expect(found?.claim).toBeUndefined();
      expect(await store.reviewQueue({})).toEqual({ cases: [], total: 0 });
      expect((await store.events('a')).at(-1)).toEqual({
        type: 'decided',
        at: at(120),
        revision: 1,
        decision: made.id,
        ruling: 'reject',
        moderator: 'mia',
        reason: 'THREAT',
        note: 'See "rule 3".',
      });
    });

    test.each(['approve', 'reject'] as const)(
      'a late verdict leaves the decision to %s alone and the case off the queue',
      async (ruling) => {
        await add('a');
        const made = decision('a', { ruling });
        await store.recordDecision(made);
        expect(await store.recordVerdicts([verdict('a', { action: 'block' })])).toEqual(['recorded']);
        await store.recordVerdicts([verdict('a', { policy: 'default@2' })]);
        expect((await store.get(['a']))[0]).toMatchObject({
          decision: made,
          verdict: { policy: 'default@2' },
        });
        expect(await statuses({ action: 'block' })).toEqual([]);
        expect(await statuses()).toEqual([]);
      },
    );

    test('the same decision again changes nothing, also after another took its place', async () => {
      await add('a');
      const first = decision('a', { id: 'd1' });
      await store.recordDecision(first);
      expect(await store.recordDecision(first)).toEqual({ result: 'repeated', decision: first });
      const second = decision('a', { id: 'd2', ruling: 'escalate' });
      expect((await store.recordDecision(second, 'd1')).result).toBe('recorded');
      expect(await store.recordDecision(first)).toEqual({ result: 'repeated', decision: first });
      expect((await store.get(['a']))[0]?.decision).toEqual(second);
      expect(await types('a')).toEqual(['submitted', 'decided', 'decided']);
    });

    test('a standing ruling gives way only to a decision that names it', async () => {
      await add('a');
      const first = decision('a', { id: 'd1', ruling: 'reject' });
      await store.recordDecision(first);
      const second = decision('a', { id: 'd2', ruling: 'approve', moderator: 'tom' });
      expect(await store.recordDecision(second)).toEqual({ result: 'decided', decision: first });
      expect(await store.recordDecision(second, 'd0')).toEqual({ result: 'decided', decision: first });
      expect((await store.recordDecision(second, 'd1')).result).toBe('recorded');
      expect((await store.get(['a']))[0]?.decision).toEqual(second);
    });

    test('an escalation gives way to any decision, and keeps its case on the queue until then', async () => {
      await add('a', 'b');
      await store.recordVerdicts([verdict('a'), verdict('b', { action: 'allow' })]);
      await store.recordDecision(decision('a', { id: 'd1', ruling: 'escalate' }));
      await store.recordDecision(decision('b', { id: 'd2', ruling: 'escalate' }));
      expect(await statuses()).toEqual(['a', 'b']);
      await store.recordVerdicts([verdict('a', { policy: 'default@2', action: 'allow', judgedAt: at(200) })]);
      expect(await statuses()).toEqual(['a', 'b']);
      expect((await store.recordDecision(decision('a', { moderator: 'tom' }))).result).toBe('recorded');
      expect((await store.recordDecision(decision('b', { moderator: 'tom' }))).result).toBe('recorded');
      expect(await statuses()).toEqual([]);
    });

    test('an escalation brings back a case that a newer verdict had let pass', async () => {
      await add('a');
      await store.recordVerdicts([verdict('a')]);
      await store.recordVerdicts([verdict('a', { policy: 'default@2', action: 'allow', judgedAt: at(90) })]);
      expect(await statuses()).toEqual([]);
      await store.recordDecision(decision('a', { ruling: 'escalate' }));
      expect(await statuses()).toEqual(['a']);
    });

    test('a ruling on an old revision does not keep the new one off the queue', async () => {
      await add('a');
      await store.recordDecision(decision('a'));
      await store.add([submission('a', { text: 'new' })], at(150));
      await store.recordVerdicts([verdict('a', { revision: 2, judgedAt: at(160) })]);
      expect(await statuses()).toEqual(['a']);
    });

    test('a ruling superseded by an escalation brings the case back to people', async () => {
      await add('a');
      await store.recordVerdicts([verdict('a', { action: 'block' })]);
      await store.recordDecision(decision('a', { id: 'd1' }));
      await store.recordDecision(decision('a', { id: 'd2', ruling: 'escalate' }), 'd1');
      expect(await statuses({ action: 'block' })).toEqual(['a']);
    });

    test('a decision on a revision that is gone is stale', async () => {
      await add('a');
      await store.add([submission('a', { text: 'new' })], at(5));
      expect(await store.recordDecision(decision('a'))).toEqual({ result: 'stale', revision: 2 });
      expect((await store.get(['a']))[0]?.decision).toBeUndefined();
      expect((await store.recordDecision(decision('none'))).result).toBe('unknown');
    });

    test("another moderator's claim holds off a decision", async () => {
      await add('a');
      await store.claim('a', 'mia', 60_000);
      expect(await store.recordDecision(decision('a', { moderator: 'tom' }))).toMatchObject({
        result: 'held',
        claim: { moderator: 'mia' },
      });
      expect((await store.recordDecision(decision('a', { moderator: 'mia' }))).result).toBe('recorded');
    });

    test('of two moderators who decide at once exactly one is recorded', async () => {
      await add('a');
      const results = await Promise.all(
        ['mia', 'tom'].map((moderator) => store.recordDecision(decision('a', { moderator }))),
      );
      expect(results.map(({ result }) => result).sort()).toEqual(['decided', 'recorded']);
    });
  });

  describe("a site's newest comments", () => {
    const addAt = (id: string, seconds: number, more = {}) => store.add([submission(id, more)], at(seconds));

    test('come newest first, whatever became of them, and no more than asked for', async () => {
      await addAt('oldest', 1);
      await addAt('middle', 2);
      await addAt('newest', 3);
      await store.recordVerdicts([verdict('middle'), verdict('newest', { action: 'allow' })]);
      await store.recordDecision(decision('middle'));
      expect(await store.newest('daily', 10)).toEqual(['newest', 'middle', 'oldest']);
      expect(await store.newest('daily', 2)).toEqual(['newest', 'middle']);
    });

    test.each([0, -1])('asked for %p of them, there is none', async (limit) => {
      await add('a');
      expect(await store.newest('daily', limit)).toEqual([]);
    });

    test('of those that came in one call, the last comes first', async () => {
      await add('b', 'é', 'a', 'z', '👍');
      expect(await store.newest('daily', 10)).toEqual(['👍', 'z', 'a', 'é', 'b']);
    });

    test("are the site's own, also where sites share a call or look like another's key", async () => {
      const sites = ['daily', 'daily:2', '', '__proto__', 'queue:review'];
      await store.add(
        sites.map((site, n) => submission(`of ${n}`, { site })),
        at(0),
      );
      for (const [n, site] of sites.entries()) expect(await store.newest(site, 10)).toEqual([`of ${n}`]);
      expect(await store.newest('other', 10)).toEqual([]);
    });

    test('move up when they are revised, and stay when they are only sent again', async () => {
      await addAt('first', 1);
      await addAt('second', 2);
      await addAt('first', 3);
      expect(await store.newest('daily', 10)).toEqual(['second', 'first']);
      await addAt('first', 4, { text: 'other words' });
      expect(await store.newest('daily', 10)).toEqual(['first', 'second']);
      expect(await store.newest('daily', 1)).toEqual(['first']);
    });

    test('are as many as asked for, also beneath one that was revised over and over', async () => {
      await add('first', 'second', 'third');
      const texts = Array.from({ length: 2500 }, (_, n) => submission('third', { text: `text ${n}` }));
      await store.add(texts, at(1));
      await add('fourth');
      expect(await store.newest('daily', 3)).toEqual(['fourth', 'third', 'second']);
      expect(await store.newest('daily', 9)).toEqual(['fourth', 'third', 'second', 'first']);
      await store.erase('third');
      expect(await store.newest('daily', 9)).toEqual(['fourth', 'second', 'first']);
    });

    test('lose what is erased, and take nothing that was refused', async () => {
      await add('a', 'b');
      await addAt('a', 5, { site: 'other', text: 'mine' });
      expect(await store.newest('other', 10)).toEqual([]);
      await store.erase('a');
      expect(await store.newest('daily', 10)).toEqual(['b']);
      await store.erase('b');
      expect(await store.newest('daily', 10)).toEqual([]);
    });

    test('come by the thousands in their order', async () => {
      const ids = Array.from({ length: 2350 }, (_, n) => `n-${n}`);
      await add(...ids);
      const newestFirst = [...ids].reverse();
      for (const limit of [1, 999, 1000, 1001, 2349, 2350, 9999])
        expect(await store.newest('daily', limit)).toEqual(newestFirst.slice(0, limit));
    });
  });

  describe('history, erasing, remembering', () => {
    test('half a surrogate pair, or what looks like JSON, in a note or a name stops nothing', async () => {
      const name = 'm "x"\\ \ud83d, "decision":"d2",';
      await add('a');
      const finding = {
        rule: 'toxicity/model',
        attribute: 'INSULT',
        span: { start: 0, end: 1 },
        score: 0.9,
        severity: 'mild',
        note: 'Half: \ud83d',
      } as const;
      const policy = 'p "quoted"@1';
      await store.recordVerdicts([verdict('a', { policy, outcomes: [outcome({ findings: [finding] })] })]);
      expect((await store.claim('a', name, 60_000)).result).toBe('claimed');
      expect((await store.claim('a', name, 60_000)).result).toBe('claimed');
      const first = decision('a', { id: 'd1', moderator: name, note: name });
      expect((await store.recordDecision(first)).result).toBe('recorded');
      expect((await store.recordDecision(first)).result).toBe('repeated');
      expect((await store.recordDecision(decision('a', { id: 'd2' }), 'd1')).result).toBe('recorded');
      expect(await types('a')).toEqual(['submitted', 'judged', 'claimed', 'decided', 'decided']);
    });

    test('an unknown comment has no history', async () => {
      expect(await store.events('none')).toEqual([]);
    });

    test('nothing that was handed out can change a case', async () => {
      await add('a');
      const [found] = await store.get(['a']);
      Object.assign(found!.comment, { text: 'changed' });
      expect((await store.get(['a']))[0]?.comment.text).toBe('What a says');
    });

    test('erasing leaves no key and no value that holds the id or the text', async () => {
      const id = 'erase:me-91';
      const sent = submission(id, { text: 'unheard-of words', author: 'someone-17' });
      await store.add([sent], at(0));
      await store.recordVerdicts([verdict(id)]);
      await store.recordDecision(decision(id, { ruling: 'escalate', note: 'a-note' }));
      await store.claim(id, 'mia', 60_000);
      await store.remember('key-1', id, 60_000);
      const before = await under.dump();
      for (const part of [id, 'unheard-of', 'someone-17']) expect(before).toContain(part);
      expect(await store.erase(id)).toBe(true);
      const after = await under.dump();
      for (const part of [id, 'unheard-of', 'someone-17', 'a-note']) expect(after).not.toContain(part);
      expect(await store.erase(id)).toBe(false);
      expect(await store.recordVerdicts([verdict(id)])).toEqual(['unknown']);
      expect((await store.add([sent], at(9)))[0]).toEqual({ id, revision: 1, result: 'created' });
      expect(await types(id)).toEqual(['submitted']);
    });

    test('erasing takes a comment off the list of what waits, and off the queue', async () => {
      await add('waits', 'queued');
      await store.recordVerdicts([verdict('queued')]);
      await store.erase('waits');
      await store.erase('queued');
      expect(await store.counts()).toEqual({ unjudged: 0, inReview: 0, blocked: 0, appealed: 0 });
      expect(await store.unjudged(at(99), 9)).toEqual([]);
    });

    test('an idempotency key stands for the first id that came with it, until its time is over', async () => {
      expect(await store.remember('k', 'a', 60)).toBeUndefined();
      expect(await store.remember('k', 'b', 60_000)).toBe('a');
      await under.leaseEnds(60);
      expect(await store.remember('k', 'b', 60_000)).toBeUndefined();
      expect(await store.remember('k', 'a', 60_000)).toBe('b');
    });

    test('of many at once with one idempotency key exactly one is the first', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) => store.remember('race', `id-${n}`, 60_000)),
      );
      expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
      expect(new Set(answers.filter((answer) => answer !== undefined)).size).toBe(1);
    });
  });
}
