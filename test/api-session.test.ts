import { beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { signInsOfName } from '../src/api/session.js';
import { createStand, type Stand } from '../src/api/testing/stand.js';
import type { Role } from '../src/domain/user.js';
import { hashPassword } from '../src/users/password.js';

const password = 'correct horse battery';
let hash: string;
let stand: Stand;
beforeEach(async () => {
  hash ??= await hashPassword(password);
  stand = await createStand();
  for (const [name, role] of [
    ['mia', 'moderator'],
    ['lea', 'lead'],
    ['ada', 'admin'],
  ] as const)
    await stand.users.add({ name, role, createdAt: '2026-11-20T10:00:00.000Z' }, hash);
  await stand.post('/v1/comments?wait=5000', { id: 'a', text: 'you idiot', site: 'herald' });
});

const signIn = (name: string, word = password) =>
  request(stand.app).post('/v1/session').send({ name, password: word });

async function signedIn(name: string) {
  const { headers, body } = await signIn(name);
  const cookie = headers['set-cookie']![0]!.split(';')[0]!;
  return {
    csrf: body.csrf as string,
    get: (path: string) => request(stand.app).get(path).set('Cookie', cookie),
    post: (path: string, sent: object, csrf = body.csrf) =>
      request(stand.app).post(path).set('Cookie', cookie).set('X-CSRF-Token', csrf).send(sent),
    out: () => request(stand.app).delete('/v1/session').set('Cookie', cookie),
  };
}

describe('signing in', () => {
  test('sets a cookie that scripts and other sites cannot use', async () => {
    const { status, body, headers } = await signIn('mia');
    expect([status, body]).toEqual([
      200,
      { user: { name: 'mia', role: 'moderator' }, csrf: expect.any(String) },
    ]);
    const cookie = headers['set-cookie']![0]!;
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part);
    expect(cookie).not.toContain('Secure');
  });

  test('over https the cookie never leaves it', async () => {
    const { headers } = await signIn('mia').set('X-Forwarded-Proto', 'https');
    expect(headers['set-cookie']![0]).toContain('Secure');
  });

  test('says the same of a wrong name and a wrong password', async () => {
    const [one, other] = [await signIn('mia', 'wrong password'), await signIn('nobody')];
    for (const { status, body, headers } of [one, other]) {
      expect([status, body.detail]).toEqual([401, 'Name or password is wrong.']);
      expect(headers['set-cookie']).toBeUndefined();
    }
    expect(stand.log()).not.toContain('wrong password');
  });

  test('is refused after too many tries of one name', async () => {
    await stand.users.add({ name: 'tom', role: 'moderator', createdAt: '' }, 'scrypt$AA$AA');
    let status = 0;
    for (let tried = 0; tried <= signInsOfName && status !== 429; tried++)
      status = (
        await request(stand.app)
          .post('/v1/session')
          .send({ name: 'x'.repeat(3), password: '' })
      ).status;
    const { headers, body } = await request(stand.app)
      .post('/v1/session')
      .send({ name: 'xxx', password: '' });
    expect([body.code, headers['retry-after']]).toEqual(['too_many_requests', '60']);
    expect((await signIn('mia')).status).toBe(200);
  }, 30_000);

  test.each([
    ['no name', { password }, 'name'],
    ['no password', { name: 'mia' }, 'password'],
    ['a password without end', { name: 'mia', password: 'x'.repeat(201) }, 'password'],
  ])('%s is refused', async (_, body, field) => {
    const answer = await request(stand.app).post('/v1/session').send(body);
    expect([answer.status, answer.body.errors[0].field]).toEqual([422, field]);
  });
});

describe('a session', () => {
  test('opens the doors of its role, in the name of its person', async () => {
    const mia = await signedIn('mia');
    expect((await mia.get('/v1/session')).body.user.name).toBe('mia');
    const decided = await mia.post('/v1/review/a/decisions', { ruling: 'approve' });
    expect([decided.status, decided.body.decision.moderator]).toEqual([201, 'mia']);
    expect((await mia.get('/v1/keys')).status).toBe(403);
  });

  test.each<[Role, string, number, number]>([
    ['moderator', 'mia', 403, 403],
    ['lead', 'lea', 201, 403],
    ['admin', 'ada', 201, 200],
  ])('of a %s: bulk and keys', async (_, name, bulk, keys) => {
    const person = await signedIn(name);
    const dry = await person.post('/v1/review/bulk/dry-run', { ruling: 'approve', ids: ['a'] });
    expect([dry.status, (await person.get('/v1/keys')).status]).toEqual([bulk, keys]);
  });

  test('a lead takes back what a moderator decided', async () => {
    const [mia, lea] = [await signedIn('mia'), await signedIn('lea')];
    const { body } = await mia.post('/v1/review/a/decisions', { ruling: 'approve' });
    const undone = await lea.post('/v1/review/a/decisions/undo', { decision: body.decision.id });
    expect(undone.status).toBe(200);
  });

  test('changes nothing without its own word', async () => {
    const mia = await signedIn('mia');
    for (const csrf of ['', 'another']) {
      const answer = await mia.post('/v1/review/a/decisions', { ruling: 'approve' }, csrf);
      expect([answer.status, answer.body.code]).toEqual([403, 'csrf']);
    }
  });

  test('ends at sign-out, with another password and with its person', async () => {
    for (const end of [
      async (mia: Awaited<ReturnType<typeof signedIn>>) => expect((await mia.out()).status).toBe(204),
      () => stand.users.setHash('mia', hash),
      () => stand.users.remove('mia'),
    ]) {
      const mia = await signedIn('mia');
      expect((await mia.get('/v1/review')).status).toBe(200);
      await end(mia);
      expect((await mia.get('/v1/review')).status).toBe(401);
      expect((await mia.get('/v1/session')).status).toBe(401);
    }
  });
});
