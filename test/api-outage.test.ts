import { connect } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import express from 'express';
import request from 'supertest';
import { defaultDeadlineMs } from '../src/api/app.js';
import { createIntake } from '../src/api/intake.js';
import { listen } from '../src/api/server.js';
import { createStand } from '../src/api/testing/stand.js';
import { DecorumError } from '../src/domain/errors.js';
import { limits } from '../src/domain/limits.js';
import type { ModerationQueue } from '../src/queue/moderation-queue.js';
import type { CommentStore } from '../src/store/comment-store.js';
import type { KeyStore } from '../src/store/key-store.js';

/** The same methods, all broken in one way. */
const broken = <T extends object>(whole: T, how: () => Promise<never>): T =>
  Object.fromEntries(Object.keys(whole).map((name) => [name, how])) as T;
const hangs = () => new Promise<never>(() => {});
const isAway = () => Promise.reject(new DecorumError('unavailable', 'Redis is away'));

describe.each([
  ['hangs', hangs],
  ['is away', isAway],
])('when Redis %s', (_name, how) => {
  const doors: readonly (readonly ['get' | 'post' | 'delete', string, object?])[] = [
    ['post', '/v1/comments', { id: 'o', text: 'x' }],
    ['post', '/v1/comments?wait=5000', { id: 'o', text: 'x' }],
    ['post', '/v1/comments/batch', [{ id: 'o', text: 'x' }]],
    ['get', '/v1/comments/o'],
    ['delete', '/v1/comments/o'],
    ['get', '/v1/review'],
    ['get', '/v1/review/o'],
    ['post', '/v1/review/o/claim'],
    ['delete', '/v1/review/o/claim'],
    ['post', '/v1/review/o/decisions', { ruling: 'approve' }],
  ];
  test.each(doors)(
    '%s %s is 503 with Retry-After, within a second',
    async (method, path, body = undefined) => {
      const stand = await createStand({ deadlineMs: 100, storeAs: (store) => broken(store, how) });
      const started = performance.now();
      const answer = await request(stand.app)[method](path).set('X-Api-Key', stand.keys.admin).send(body);
      expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
      expect(answer.headers['retry-after']).toBe('2');
      expect(performance.now() - started).toBeLessThan(1000);
    },
  );

  test('a key that cannot be looked up is 503 too, not 401', async () => {
    const keys = broken((await createStand()).keyStore, how) satisfies KeyStore;
    const stand = await createStand({ deadlineMs: 100, keys });
    expect((await stand.get('/v1/review')).status).toBe(503);
  });

  test('a comment stored but not queued is 503: it may be sent again, and then it is queued', async () => {
    let queued: ModerationQueue | undefined;
    const good = await createStand();
    queued = broken(good.queue as ModerationQueue, how);
    const stand = await createStand({
      deadlineMs: 100,
      storeAs: () => good.store,
      queue: { ...good.queue, enqueue: (given) => (queued ?? good.queue).enqueue(given) },
    });
    expect((await stand.post('/v1/comments', { id: 'half', text: 'x' })).status).toBe(503);
    expect((await good.store.get(['half']))[0]).toBeDefined();
    queued = undefined;
    const again = await stand.post('/v1/comments', { id: 'half', text: 'x' });
    expect([again.status, again.body.result]).toEqual([202, 'repeated']);
    await good.queue.idle();
    expect(good.jobs).toEqual([['half']]);
  });

  test('the process lives and is not ready, and says no more than that', async () => {
    const stand = await createStand({ deadlineMs: 100, storeAs: (store) => broken(store, how) });
    expect((await request(stand.app).get('/health/live')).status).toBe(200);
    const started = performance.now();
    const ready = await request(stand.app).get('/health/ready');
    expect([ready.status, ready.body]).toEqual([503, { status: 'unavailable', redis: 'away' }]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

test('the deadline leaves time to answer within a second', () => {
  expect(defaultDeadlineMs).toBeLessThanOrEqual(800);
});

test('ready tells queue depth and the age of the oldest comment without verdict', async () => {
  let at = Date.parse('2026-11-20T10:00:00Z');
  const stand = await createStand({ works: false, now: () => new Date(at) });
  await stand.post('/v1/comments', { text: 'x' });
  at += 90_000;
  const { status, body } = await request(stand.app).get('/health/ready');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    status: 'ready',
    redis: 'ok',
    queue: { waiting: 0, active: 1, delayed: 0, deadLetters: 0 },
    unjudged: { count: 1, oldestSeconds: 90 },
  });
});

test('all who ask at once whether it is ready share one look at Redis', async () => {
  let looks = 0;
  const stand = await createStand({
    storeAs: (store) => ({
      ...store,
      counts() {
        looks++;
        return store.counts();
      },
    }),
  });
  await Promise.all([1, 2, 3].map(() => request(stand.app).get('/health/ready')));
  expect(looks).toBe(1);
});

test('an error nobody foresaw is 500 and tells its message neither to the caller nor to the log', async () => {
  const fail = () =>
    Promise.reject(
      Object.assign(new Error('a line\n    at confidentialword (x.js:1:1)'), {
        command: { args: ['confidentialword'] },
      }),
    );
  const stand = await createStand({ storeAs: (store) => broken(store, fail) });
  const answer = await stand.post('/v1/comments', { text: 'x' });
  expect([answer.status, answer.body.code]).toEqual([500, 'internal']);
  expect(answer.text + stand.log()).not.toContain('confidentialword');
  expect(stand.log()).toContain('"frames"');
  expect(stand.log()).toContain(answer.headers['x-request-id']);
});

test('an outage is one word in the log, without a stack', async () => {
  const stand = await createStand({ storeAs: (store) => broken(store, isAway) });
  await stand.post('/v1/comments', { text: 'x' });
  expect(JSON.parse(stand.log())).toMatchObject({
    level: 40,
    res: { statusCode: 503 },
    problem: 'unavailable',
  });
  expect(stand.log()).not.toContain('frames');
});

test('an urgent queue that never answers does not hold the request', async () => {
  const { queue } = await createStand();
  const stand = await createStand({ deadlineMs: 50, queue: { ...queue, enqueueAndWait: hangs } });
  expect((await stand.post('/v1/comments?wait=10', { text: 'x' })).status).toBe(503);
});

describe('the micro-batch', () => {
  const comment = (id: string) => ({ id, text: 'x', site: 's' });

  function counted(enqueued: (ids: readonly string[]) => Promise<void> = async () => {}) {
    const adds: string[][] = [];
    const jobs: string[][] = [];
    const store: Pick<CommentStore, 'add' | 'get'> = {
      async add(submissions) {
        adds.push(submissions.map(({ id }) => id));
        return submissions.map(({ id }) => ({
          id,
          revision: 1,
          result: id.startsWith('refused') ? 'refused' : id.startsWith('again') ? 'repeated' : 'created',
        }));
      },
      get: async (ids) => ids.map(() => undefined),
    };
    const queue = {
      async enqueue(ids: readonly string[]) {
        jobs.push([...ids]);
        await enqueued(ids);
      },
    };
    return {
      adds,
      jobs,
      intake: createIntake({ store, queue, now: () => new Date(), isCurrent: () => true }),
    };
  }

  test('takes requests that come together to the store and the queue in one go', async () => {
    const { adds, jobs, intake } = counted();
    const all = Array.from({ length: 50 }, (_, index) => intake.submit([comment(`c${index}`)]));
    const taken = await Promise.all(all);
    expect(adds.length).toBe(1);
    expect(jobs.length).toBe(1);
    expect(taken.map(([one]) => one?.id)).toEqual(adds[0]);
  });

  test('gives each request its own results, in order, and queues neither refused nor urgent ones', async () => {
    const { jobs, intake } = counted();
    const [a, b, c] = await Promise.all([
      intake.submit([comment('a1'), comment('refused'), comment('a2')]),
      intake.submit([comment('urgent')], true),
      intake.submit([comment('again'), comment('a1')]),
    ]);
    expect([a, b, c].map((taken) => taken?.map(({ id }) => id))).toEqual([
      ['a1', 'refused', 'a2'],
      ['urgent'],
      ['again', 'a1'],
    ]);
    expect(jobs).toEqual([['a1', 'a2', 'again']]);
  });

  test('does not wait for more when it is full', async () => {
    const { adds, intake } = counted();
    const many = (from: number) => Array.from({ length: 600 }, (_, index) => comment(`m${from + index}`));
    const taken = [intake.submit(many(0)), intake.submit(many(600))];
    expect(adds.length).toBe(1);
    expect((await Promise.all(taken)).map((each) => each.length)).toEqual([600, 600]);
  });

  test('answers no one before the queue has the ids', async () => {
    let release = () => {};
    const { jobs, intake } = counted(
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
    let answered = false;
    const taken = intake.submit([comment('a')]).then(() => {
      answered = true;
    });
    while (jobs.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    release();
    await taken;
    expect(answered).toBe(true);
  });

  test('is full at the stated backlog, and takes again when it was written', async () => {
    let release = () => {};
    const { jobs, intake } = counted(
      () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    );
    const full = intake.submit(
      Array.from({ length: limits.intakeBacklog }, (_, index) => comment(`f${index}`)),
    );
    await expect(intake.submit([comment('one more')])).rejects.toMatchObject({ code: 'overloaded' });
    while (jobs.length === 0) await new Promise((resolve) => setImmediate(resolve));
    release();
    await full;
    const next = intake.submit([comment('next')]);
    while (jobs.length === 1) await new Promise((resolve) => setImmediate(resolve));
    release();
    expect((await next).length).toBe(1);
  });
});

test('too many at once is 503 with Retry-After', async () => {
  const stand = await createStand({ storeAs: (store) => ({ ...store, add: hangs }) });
  const batch = Array.from({ length: 1000 }, () => ({ text: 'x' }));
  const answers = await Promise.all(Array.from({ length: 6 }, () => stand.post('/v1/comments/batch', batch)));
  const codes = answers.map(({ body }) => body.code).sort();
  expect(codes).toEqual(['overloaded', ...Array.from({ length: 5 }, () => 'unavailable')]);
  const full = answers.find(({ body }) => body.code === 'overloaded');
  expect(full?.headers['retry-after']).toBe('1');
});

describe('the server', () => {
  test('lets a running request end when it closes, and takes no new one', async () => {
    let answer = () => {};
    const app = express().get('/', (_req, res) => {
      answer = () => void res.send('done');
      app.emit('asked');
    });
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    const asked = new Promise((resolve) => app.once('asked', resolve));
    const running = fetch(server.url);
    await asked;
    const closed = server.close();
    await expect(fetch(server.url)).rejects.toThrow();
    answer();
    expect(await (await running).text()).toBe('done');
    await closed;
  });

  test('cuts off what does not end', async () => {
    const app = express().get('/', () => void app.emit('asked'));
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    const asked = new Promise((resolve) => app.once('asked', resolve));
    const running = fetch(server.url);
    const failed = expect(running).rejects.toThrow();
    await asked;
    await server.close(10);
    await failed;
  });

  test('says when the port is taken', async () => {
    const server = await listen(express(), { host: '127.0.0.1', port: 0 });
    await expect(listen(express(), { host: '127.0.0.1', port: server.port })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await server.close();
  });

  test('lives on when a client goes away in the middle of a body', async () => {
    const stand = await createStand();
    const server = await listen(stand.app, { host: '127.0.0.1', port: 0 });
    const socket = connect(server.port, '127.0.0.1');
    const head = `POST /v1/comments HTTP/1.1\r\nHost: x\r\nX-Api-Key: ${stand.keys.intake}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"text":`;
    await new Promise<void>((resolve) => socket.write(head, () => resolve()));
    socket.destroy();
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    await server.close();
  });

  test('has bounds on slow heads and slow bodies', async () => {
    const { server, close } = await listen(express(), { host: '127.0.0.1', port: 0 });
    expect(server).toMatchObject({
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 65_000,
    });
    await close();
  });
});
