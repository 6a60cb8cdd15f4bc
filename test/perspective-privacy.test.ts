import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import {
  asking,
  createPerspectiveStand,
  type PerspectiveStand,
} from '../src/api/testing/perspective-stand.js';
import { liveSettings } from '../src/bridge/live-settings.js';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import { connectForIntake } from '../src/redis/connect.js';
import { type PlainRedis, startPlainRedis } from '../src/redis/testing/plain-redis.js';
import { createRedisQuota } from '../src/store/limited-quota.js';
import { createRedisBridgeStore } from '../src/store/redis-bridge-store.js';
import { createRedisKeyStore } from '../src/store/redis-key-store.js';
import { createRedisLabelStore } from '../src/store/redis-label-store.js';
import { createRedisStore } from '../src/store/redis-store.js';

/** A Redis of its own: everything in it was written by the requests below. */
let server: PlainRedis;
let redis: Redis;
let watcher: Redis;
let stand: PerspectiveStand;
const closing: (() => unknown)[] = [];
/** Every command that reached Redis, with its arguments. */
const commands: string[] = [];

beforeAll(async () => {
  server = await startPlainRedis(['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']);
  redis = connectForIntake(server.url);
  const jobs = connectForIntake(server.url);
  await Promise.all([redis, jobs].map((one) => one.status === 'ready' || one.ping().catch(() => ready(one))));
  const queue = createBullmqQueue({ connection: jobs });
  const bridgeStore = createRedisBridgeStore({ redis });
  await bridgeStore.set('kept', { mode: 'off', archive: true });
  const settings = liveSettings({ store: bridgeStore });
  await settings.start();
  stand = await createPerspectiveStand({
    storeAs: () => createRedisStore({ redis }),
    keyStore: createRedisKeyStore({ redis }),
    queue,
    perspective: {
      bridgeStore,
      settings,
      labels: createRedisLabelStore({ redis }),
      quota: createRedisQuota({ redis }),
    },
  });
  watcher = new Redis(server.url, { disconnectTimeout: 100, retryStrategy: () => null });
  const monitor = await watcher.monitor();
  for (const one of [watcher, monitor]) one.on('error', () => {});
  monitor.on('monitor', (_time, args: string[]) => commands.push(args.join(' ')));
  closing.push(
    () => stand.close(),
    () => settings.close(),
    () => queue.close(),
    () => [redis, jobs, watcher, monitor].map((one) => one.disconnect()),
    () => server.stop(),
  );
}, 30_000);

afterAll(async () => {
  for (const close of closing) await close();
});

const ready = (one: Redis) => new Promise<void>((resolve) => one.once('ready', () => resolve()));

/** Resolves when the monitor has seen everything that was sent before. */
async function caughtUp(): Promise<void> {
  const mark = `mark-${commands.length}-${Date.now()}`;
  await redis.echo(mark);
  while (!commands.some((command) => command.includes(mark))) await new Promise(setImmediate);
}

const path = '/v1alpha1/comments:analyze';
const request = (text: string, more: object = {}) =>
  asking(text, { ...more, context: { entries: [{ text: `${text} parent` }] } });

test('doNotStore leaves no text in Redis, in jobs or in the log, also where archiving is on', async () => {
  const key = await stand.keyFor(['analyze'], { site: 'kept' });
  for (const [more, text] of [
    [{}, 'confidentialone idiot.'],
    [{ spanAnnotations: true }, 'confidentialtwo idiot. confidentialthree vermin.'],
  ] as const) {
    const answer = await stand.postTo(`${path}?key=${key}`, request(text, { doNotStore: true, ...more }));
    expect(answer.status).toBe(200);
  }
  expect((await stand.postTo(`${path}?key=${key}`, request('', { doNotStore: true }))).status).toBe(400);
  await caughtUp();
  expect(commands.some((command) => command.includes('{decorum}'))).toBe(true); // the quota's, at least
  expect(commands.join('\n')).not.toContain('confidential');
  expect(commands.join('\n')).not.toContain(key);
  expect(stand.log()).not.toContain('confidential');
});

test('nothing is stored of a site without archiving, whatever the request says', async () => {
  for (const doNotStore of [undefined, false])
    expect((await stand.analyze(request('confidentialfour', { doNotStore }))).status).toBe(200);
  await caughtUp();
  expect(commands.join('\n')).not.toContain('confidential');
});

test('where archiving is on, the comment is stored with its context and queued like any other', async () => {
  const key = await stand.keyFor(['analyze'], { site: 'kept' });
  const store = createRedisStore({ redis });
  expect((await stand.postTo(`${path}?key=${key}`, request('Kept for the desk.'))).status).toBe(200);
  const [id] = await store.newest('kept', 10);
  const [found] = await store.get([id!]);
  expect(found?.comment).toMatchObject({
    site: 'kept',
    text: 'Kept for the desk.',
    parent: { text: 'Kept for the desk. parent' },
  });
  expect(id).toMatch(/^analyze-[0-9a-f-]{36}$/);
  await caughtUp();
  const enqueued = commands.filter((command) => command.includes(':moderate:'));
  expect(enqueued.length).toBeGreaterThan(0);
  expect(enqueued.join('\n')).not.toContain('desk');
});

test('while Redis is away, keys seen just now are answered, counted by this process; others are 503', async () => {
  const key = await stand.keyFor(['analyze'], { quota: 2 });
  expect((await stand.postTo(`${path}?key=${key}`, request('hello'))).status).toBe(200);
  await server.kill();
  const statuses = [];
  for (let asked = 0; asked < 3; asked++)
    statuses.push((await stand.postTo(`${path}?key=${key}`, request('hello'))).status);
  expect(statuses).toEqual([200, 200, 429]);
  const unknown = await stand.postTo(`${path}?key=dk_unknown`, request('hello'));
  expect([unknown.status, unknown.body.error.status]).toEqual([503, 'UNAVAILABLE']);
  await server.restart();
});
