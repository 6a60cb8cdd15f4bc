import { describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { keyCacheMs } from '../src/api/authentication.js';
import { createStand } from '../src/api/testing/stand.js';

const stand = await createStand();
type As = keyof typeof stand.keys;

describe('who may come in', () => {
  test.each([
    ['no key', {}, 401],
    ['a key that is none', { Authorization: 'Bearer dk_none' }, 401],
    ['an empty key', { Authorization: 'Bearer ' }, 401],
    ['another scheme', { Authorization: `Basic ${stand.keys.admin}` }, 401],
    ['a key that is too long', { 'X-Api-Key': 'k'.repeat(201) }, 401],
    ['two tokens', { Authorization: `Bearer ${stand.keys.intake} x` }, 401],
    ['Bearer', { Authorization: `Bearer ${stand.keys.intake}` }, 404],
    ['bearer, in small letters', { Authorization: `bearer ${stand.keys.intake}` }, 404],
    ['X-Api-Key', { 'X-Api-Key': stand.keys.intake }, 404],
    [
      'X-Api-Key behind a proxy with Basic',
      { 'X-Api-Key': stand.keys.intake, Authorization: 'Basic eDp5' },
      404,
    ],
  ])('%s', async (_name, headers, expected) => {
    const answer = await request(stand.app).get('/v1/comments/none').set(headers);
    expect(answer.status).toBe(expected);
    if (expected === 401) expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="decorum"/);
  });

  const doors: readonly (readonly [string, string, readonly As[], string])[] = [
    ['post', '/v1/comments', ['intake', 'admin'], 'intake'],
    ['post', '/v1/comments/batch', ['intake', 'admin'], 'intake'],
    ['get', '/v1/comments/x', ['intake', 'moderate', 'admin'], 'intake or moderate'],
    ['delete', '/v1/comments/x', ['admin'], 'admin'],
    ['get', '/v1/review', ['moderate', 'admin'], 'moderate'],
    ['get', '/v1/review/x', ['moderate', 'admin'], 'moderate'],
    ['post', '/v1/review/x/claim', ['moderate', 'admin'], 'moderate'],
    ['delete', '/v1/review/x/claim', ['moderate', 'admin'], 'moderate'],
    ['post', '/v1/review/x/decisions', ['moderate', 'admin'], 'moderate'],
    ['get', '/v1/keys', ['admin'], 'admin'],
    ['post', '/v1/keys', ['admin'], 'admin'],
    ['delete', '/v1/keys/x', ['admin'], 'admin'],
  ];
  test.each(doors)('%s %s opens to %j', async (method, path, may, scope) => {
    const ask = () => request(stand.app)[method as 'get' | 'post' | 'delete'](path);
    expect((await ask()).status).toBe(401);
    for (const as of ['intake', 'moderate', 'admin'] as const) {
      const answer = await ask().set('Authorization', `Bearer ${stand.keys[as]}`);
      if (may.includes(as)) expect([401, 403]).not.toContain(answer.status);
      else {
        expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
        expect(answer.body.detail).toBe(`The key lacks the scope ${scope}.`);
      }
    }
  });

  test('who may not is not read: a broken body without a key is 401', async () => {
    const answer = await request(stand.app).post('/v1/comments').type('json').send('{');
    expect(answer.status).toBe(401);
  });

  test('no key is ever logged', () => {
    for (const key of Object.values(stand.keys)) expect(stand.log()).not.toContain(key);
    expect(stand.log()).toContain('/v1/comments');
  });
});

describe('keys', () => {
  test('are made, listed without the key itself, used and revoked', async () => {
    const made = await stand.post('/v1/keys', { name: 'the gazette', scopes: ['intake', 'intake'] }, 'admin');
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'the gazette', scopes: ['intake'], id: expect.any(String) });
    const { key, id } = made.body;
    const listed = await stand.get('/v1/keys', 'admin');
    expect(listed.body.keys.map((record: { id: string }) => record.id)).toContain(id);
    expect(listed.text).not.toContain(key);
    const use = () => request(stand.app).get('/v1/comments/none').set('X-Api-Key', key);
    expect((await use()).status).toBe(404);
    expect((await stand.delete(`/v1/keys/${id}`)).status).toBe(204);
    expect((await use()).status).toBe(401);
    expect((await stand.delete(`/v1/keys/${id}`)).status).toBe(404);
    expect(stand.log()).not.toContain(key);
  });

  test.each([
    ['no name', { scopes: ['intake'] }, 'name'],
    ['an empty name', { name: '', scopes: ['intake'] }, 'name'],
    ['a name of two lines', { name: 'a\nb', scopes: ['intake'] }, 'name'],
    ['no scopes', { name: 'x', scopes: [] }, 'scopes'],
    ['an unknown scope', { name: 'x', scopes: ['root'] }, 'scopes.0'],
    ['scopes as a string', { name: 'x', scopes: 'admin' }, 'scopes'],
    ['a key of its own', { name: 'x', scopes: ['intake'], key: 'mine' }, 'key'],
  ])('with %s are refused', async (_name, body, field) => {
    const answer = await stand.post('/v1/keys', body, 'admin');
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
  });

  test('revoked elsewhere are believed for three seconds at most', async () => {
    let at = Date.now();
    const elsewhere = await createStand({ now: () => new Date(at) });
    const { key, record } = await elsewhere.keyStore.create('short', ['intake']);
    const use = async () =>
      (await request(elsewhere.app).get('/v1/comments/none').set('X-Api-Key', key)).status;
    expect(await use()).toBe(404);
    await elsewhere.keyStore.revoke(record.id);
    at += keyCacheMs - 1;
    expect(await use()).toBe(404);
    at += 1;
    expect(await use()).toBe(401);
  });
});
