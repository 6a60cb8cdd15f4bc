import { beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { listen } from '../src/api/server.js';
import { createStand, type Stand } from '../src/api/testing/stand.js';
import { DecorumError } from '../src/domain/errors.js';
import { limits } from '../src/domain/limits.js';
import { until } from '../src/queue/testing/until.js';
import { createMemoryWordStore } from '../src/store/memory-word-store.js';

let stand: Stand;
beforeEach(async () => {
  stand = await createStand();
});
const path = '/v1/sites/herald/words';
const deny = (phrase: string, more: object = {}) => ({ list: 'deny', phrase, ...more });
const add = (...words: unknown[]) => stand.post(path, { words }, 'admin');
const phrases = async () =>
  (await stand.get(path)).body.words.map(({ phrase }: { phrase: string }) => phrase);
const upload = (file: string | Buffer, mode?: string, type = 'text/csv') =>
  stand.send(`${path}/import${mode ? `?mode=${mode}` : ''}`, file, type, 'admin');
const faults = (body: { errors: { field: string; reason: string }[] }) =>
  body.errors.map(({ field, reason }) => `${field} ${reason}`);

test('who may: moderators read and try, admins change', async () => {
  const doors = [
    ['get', '', 'moderate'],
    ['post', '', 'admin'],
    ['delete', '/x', 'admin'],
    ['get', '/export', 'moderate'],
    ['post', '/import', 'admin'],
    ['get', '/versions', 'moderate'],
    ['post', '/restore', 'admin'],
    ['post', '/test', 'moderate'],
    ['post', '/preview', 'moderate'],
  ] as const;
  for (const [method, below, scope] of doors)
    for (const as of ['intake', 'moderate', 'admin'] as const) {
      const ask = request(stand.app)[method](`${path}${below}`).set('X-Api-Key', stand.keys[as]);
      const may = as === 'admin' || as === scope;
      expect([method, below, as, (await ask).status === 403]).toEqual([method, below, as, !may]);
    }
});

describe('a list', () => {
  test('is empty, of version 0, before anything was written', async () => {
    const { status, body } = await stand.get(path);
    expect([status, body]).toEqual([200, { site: 'herald', version: 0, words: [] }]);
  });

  test('takes entries, shows who added them, and gives them up', async () => {
    const added = await add(deny(' churl* ', { severity: 'mild', note: 'old' }), {
      list: 'allow',
      phrase: 'oaf',
    });
    expect([added.status, added.body.version]).toEqual([201, 1]);
    const [churl, oaf] = added.body.words;
    expect(churl).toMatchObject({
      ...deny('churl*'),
      severity: 'mild',
      note: 'old',
      addedBy: 'the operator',
    });
    expect((await stand.get(path)).body).toEqual({ site: 'herald', version: 1, words: [churl, oaf] });
    expect((await stand.delete(`${path}/${churl.id}`)).status).toBe(204);
    expect((await stand.delete(`${path}/${churl.id}`)).status).toBe(404);
    expect((await stand.get(path)).body).toEqual({ site: 'herald', version: 2, words: [oaf] });
    expect((await stand.get('/v1/sites/gazette/words')).body.version).toBe(0);
  });

  test('can be seen and had back as it was', async () => {
    await add(deny('oaf'));
    await add(deny('lout'));
    const { body } = await stand.get(`${path}/versions`);
    expect(body.site).toBe('herald');
    expect(body.versions).toMatchObject([
      { version: 2, by: 'the operator', count: 2 },
      { version: 1, by: 'the operator', count: 1 },
    ]);
    const before = (await stand.get(`${path}?version=1`)).body;
    expect(before.words).toMatchObject([deny('oaf')]);
    const restored = await stand.post(`${path}/restore`, { version: 1 }, 'admin');
    expect([restored.status, restored.body]).toEqual([
      200,
      { site: 'herald', version: 3, added: 0, removed: 1, count: 1 },
    ]);
    expect((await stand.get(path)).body).toEqual({ ...before, version: 3 });
    expect((await stand.get(`${path}?version=9`)).status).toBe(404);
    expect((await stand.post(`${path}/restore`, { version: 9 }, 'admin')).body.code).toBe('not_found');
  });

  test('of any name of a site, percent-encoded', async () => {
    const odd = `/v1/sites/${encodeURIComponent('de/Wörter: 1')}/words`;
    await stand.post(odd, { words: [deny('oaf')] }, 'admin');
    expect((await stand.get(odd)).body).toMatchObject({ site: 'de/Wörter: 1', version: 1 });
    for (const bad of ['a%0Ab', 'x'.repeat(201)])
      expect((await stand.get(`/v1/sites/${bad}/words`)).status).toBe(404);
  });
});

describe('bad entries', () => {
  test('are refused together, each by its place and with its reason, and nothing is written', async () => {
    await add(deny('lout'));
    const { status, body } = await add(
      deny('oaf'),
      deny('*'),
      { list: 'ban' },
      deny('Lout', { severity: 'x' }),
    );
    expect([status, body.code]).toEqual([422, 'invalid']);
    expect(faults(body)).toEqual([
      'words[1].phrase must hold something besides *',
      'words[2].list must be allow or deny',
      'words[2].phrase is required',
      'words[3].severity must be one of mild, moderate, severe',
    ]);
    expect(body.detail).toBe('Nothing was written: words[1].phrase must hold something besides *; 3 more.');
    expect(await phrases()).toEqual(['lout']);
  });

  test.each([
    ['no words', {}, 'words is required'],
    ['none in it', { words: [] }, 'words must hold at least one entry'],
    ['words as an object', { words: {} }, 'words must be an array'],
    ['another field', { words: [deny('oaf')], site: 'x' }, 'site is not a known field'],
  ])('with %s', async (_name, body, fault) => {
    const answer = await stand.post(path, body, 'admin');
    expect([answer.status, faults(answer.body)]).toEqual([422, [fault]]);
  });

  test('more than a site may have', async () => {
    const many = Array.from({ length: limits.siteWords + 1 }, (_, index) => deny(`word${index}`));
    const { status, body } = await add(...many);
    expect([status, body.errors[0].field]).toEqual([422, 'words']);
    expect((await add(...many.slice(1))).status).toBe(201);
  });

  test('that no check can go by', async () => {
    const { pipeline } = stand;
    const moderate: typeof pipeline.moderate = async (comment, words) =>
      words?.words.some(({ phrase }) => phrase === 'endless')
        ? pipeline.giveUp(comment, 'RangeError: the check failed')
        : pipeline.moderate(comment, words);
    const full = await createStand({ pipeline: { moderate } });
    const send = (below: string, phrase: string) =>
      full.post(`${path}${below}`, { words: [deny(phrase)] }, 'admin');
    expect((await send('', 'oaf')).status).toBe(201);
    for (const below of ['', '/preview']) {
      const { status, body } = await send(below, 'endless');
      expect([status, body.errors[0].field]).toEqual([422, 'words']);
      expect(body.errors[0].reason).toMatch(/^have too many letters/);
    }
    const { status } = await full.send(`${path}/import`, 'list,phrase\ndeny,endless', 'text/csv', 'admin');
    expect(status).toBe(422);
    expect((await full.words.get('herald')).version).toBe(1);
  });

  test('by the thousand are answered with the first thousand', async () => {
    const { body } = await add(...Array.from({ length: 1500 }, () => 7));
    expect(body.errors).toHaveLength(1000);
    expect(body.detail).toMatch(/; 1499 more\.$/);
  });

  test.each([
    ['broken JSON', 'application/json', '{', 400],
    ['another content type', 'text/plain', 'x', 415],
    ['too long a body', 'application/json', `"${'x'.repeat(limits.bodyBytes)}"`, 413],
  ])('%s', async (_name, type, body, status) => {
    expect((await stand.send(path, body, type, 'admin')).status).toBe(status);
  });
});

test('a change that others keep coming before is a conflict', async () => {
  const words = createMemoryWordStore();
  const raced = await createStand({
    words: {
      ...words,
      replace: async (_site, _words, expected) => ({ result: 'conflict', version: expected + 1 }),
    },
  });
  const { status, body } = await raced.post(path, { words: [deny('oaf')] }, 'admin');
  expect([status, body.code]).toEqual([409, 'conflict']);
});

test('a store that is away is 503', async () => {
  const away = async () => Promise.reject(new DecorumError('unavailable', 'away'));
  const gone = await createStand({ words: { ...createMemoryWordStore(), get: away } });
  const answer = await gone.get(path);
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
});

describe('files', () => {
  test('what is exported can be imported: nothing changes', async () => {
    await add(
      deny('@oaf', { note: '=1+1, "quoted"' }),
      { list: 'allow', phrase: 'Ärger' },
      deny('lout*', { severity: 'severe' }),
    );
    const before = (await stand.get(path)).body.words;
    const file = await stand.get(`${path}/export`);
    expect([file.status, file.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(file.headers['content-disposition']).toBe('attachment; filename="words-herald-v1.csv"');
    expect(file.text).toContain('deny,\'@oaf,,"\'=1+1, ""quoted""",');
    const { status, body } = await upload(file.text, 'replace');
    expect([status, body]).toEqual([200, { site: 'herald', version: 2, added: 0, removed: 0, count: 3 }]);
    expect((await stand.get(path)).body.words).toEqual(before);
    expect((await stand.get(`${path}/export?version=1`)).text).toBe(file.text);
  });

  test('a site whose name is no file name gets one', async () => {
    const file = await stand.get(`/v1/sites/${encodeURIComponent('a/"ß')}/words/export`);
    expect(file.headers['content-disposition']).toBe('attachment; filename="words-a___-v0.csv"');
    expect(file.text).toBe('list,phrase,severity,note,id,addedBy,addedAt\r\n');
  });

  test('are added to what stands, or take its place', async () => {
    await add(deny('oaf'));
    expect((await upload('list,phrase\ndeny,lout\n')).body).toMatchObject({ added: 1, removed: 0, count: 2 });
    expect(await phrases()).toEqual(['oaf', 'lout']);
    expect((await upload('\ufefflist;phrase\r\nallow;fop\r\n', 'replace')).body).toMatchObject({
      added: 1,
      removed: 2,
    });
    expect(await phrases()).toEqual(['fop']);
  });

  test.each([
    [
      'a bad entry',
      'list,phrase,severity\ndeny,oaf,\ndeny,lout,awful\n',
      422,
      'invalid',
      'line 3, severity must be one of mild, moderate, severe',
    ],
    [
      'a repeat of what stands',
      'list,phrase\ndeny,STANDS\n',
      422,
      'invalid',
      /^line 2, phrase is the same as entry \w+$/,
    ],
    [
      'a bad header',
      'phrase\noaf\n',
      400,
      'broken_csv',
      'line 1 must be a header that names the column list',
    ],
    ['other bytes', Buffer.from([0xff]), 400, 'broken_csv', /^file is not UTF-8 /],
    ['nothing', '', 400, 'broken_csv', /^file is empty/],
  ])('with %s are refused whole', async (_name, file, status, code, fault) => {
    await add(deny('stands'));
    const answer = await upload(file);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(faults(answer.body)).toEqual([typeof fault === 'string' ? fault : expect.stringMatching(fault)]);
    expect(await phrases()).toEqual(['stands']);
  });

  test('of another kind, too large, or in a mode that is none', async () => {
    expect((await upload('x', undefined, 'application/json')).status).toBe(415);
    expect((await upload('x', undefined, 'text/csv; charset=latin1')).status).toBe(415);
    expect((await upload('x'.repeat(limits.bodyBytes + 1))).status).toBe(413);
    const { status, body } = await upload('list,phrase\n', 'merge');
    expect([status, faults(body)]).toEqual([400, ['mode must be add or replace']]);
  });
});

describe('trying a text', () => {
  const tryOut = (body: object) => stand.post(`${path}/test`, body, 'moderate');

  test('tells the verdict by the list that stands', async () => {
    const { id } = (await add(deny('oaf'))).body.words[0];
    const { status, body } = await tryOut({ text: 'an oaf' });
    expect([status, body]).toEqual([
      200,
      {
        ...{ version: 1, action: 'review', priority: 420, policy: 'toy@1' },
        reasons: [expect.objectContaining({ rule: 'profanity', severity: 'moderate' })],
        findings: [
          expect.objectContaining({ span: { start: 3, end: 6 }, note: expect.stringContaining(`"${id}"`) }),
        ],
      },
    ]);
  });

  test('and by entries that do not stand yet, named by their places; nothing is stored', async () => {
    await add(deny('oaf'));
    const words = [deny('lout', { severity: 'mild' }), { list: 'allow', phrase: 'an idiot' }];
    const { body } = await tryOut({ text: 'an idiot, a lout', words });
    expect([body.action, body.findings.length, body.findings[0].note]).toEqual([
      'allow',
      1,
      expect.stringContaining('"words[0]"'),
    ]);
    expect(await phrases()).toEqual(['oaf']);
    expect((await stand.store.counts()).unjudged).toBe(0);
    expect(stand.jobs).toEqual([]);
  });

  test.each([
    ['no text', {}, 422, 'text is required'],
    ['a blank text', { text: ' ' }, 422, 'text must not be blank'],
    [
      'too long a text',
      { text: 'x'.repeat(limits.textBytes + 1) },
      413,
      `text must be at most ${limits.textBytes} bytes of UTF-8`,
    ],
    ['a bad entry', { text: 'x', words: [deny('')] }, 422, 'words[0].phrase must not be empty'],
    [
      'a repeat',
      { text: 'x', words: [deny('stands')] },
      422,
      /^words\[0\]\.phrase is the same as entry \w+$/,
    ],
  ])('refuses %s', async (_name, body, status, fault) => {
    await add(deny('stands'));
    const answer = await tryOut(body);
    expect([answer.status, faults(answer.body)]).toEqual([
      status,
      [typeof fault === 'string' ? fault : expect.stringMatching(fault)],
    ]);
  });

  test('its words are in no log', async () => {
    await tryOut({
      text: 'confidentialtext',
      words: [deny('confidentialphrase', { note: 'confidentialnote' })],
    });
    await tryOut({ text: 'confidentialtext', words: [deny('confidentialphrase', { severity: 'x' })] });
    expect(stand.log()).toContain(`${path}/test`);
    expect(stand.log()).not.toContain('confidential');
  });
});

describe('a preview', () => {
  async function comments(...texts: string[]): Promise<void> {
    for (const [index, text] of texts.entries())
      await stand.post('/v1/comments?wait=2000', { id: `c${index}`, text, site: 'herald' });
  }
  const ask = (body: object) => stand.post(`${path}/preview`, body, 'moderate');

  test('tells what an entry would have hit among stored comments, and how moderators had decided those', async () => {
    await comments('an oaf', 'a lout', 'an idiot, an oaf');
    await stand.post('/v1/review/c0/decisions', { ruling: 'approve' }, 'moderate');
    const { status, body } = await ask({ words: [deny('oaf'), deny('fop')] });
    const decided = { approved: 1, rejected: 0, escalated: 0, undecided: 1 };
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ version: 0, read: 3, hit: 2, decided },
      entries: [
        { entry: 'words[0]', hit: 2 },
        { entry: 'words[1]', hit: 0 },
      ],
      changes: [{ from: 'allow', to: 'review', count: 1, decided: { approved: 1, undecided: 0 } }],
    });
    expect(new Set(body.samples.map(({ id }: { id: string }) => id))).toEqual(new Set(['c0', 'c2']));
    expect((await ask({ words: [deny('oaf')], newest: 1 })).body.read).toBe(1);
  });

  test.each([
    ['no words', {}, 'words is required'],
    ['a bad entry', { words: [deny('**')] }, /^words\[0\]\.phrase /],
    [
      'too many comments',
      { words: [deny('oaf')], newest: 10_001 },
      'newest must be a whole number, 1 to 10000',
    ],
    [
      'too many entries',
      { words: Array.from({ length: 101 }, (_, index) => deny(`word${index}`)) },
      'words must hold at most 100 entries',
    ],
    ['none', { words: [deny('oaf')], newest: 0 }, 'newest must be a whole number, 1 to 10000'],
  ])('refuses %s', async (_name, body, fault) => {
    const answer = await ask(body);
    expect([answer.status, faults(answer.body)]).toEqual([
      422,
      [typeof fault === 'string' ? fault : expect.stringMatching(fault)],
    ]);
  });

  test('goes alone: another meanwhile is asked to try again; after a failure the next one goes', async () => {
    let release = (_error: Error): void => {};
    const held = new Promise<never>((_resolve, reject) => {
      release = reject;
    });
    let asked = (): void => {};
    const started = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let times = 0;
    stand = await createStand({
      storeAs: (store) => ({
        ...store,
        newest(site, limit) {
          asked();
          return times++ === 0 ? held : store.newest(site, limit);
        },
      }),
    });
    const first = ask({ words: [deny('oaf')] }).then((answer) => answer);
    await started;
    const second = await ask({ words: [deny('oaf')] });
    expect([second.status, second.body.code, second.headers['retry-after']]).toEqual([
      503,
      'overloaded',
      '1',
    ]);
    release(new DecorumError('unavailable', 'away'));
    expect((await first).status).toBe(503);
    expect((await ask({ words: [deny('oaf')] })).status).toBe(200);
  });

  test('stops when nobody waits for it any more, and that is no error', async () => {
    let judged = 0;
    let asked = (): void => {};
    const started = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { pipeline } = stand;
    const moderate: typeof pipeline.moderate = (comment, words) => {
      if (comment.id !== 'trial' && ++judged === 10) asked();
      for (const until = performance.now() + 0.5; performance.now() < until; );
      return pipeline.moderate(comment, words);
    };
    const slow = await createStand({ pipeline: { moderate }, works: false });
    const texts = Array.from({ length: 2000 }, (_, index) => ({
      id: `c${index}`,
      text: 'x',
      site: 'herald',
    }));
    await slow.store.add(texts, '2026-11-20T10:00:00Z');
    const server = await listen(slow.app, { host: '127.0.0.1', port: 0 });
    const gone = new AbortController();
    const asking = fetch(`${server.url}${path}/preview`, {
      method: 'POST',
      headers: { 'X-Api-Key': slow.keys.moderate, 'Content-Type': 'application/json' },
      body: JSON.stringify({ words: [deny('oaf')], newest: 2000 }),
      signal: gone.signal,
    });
    await started;
    gone.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    const next = () => slow.post(`${path}/preview`, { words: [deny('oaf')], newest: 1 }, 'moderate');
    await until('another may go', async () => (await next()).status === 200);
    await server.close(0);
    expect(judged).toBeLessThan(4000);
    expect(slow.log()).not.toContain('"level":50');
  });
});
