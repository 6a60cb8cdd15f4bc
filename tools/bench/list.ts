import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { createApp } from '../../src/api/app.js';
import { type Listening, listen } from '../../src/api/server.js';
import { allChecks } from '../../src/checks/index.js';
import { readConfig } from '../../src/config.js';
import { createPipeline } from '../../src/pipeline/pipeline.js';
import { readPolicy } from '../../src/policy-file.js';
import { createMemoryQueue } from '../../src/queue/memory-queue.js';
import { startPrivateRedis } from '../../src/redis/resolve.js';
import { type ReviewSort, reviewSorts } from '../../src/store/comment-store.js';
import { createMemoryKeyStore } from '../../src/store/memory-key-store.js';
import { createMemoryWordStore } from '../../src/store/memory-word-store.js';
import { createRedisStore } from '../../src/store/redis-store.js';
import { comments, random } from './texts.js';

const step = 1000;
const pageItems = 20;
const farPage = 500;
const asked = 1000;
const ceilingMs = 20;
const mostGrowth = 1.5;
const sites = ['herald', 'tribune', 'gazette'];

interface Times {
  readonly p50: number;
  readonly p99: number;
}
type Table = ReadonlyMap<string, Times>;

/**
 * The review queue's list over HTTP, its first page and page 500 in each order, with so many cases in a real Redis, all of
 * them waiting: the most that a queue can hold. Server and client share one process, so times are of both.
 */
export async function listBench(few = 10_000, many = 1_000_000): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'decorum-list-'));
  const handle = await startPrivateRedis({ dataDir: folder });
  const redis = new Redis(handle.url);
  const store = createRedisStore({ redis, prefix: '{bench-list}' });
  let server: Listening | undefined;
  try {
    const pipeline = createPipeline({ checks: allChecks(), policy: readPolicy(readConfig().policyFile) });
    const keys = createMemoryKeyStore();
    const { key } = await keys.create('bench', ['admin']);
    const queue = createMemoryQueue({ async moderate() {} });
    const logger = pino({ level: 'silent' });
    const words = createMemoryWordStore();
    server = await listen(createApp({ store, keys, queue, words, logger, pipeline }), {
      host: '127.0.0.1',
      port: 0,
    });
    const { url } = server;
    const ask = async (query: string): Promise<{ next?: string; ms: number; cases: number }> => {
      const started = performance.now();
      const answer = await fetch(`${url}/v1/review?${query}`, {
        headers: { Authorization: `Bearer ${key}` },
      });
      const { next, cases } = (await answer.json()) as { next?: string; cases: unknown[] };
      if (!answer.ok) throw new Error(`the list answered ${answer.status}`, { cause: query });
      return { ms: performance.now() - started, cases: cases.length, ...(next !== undefined && { next }) };
    };

    const texts = comments(2000);
    const verdicts = await Promise.all(texts.map((text) => pipeline.moderate({ id: '', revision: 1, text })));
    let stored = 0;
    const fillTo = async (count: number): Promise<void> => {
      const next = random(stored + 1);
      for (; stored < count; stored += Math.min(step, count - stored)) {
        const from = stored;
        const size = Math.min(step, count - from);
        const ids = Array.from({ length: size }, (_, k) => `c-${from + k}`);
        await store.add(
          ids.map((id, k) => ({
            id,
            text: texts[(from + k) % texts.length]!,
            site: sites[k % sites.length]!,
            author: `reader-${Math.floor(next() * 5000)}`,
            article: { id: `story-${Math.floor(next() * 200)}` },
          })),
          new Date(Date.UTC(2026, 0, 1) + from * 1000).toISOString(),
        );
        await store.recordVerdicts(
          ids.map((id, k) => ({
            ...verdicts[(from + k) % verdicts.length]!,
            commentId: id,
            action: 'review',
            priority: Math.floor(next() * 1001),
          })),
        );
      }
    };

    async function measure(): Promise<Table> {
      const table = new Map<string, Times>();
      for (const sort of reviewSorts) {
        const query = `limit=${pageItems}&sort=${sort satisfies ReviewSort}`;
        let cursor = '';
        for (let page = 1; page < farPage; page++) {
          const { next } = await ask(`${query}${cursor}`);
          if (next === undefined) throw new Error(`only ${page} pages`);
          cursor = `&cursor=${encodeURIComponent(next)}`;
        }
        for (const [name, more] of [
          ['first page', ''],
          [`page ${farPage}`, cursor],
          ['first page, one site', '&site=herald'],
        ] as const) {
          const times: number[] = [];
          for (let k = 0; k < asked; k++) times.push((await ask(`${query}${more}`)).ms);
          times.sort((a, b) => a - b);
          table.set(`${sort}, ${name}`, { p50: times[asked / 2]!, p99: times[Math.floor(asked * 0.99)]! });
        }
      }
      return table;
    }

    await fillTo(few);
    await measure(); // compiles
    const small = await measure();
    await fillTo(many);
    const large = await measure();
    const memory = /used_memory:(\d+)/.exec(await redis.info('memory'))?.[1];

    console.log(
      `\nThe list, ${pageItems} cases a page, all waiting; ${asked} requests each; Redis holds ${(Number(memory) / 2 ** 30).toFixed(1)} GiB`,
    );
    const cells = (values: readonly string[]) => values.map((value) => value.padStart(14)).join('');
    console.log(
      `${''.padEnd(34)}${cells([`p50, ${few}`, `p99, ${few}`, `p50, ${many}`, `p99, ${many}`, 'p50 ratio', 'p99 ratio'])}`,
    );
    for (const [name, before] of small) {
      const now = large.get(name)!;
      console.log(
        `${name.padEnd(34)}${cells([
          ...[before.p50, before.p99, now.p50, now.p99].map((ms) => ms.toFixed(2)),
          (now.p50 / before.p50).toFixed(2),
          (now.p99 / before.p99).toFixed(2),
        ])}`,
      );
    }
    const filters = [
      'attribute=DEHUMANIZATION',
      'author=reader-17',
      'language=de',
      'text=zzz',
      'minScore=0.9',
    ];
    console.log(
      `\nFilters, first page of ${pageItems}, once each: what looks inside looks at 2,000 cases a page at most`,
    );
    for (const filter of filters) {
      const { ms, cases, next } = await ask(`limit=${pageItems}&${filter}`);
      console.log(
        `${filter.padEnd(34)}${cells([`${ms.toFixed(0)} ms`, `${cases} cases`, next ? 'goes on' : 'ends'])}`,
      );
    }
    const slowest = Math.max(...[...large.values()].map(({ p99 }) => p99));
    const growth = Math.max(...[...large].map(([name, { p99 }]) => p99 / small.get(name)!.p99));
    const told = (name: string, ok: boolean) => console.log(`${name}: ${ok ? 'reached' : 'NOT reached'}`);
    told(`p99 within ${ceilingMs} ms at ${many} (slowest ${slowest.toFixed(1)} ms)`, slowest <= ceilingMs);
    told(`p99 at most ${mostGrowth} times that at ${few} (most ${growth.toFixed(2)})`, growth <= mostGrowth);
    return slowest;
  } finally {
    await server?.close(0);
    await store.close();
    await handle.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
