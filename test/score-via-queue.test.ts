import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../src/api/app.js';
import { type Listening, listen } from '../src/api/server.js';
import { allChecks } from '../src/checks/index.js';
import { type Entry, isBad } from '../src/cli/score/entry.js';
import { queueScorer } from '../src/cli/score/queue-scorer.js';
import { readSource } from '../src/cli/score/read.js';
import { offlineScorer } from '../src/cli/score/scorer.js';
import { findSources } from '../src/cli/score/sources.js';
import type { Line } from '../src/cli/score/verdict-line.js';
import { createLogger } from '../src/logger.js';
import { createPipeline } from '../src/pipeline/pipeline.js';
import { readPolicy } from '../src/policy-file.js';
import { createMemoryQueue } from '../src/queue/memory-queue.js';
import { createMemoryKeyStore } from '../src/store/memory-key-store.js';
import { createMemoryStore } from '../src/store/memory-store.js';
import { createMemoryWordStore } from '../src/store/memory-word-store.js';

const seeds = fileURLToPath(new URL('../seeds', import.meta.url));
const pipeline = createPipeline({ checks: allChecks(), policy: readPolicy(`${seeds}/policy.yml`) });

const never = new AbortController().signal;
const now = () => new Date();
const store = createMemoryStore({ now });
let server: Listening;
let key: string;
beforeAll(async () => {
  const keys = createMemoryKeyStore();
  ({ key } = await keys.create('the command line', ['intake']));
  const queue = createMemoryQueue({
    async moderate(ids) {
      const cases = (await store.get(ids)).filter((found) => found !== undefined);
      await store.recordVerdicts(await Promise.all(cases.map(({ comment }) => pipeline.moderate(comment))));
    },
  });
  const words = createMemoryWordStore({ now });
  const logger = createLogger({ level: 'silent' });
  server = await listen(createApp({ store, keys, queue, words, logger, pipeline, now }), {
    host: '127.0.0.1',
    port: 0,
  });
});
afterAll(() => server.close(0));

const queued = () => queueScorer({ url: server.url, key, timeoutMs: 20_000 });

/** All comments of an input, as the command reads them. */
async function entriesOf(input: string, stdin = ''): Promise<Entry[]> {
  const all: Entry[] = [];
  const { sources } = await findSources([input], Readable.from([Buffer.from(stdin)]));
  for (const source of sources)
    for await (const some of readSource(source, {
      from: 'auto',
      say: () => {},
      count: () => {},
      signal: never,
    }))
      all.push(...some);
  return all;
}
const linesOf = async (stdin: string): Promise<readonly Line[]> =>
  queued().score(await entriesOf('-', stdin), never);
const idInStore = ({ id, storedId }: Line): string => storedId ?? id!;
const storedAs = async (lines: readonly Line[]) => {
  const cases = await store.get(lines.map(idInStore));
  return cases.map((found) => found && [found.comment.text, found.comment.revision]);
};

test('the seeds through intake, queue and store give the same lines as here, each with its id in the store', async () => {
  const entries = await entriesOf(seeds);
  const offline = await offlineScorer(pipeline).score(entries, never);
  const lines = await queued().score(entries, never);
  expect(lines).toHaveLength(5);
  expect(lines.map(({ storedId: _, ...line }) => line)).toEqual(offline);
  for (const { id, storedId } of lines) expect(storedId!.replace(/~[0-9a-f]{10}$/, '')).toBe(id);
  expect(await storedAs(lines)).toEqual(entries.map((entry) => !isBad(entry) && [entry.comment.text, 1]));
});

test('the same input sent twice makes nothing new', async () => {
  const first = await linesOf('What a day.\nThey are vermin.\n');
  const before = await store.counts();
  expect(await linesOf('What a day.\nThey are vermin.\n')).toEqual(first);
  expect(await store.counts()).toEqual(before);
  expect(await storedAs(first)).toEqual([
    ['What a day.', 1],
    ['They are vermin.', 1],
  ]);
});

test('other words in the same place leave the comment and its decision alone', async () => {
  const [monday] = await linesOf('They are vermin.');
  const about = {
    commentId: idInStore(monday!),
    revision: 1,
    moderator: 'm',
    decidedAt: now().toISOString(),
  };
  await store.recordDecision({ id: 'd1', ruling: 'reject', ...about });
  const [tuesday] = await linesOf('The bus was late.');
  expect(tuesday!.id).toBe(monday!.id);
  expect(idInStore(tuesday!)).not.toBe(idInStore(monday!));
  const [found] = await store.get([idInStore(monday!)]);
  expect(found).toMatchObject({
    comment: { text: 'They are vermin.', revision: 1 },
    decision: { ruling: 'reject' },
  });
});

test('an id that was given stays, and other words under it are its next revision', async () => {
  const lines = [
    ...(await linesOf('{"id":"mine","text":"one"}')),
    ...(await linesOf('{"id":"mine","text":"two"}')),
  ];
  expect(lines.map(({ id }) => id)).toEqual(['mine', 'mine']);
  expect(await storedAs([lines[0]!])).toEqual([['two', 2]]);
});
