import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPerspectiveStand, type PerspectiveStand } from '../src/api/testing/perspective-stand.js';
import { decorumAt } from './run-decorum.js';

let stand: PerspectiveStand;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'decorum-bridge-'));
  stand = await createPerspectiveStand();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stand.close();
});

const decorum = decorumAt(() => ({ url: stand.url, key: stand.keys.admin }));

const words = ['idiot', 'friend', 'scum', 'report', 'liar', 'library', 'moron', 'bridge'];
/** Texts of falling rudeness, with a scale of another's. */
const rows = Array.from({ length: 400 }, (_, k) => ({
  text: `You are ${k % 3 === 0 ? 'a stupid' : 'the'} ${words[k % words.length]} of number ${k}`,
  labels: { perspective: Math.round(((k * 37) % 400) * 2.5) / 1000 },
}));

describe('calibrate', () => {
  test('fits, checks, keeps, and a site answers by the map until it is undone', async () => {
    const file = join(folder, 'scores.jsonl.gz');
    writeFileSync(file, gzipSync(rows.map((row) => JSON.stringify(row)).join('\n')));
    const trial = await decorum('calibrate', file);
    expect(trial).toMatchObject({ code: 0, err: expect.stringContaining('Nothing was kept') });
    expect(trial.out).toMatch(/TOXICITY: 400 rows/);
    expect(trial.out).toMatch(
      /at 0\.70 {3}Perspective +\d+ {3}ours as they are +\d+ {3}ours by the map +\d+/,
    );

    const kept = await decorum('calibrate', file, '--site', 'herald', '--json');
    const { version, fitted } = JSON.parse(kept.out);
    expect([kept.code, version]).toEqual([0, 1]);
    expect(fitted[0].knots[0]).toEqual([0, 0]);
    expect((await decorum('bridge', 'show', '--site', 'herald')).out).toBe(
      'herald: Perspective off, archive off, map 1\n',
    );
    expect((await decorum('bridge', 'maps', '--site', 'herald')).out).toMatch(
      /^1 {2}\d{4}-\d\d-\d\d {2}TOXICITY {2}from scores\.jsonl\.gz\n$/,
    );
    expect((await decorum('bridge', 'undo', '--site', 'herald')).out).toBe(
      'herald: Perspective off, archive off, map none\n',
    );
    expect(await decorum('bridge', 'undo', '--site', 'gazette')).toMatchObject({
      code: 1,
      err: 'error: No earlier settings of this site are kept.\n',
    });
  });

  test("reads the scores wherever exports put them, and names what it can't use without quoting it", async () => {
    const file = join(folder, 'mixed.jsonl');
    const lines = [
      ...rows.map(({ text, labels }, k) =>
        JSON.stringify(
          k % 3 === 0
            ? { text, TOXICITY: labels.perspective }
            : k % 3 === 1
              ? { text, scores: { TOXICITY: labels.perspective } }
              : { text, attributeScores: { TOXICITY: { summaryScore: { value: labels.perspective } } } },
        ),
      ),
      '{"text": "secret words", "TOXICITY": 7}',
      'secret words',
      '{"text": "secret words"}',
      '{"TOXICITY": 0.5}',
    ];
    writeFileSync(file, lines.join('\n'));
    const { code, out, err } = await decorum('calibrate', file);
    expect([code, out]).toEqual([2, expect.stringContaining('TOXICITY: 400 rows')]);
    expect(err).toContain(`${file}:401: TOXICITY: must be a number, 0 to 1`);
    expect(err).toContain(`${file}:402: line: is not JSON`);
    expect(err).toContain(`${file}:403: scores: none of the attributes has one`);
    expect(err).toContain(`${file}:404: text: must be a string that is not blank`);
    expect(err).not.toContain('secret');
  });

  test.each([
    ['a file that is not there', ['nowhere.jsonl'], /nowhere\.jsonl/],
    ['too few rows', ['few.jsonl'], /at least 200 rows with scores, not 1/],
  ])('%s is told in words', async (_, names, message) => {
    writeFileSync(join(folder, 'few.jsonl'), JSON.stringify(rows[0]));
    const { code, err } = await decorum('calibrate', ...names.map((name) => join(folder, name)));
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });
});

describe('bridge', () => {
  test('sets what is given and leaves the rest', async () => {
    const set = (...args: string[]) => decorum('bridge', 'set', '--site', 'times', ...args);
    expect((await set('--mode', 'shadow')).out).toBe('times: Perspective shadow, archive off, map none\n');
    expect((await set('--archive', 'on')).out).toBe('times: Perspective shadow, archive on, map none\n');
    expect(await set('--map', '99')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no score map has this version'),
    });
    expect(await set()).toMatchObject({ code: 1, err: expect.stringContaining('nothing to change') });
    expect((await set('--map', 'none')).code).toBe(0);
    expect((await decorum('bridge', 'undo', '--site', 'times')).out).toContain('archive on');
  });

  test('tells the drift by ids, never by text', async () => {
    expect((await decorum('bridge', 'drift', '--site', 'post')).out).toMatch(
      /no comment was scored by both yet/,
    );
    for (const [id, local, perspective] of [
      ['r-1', 0.9, 0.8],
      ['r-2', 0.1, 0.75],
      ['r-3', 0.2, 0.1],
    ] as const)
      await stand.perspective.bridgeStore.addPair('post', {
        id,
        at: '2026-11-20T10:00:00.000Z',
        local: { TOXICITY: local },
        perspective: { TOXICITY: perspective },
      });
    const { out } = await decorum('bridge', 'drift', '--site', 'post');
    expect(out).toContain('post: 3 comments scored by both, 2026-11-20 to 2026-11-20; ours as they are');
    expect(out).toContain('at 0.70   Perspective 2   ours 1   -50.0 %');
    expect(out.indexOf('r-2')).toBeLessThan(out.indexOf('r-1'));
  });
});

describe('the doors', () => {
  const send = (path: string, body: object, key = stand.keys.admin) =>
    stand.postTo(path, body, { Authorization: `Bearer ${key}` });

  test.each<[string, string, object, number, string | undefined]>([
    ['an unknown mode', '/v1/sites/a/bridge', { mode: 'half' }, 422, 'mode'],
    ['nothing', '/v1/sites/a/bridge', {}, 422, 'body'],
    ['an unknown field', '/v1/sites/a/bridge', { colour: 1 }, 422, 'colour'],
    ['an unknown map', '/v1/sites/a/bridge', { map: 7777 }, 422, 'map'],
    [
      'a map that falls',
      '/v1/score-maps',
      {
        from: 'x',
        rows: {},
        knots: {
          TOXICITY: [
            [0, 0.5],
            [1, 0.1],
          ],
        },
      },
      422,
      'knots.TOXICITY',
    ],
    ['a map of nothing', '/v1/score-maps', { from: 'x', rows: {}, knots: {} }, 422, 'knots'],
  ])('refuse %s and name the field', async (_, path, body, status, field) => {
    const answer = await send(path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.errors[0].field).toBe(field);
  });

  test('changing needs the scope admin', async () => {
    const moderate = await stand.keyFor(['moderate']);
    expect((await send('/v1/sites/a/bridge', { mode: 'off' }, moderate)).status).toBe(403);
    expect((await send('/v1/score-maps', {}, moderate)).status).toBe(403);
  });
});
