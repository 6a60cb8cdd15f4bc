import { beforeEach, describe, expect, test } from '@jest/globals';
import { createStand, type Stand } from '../src/api/testing/stand.js';

let stand: Stand;
beforeEach(async () => {
  stand = await createStand();
});

const policy = {
  name: 'strict',
  onFailedCheck: 'review',
  rules: [{ name: 'insult', attribute: 'INSULT', minScore: 0.3, action: 'block' }],
};
const at = '/v1/sites/herald/policies';
const post = (path: string, body: object) => stand.post(`${at}${path}`, body, 'admin');

describe('a policy', () => {
  test('is saved, activated while the expected one stands, and taken back', async () => {
    const before = (await stand.get(at)).body;
    expect(before).toMatchObject({
      site: 'herald',
      policyId: 'toy@1',
      policy: { name: 'toy' },
      versions: [],
    });
    const saved = await post('', { policy, note: 'after Monday' });
    expect([saved.status, saved.body]).toEqual([
      201,
      expect.objectContaining({
        version: 1,
        by: 'the operator',
        note: 'after Monday',
        policy: { version: '', ...policy },
      }),
    ]);
    expect((await post('/1/activate', { expect: 7 })).body).toMatchObject({ status: 409, code: 'conflict' });
    expect((await post('/1/activate', { expect: null })).body).toEqual({ site: 'herald', live: 1 });
    const after = (await stand.get(at)).body;
    expect(after).toMatchObject({ live: 1, policyId: 'strict@herald/1', policy: { name: 'strict' } });
    expect(after.versions).toEqual([expect.objectContaining({ version: 1, by: 'the operator' })]);
    expect((await stand.get(`${at}/1`)).body.policy.rules).toEqual(policy.rules);
    const conflict = await post('/1/activate', { expect: null });
    expect([conflict.status, conflict.body.version]).toEqual([409, 1]);
    expect((await post('/rollback', {})).body).toEqual({ site: 'herald' });
    expect((await post('/rollback', {})).status).toBe(404);
  });

  test('is tried beside the live one, and no more', async () => {
    await post('', { policy });
    expect((await post('/shadow', { version: 1 })).body).toEqual({ site: 'herald', shadow: 1 });
    expect((await post('/shadow', { version: null })).body).toEqual({ site: 'herald' });
    expect((await post('/shadow', { version: 9 })).status).toBe(404);
  });

  test.each<[string, object, string]>([
    ['no policy', {}, 'policy'],
    ['a name with a blank', { policy: { ...policy, name: 'my policy' } }, 'policy.name'],
    ['no rules', { policy: { ...policy, rules: [] } }, 'policy.rules'],
    [
      'a score over 1',
      { policy: { ...policy, rules: [{ ...policy.rules[0], minScore: 7 }] } },
      'policy.rules.0.minScore',
    ],
    [
      'an unknown attribute',
      { policy: { ...policy, rules: [{ ...policy.rules[0], attribute: 'RUDE' }] } },
      'policy.rules.0.attribute',
    ],
    ['an unknown action', { policy: { ...policy, onFailedCheck: 'maybe' } }, 'policy.onFailedCheck'],
    ['a rule twice', { policy: { ...policy, rules: [policy.rules[0], policy.rules[0]] } }, 'policy.rules'],
    ['an unknown field', { policy: { ...policy, colour: 1 } }, 'policy.colour'],
  ])('%s is refused, field by field', async (_, body, field) => {
    for (const path of ['/validate', '', '/replay']) {
      const answer = await post(path, body);
      expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
    }
  });

  test('is valid', async () => {
    expect((await stand.post(`${at}/validate`, { policy }, 'moderate')).body).toEqual({ ok: true });
  });

  test('is changed by admins alone', async () => {
    await post('', { policy });
    for (const [path, body] of [
      ['', { policy }],
      ['/1/activate', { expect: null }],
      ['/rollback', {}],
      ['/shadow', { version: 1 }],
    ] as const)
      expect((await stand.post(`${at}${path}`, body, 'moderate')).status).toBe(403);
  });
});

describe('a replay', () => {
  test('tells what would change, without touching anything', async () => {
    for (const [id, text] of [
      ['a', 'you idiot'],
      ['b', 'fine'],
      ['c', 'idiot again'],
    ] as const)
      await stand.post('/v1/comments?wait=5000', { id, text, site: 'herald' });
    await stand.post('/v1/review/a/decisions', { ruling: 'approve' }, 'moderate');
    const allowing = { ...policy, rules: [{ ...policy.rules[0], minScore: 1 }] };
    const { status, body } = await stand.post(
      `${at}/replay`,
      { policy: allowing, curve: 'insult' },
      'moderate',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ site: 'herald', cases: 3, agreement: { live: { of: 1 } } });
    expect(body.curve).toHaveLength(39);
    const ids = body.changed.map((one: { id: string }) => one.id).sort();
    expect(ids.length).toBe(body.changes.released.approved + body.changes.released.undecided);
    expect((await stand.get('/v1/review/a')).body.status).toBe('approved');
    expect((await stand.get(at)).body.versions).toEqual([]);
  });

  test.each([
    ['a curve of a rule that is not there', { policy, curve: 'nothing' }, 'curve'],
    ['too many cases', { policy, last: 100_001 }, 'last'],
    ['none', { policy, last: 0 }, 'last'],
  ])('%s is refused', async (_, body, field) => {
    const answer = await post('/replay', body);
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
  });
});
