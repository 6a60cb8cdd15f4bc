import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../src/api/app.js';
import { type Listening, listen } from '../src/api/server.js';
import { allChecks } from '../src/checks/index.js';
import { queueScorer } from '../src/cli/score/queue-scorer.js';
import { readSource } from '../src/cli/score/read.js';
import { offlineScorer } from '../src/cli/score/scorer.js';
import { findSources } from '../src/cli/score/sources.js';
import { createLogger } from '../src/logger.js';
import { createPipeline } from '../src/pipeline/pipeline.js';
import { readPolicy } from '../src/policy-file.js';
import { createMemoryQueue } from '../src/queue/memory-queue.js';
import { createMemoryKeyStore } from '../src/store/memory-key-store.js';
import { createMemoryStore } from '../src/store/memory-store.js';

const seeds = fileURLToPath(new URL('../seeds', import.meta.url));
const pipeline = createPipeline({ checks: allChecks(), policy: readPolicy(`${seeds}/policy.yml`) });

let server: Listening;
let key: string;
beforeAll(async () => {
  const now = () => new Date();
  const store = createMemoryStore({ now });
  const keys = createMemoryKeyStore();
  ({ key } = await keys.create('the command line', ['intake']));
  const queue = createMemoryQueue({
    async moderate(ids) {
      const cases = (await store.get(ids)).filter((found) => found !== undefined);
      await store.recordVerdicts(await Promise.all(cases.map(({ comment }) => pipeline.moderate(comment))));
    },
  });
  const logger = createLogger({ level: 'silent' });
  server = await listen(createApp({ store, keys, queue, logger, pipeline, now }), {
    host: '127.0.0.1',
    port: 0,
  });
});
afterAll(() => server.close(0));

test('the seeds through intake, queue and store give the same lines as here', async () => {
  const signal = new AbortController().signal;
  const { sources } = await findSources([seeds], process.stdin);
  const offline = offlineScorer(pipeline);
  const queued = queueScorer({ url: server.url, key, timeoutMs: 20_000 });
  let compared = 0;
  for (const source of sources)
    for await (const entries of readSource(source, {
      from: 'auto',
      say: () => {},
      count: () => {},
      signal,
    })) {
      const lines = await queued.score(entries, signal);
      expect(lines).toEqual(await offline.score(entries, signal));
      compared += lines.length;
    }
  expect(compared).toBe(5);
});
