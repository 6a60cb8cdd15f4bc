import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { allChecks } from '../../src/checks/index.js';
import { readConfig } from '../../src/config.js';
import { createPipeline } from '../../src/pipeline/pipeline.js';
import { replay } from '../../src/policies/replay.js';
import { readPolicy } from '../../src/policy-file.js';
import { startPrivateRedis } from '../../src/redis/resolve.js';
import { createRedisStore } from '../../src/store/redis-store.js';
import { median } from './report.js';
import { comments } from './texts.js';

const ceilingMs = 5000;
const step = 1000;

/** A replay of a policy, with a curve, over judged cases in a real Redis, beside reading the same fields and no more. */
export async function replayBench(count = 100_000, rounds = 3): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'decorum-replay-'));
  const handle = await startPrivateRedis({ dataDir: folder });
  const redis = new Redis(handle.url);
  const prefix = '{bench-replay}';
  const store = createRedisStore({ redis, prefix });
  try {
    const policy = readPolicy(readConfig().policyFile);
    const pipeline = createPipeline({ checks: allChecks(), policy, deadlineMs: 60_000 });
    const texts = comments(5000);
    const verdicts = await Promise.all(texts.map((text) => pipeline.moderate({ id: '', revision: 1, text })));
    for (let at = 0; at < count; at += step) {
      const ids = Array.from({ length: Math.min(step, count - at) }, (_, k) => `c-${at + k}`);
      await store.add(
        ids.map((id, k) => ({ id, text: texts[(at + k) % texts.length]!, site: 'bench' })),
        new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString(),
      );
      await store.recordVerdicts(
        ids.map((id, k) => ({ ...verdicts[(at + k) % verdicts.length]!, commentId: id })),
      );
    }
    const raw: number[] = [];
    const whole: number[] = [];
    for (let round = 0; round < rounds; round++) {
      let started = performance.now();
      for (let at = 0; at < count; at += step) {
        const pipe = redis.pipeline();
        for (let k = at; k < Math.min(count, at + step); k++)
          pipe.hmget(`${prefix}:case:c-${k}`, 'verdict', 'ruling', 'received');
        await pipe.exec();
      }
      raw.push(performance.now() - started);
      started = performance.now();
      const found = await replay(store.judged('bench', count), {
        live: policy,
        candidate: policy,
        curve: 'toxic',
      });
      whole.push(performance.now() - started);
      if (found.cases !== count) throw new Error(`${found.cases} cases were replayed, not ${count}`);
    }
    const [reading, replaying] = [median(raw), median(whole)];
    console.log(`\nReplay of a policy with a curve over ${count} judged cases; medians of ${rounds} rounds`);
    console.log(`reading the fields alone   ${Math.round(reading)} ms`);
    console.log(
      `replay                     ${Math.round(replaying)} ms, ${(replaying / reading).toFixed(2)} times`,
    );
    console.log(`within ${ceilingMs} ms: ${replaying <= ceilingMs ? 'reached' : 'NOT reached'}`);
    return replaying;
  } finally {
    await store.close();
    await handle.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
