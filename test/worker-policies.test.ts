import { afterEach, expect, test } from '@jest/globals';
import type { Check } from '../src/checks/check.js';
import type { Policy } from '../src/domain/policy.js';
import { createPipeline } from '../src/pipeline/pipeline.js';
import { livePolicies } from '../src/policies/live.js';
import { until } from '../src/queue/testing/until.js';
import { createRedisPolicyStore } from '../src/store/redis-policy-store.js';
import { house, redis } from './worker-house.js';
import { submission } from './worker-parts.js';

const promisedMs = 2000;
const site = submission('any').site;
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

test('a running worker goes by an activated policy within two seconds, and tries another beside it', async () => {
  const prefix = `test-worker-policies-${process.pid}`;
  const rude: Check = {
    name: 'rude',
    version: '1',
    attributes: ['INSULT'],
    inspect: () => ({ findings: [], scores: { INSULT: 0.6 } }),
  };
  const rule = (minScore: number): Policy => ({
    name: 'own',
    version: '',
    onFailedCheck: 'review',
    rules: [{ name: 'insult', attribute: 'INSULT', minScore, action: 'block' }],
  });
  const policies = createRedisPolicyStore({ redis, prefix });
  undo.push(async () => {
    for (const key of await redis.keys(`${prefix}*`)) await redis.del(key);
  });
  const starting: Policy = { name: 'test', version: '1', rules: [], onFailedCheck: 'review' };
  const live = livePolicies({ store: policies, starting });
  const pipeline = createPipeline({ checks: [rude], policy: starting, sitePolicies: live.of });
  const { store, queue, work, verdict } = house({ pipeline });
  await live.start();
  undo.push(() => live.close());
  await work();

  let count = 0;
  const post = async (): Promise<string> => {
    const id = `c-${count++}`;
    await store.add([submission(id)], new Date().toISOString());
    await queue.enqueue([id]);
    await until('it is judged', async () => (await verdict(id)) !== undefined);
    return id;
  };
  expect(await verdict(await post())).toMatchObject({ action: 'allow', policy: 'test@1' });
  await policies.save(site, rule(0.5), 'desk');
  await policies.save(site, rule(0.9), 'desk');
  await policies.activate(site, 1, undefined);
  const changed = performance.now();
  await until('the new policy judges', async () => (await verdict(await post()))?.policy === `own@${site}/1`);
  expect(performance.now() - changed).toBeLessThan(promisedMs);
  expect((await verdict(await post()))?.action).toBe('block');

  await policies.setShadow(site, 2);
  await until('another is tried', async () => (await verdict(await post()))?.shadow !== undefined);
  expect(await verdict(await post())).toMatchObject({
    action: 'block',
    policy: `own@${site}/1`,
    shadow: { policy: `own@${site}/2`, action: 'allow' },
  });
  await policies.rollBack(site);
  await until(
    'the starting policy judges again',
    async () => (await verdict(await post()))?.policy === 'test@1',
  );
}, 30_000);
