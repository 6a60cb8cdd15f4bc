import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { CaseResource, PostedComment } from '../../api/types.js';
import type { Entry } from './entry.js';
import { queueScorer } from './queue-scorer.js';

/** A Decorum as its API describes it, as small as can be: verdicts come 20 ms after their comments. */
class StandIn {
  readonly batches: PostedComment[][] = [];
  readonly stored = new Map<string, { text: string; revision: number; at: number }>();
  readonly keys = new Set<string | undefined>();
  /** Lengths of the addresses asked. */
  readonly questions: number[] = [];
  /** Answers to give before the real ones. */
  refusals: { status: number; retryAfter?: number; body?: object }[] = [];
  judges: (id: string) => boolean = () => true;
  server: Server | undefined;

  async listen(port = 0): Promise<string> {
    this.server = createServer((req, res) => void this.#answer(req, res));
    await new Promise<void>((resolve) => this.server!.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const send = (status: number, body: object, headers = {}): void => {
      res.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
    };
    this.keys.add(req.headers.authorization);
    const refusal = this.refusals.shift();
    if (refusal)
      return send(
        refusal.status,
        refusal.body ?? { detail: 'not now' },
        refusal.retryAfter === undefined ? {} : { 'Retry-After': String(refusal.retryAfter) },
      );
    if (req.method === 'POST') return send(202, this.#take(JSON.parse(Buffer.concat(parts).toString())));
    const { pathname, searchParams } = new URL(req.url!, 'http://stand-in');
    if (pathname !== '/v1/comments') return send(404, { detail: 'not here' });
    const ids = searchParams.getAll('id');
    this.questions.push(req.url!.length);
    const cases = ids.flatMap((id) => this.#caseOf(id) ?? []);
    send(200, { cases, missing: ids.filter((id) => !this.stored.has(id)) });
  }

  #caseOf(id: string): Partial<CaseResource> | undefined {
    const found = this.stored.get(id);
    if (!found) return undefined;
    const judged = performance.now() - found.at > 20 && this.judges(id);
    const verdict = {
      action: 'allow',
      priority: 3,
      reasons: [],
      findings: [],
      scores: { TOXICITY: found.text.length / 1000 },
      outcomes: [],
      policy: 'p@1',
      revision: found.revision,
      judgedAt: '',
    } as const;
    return { id, revision: found.revision, ...(judged && { verdict }) };
  }

  #take(batch: PostedComment[]): object {
    this.batches.push(batch);
    const results = batch.map((comment, index) => {
      const id = comment.id!;
      if (comment.text === 'refused')
        return { index, id, problem: { detail: 'd', errors: [{ field: 'text', reason: 'is refused' }] } };
      const before = this.stored.get(id);
      const revision = !before ? 1 : before.text === comment.text ? before.revision : before.revision + 1;
      this.stored.set(id, { text: comment.text, revision, at: performance.now() });
      return { index, id, revision };
    });
    return { results };
  }
}

const open: StandIn[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function stand(): Promise<{ server: StandIn; url: string }> {
  const server = new StandIn();
  open.push(server);
  return { server, url: await server.listen() };
}
const entry = (id: string, text = 'hello'): Entry => ({ comment: { id, text }, file: 'x.jsonl', line: 7 });
const never = new AbortController().signal;
const score = async (url: string, entries: readonly Entry[], timeoutMs = 10_000) =>
  (await queueScorer({ url, key: 'k', timeoutMs }).score(entries, never)).map((line) =>
    'error' in line ? line : { id: line.id, TOXICITY: line.scores.TOXICITY },
  );

describe('through the queue', () => {
  test('lines come in the order of entries, with bad ones in their places', async () => {
    const { server, url } = await stand();
    const bad: Entry = { error: 'line: is not JSON', file: 'x.jsonl', line: 2 };
    const lines = await score(`${url}/`, [entry('a#1'), bad, entry('b/../c'), entry('d', 'refused')]);
    expect(lines).toEqual([
      { id: 'a#1', TOXICITY: 0.005 },
      bad,
      { id: 'b/../c', TOXICITY: 0.005 },
      { id: 'd', error: 'text: is refused', file: 'x.jsonl', line: 7 },
    ]);
    expect([...server.keys]).toEqual(['Bearer k']);
  });

  test('a request holds at most 100 comments and 5 MiB', async () => {
    const { server, url } = await stand();
    await score(
      url,
      Array.from({ length: 250 }, (_, i) => entry(`c${i}`)),
    );
    expect(server.batches.map((batch) => batch.length).sort()).toEqual([100, 100, 50]);
    server.batches.length = 0;
    const article = { text: 'x'.repeat(1024 * 1024) };
    await score(
      url,
      Array.from({ length: 9 }, (_, i) => ({
        comment: { id: `long${i}`, text: 'hello', article },
        file: 'x',
        line: 1,
      })),
    );
    expect(server.batches.map((batch) => batch.length).sort()).toEqual([1, 4, 4]);
  });

  test('the question for verdicts stays within what servers take as an address', async () => {
    const { server, url } = await stand();
    const entries = Array.from({ length: 60 }, (_, i) => entry(`${'é'.repeat(150)}${i}`));
    expect(await score(url, entries)).toHaveLength(60);
    expect(Math.max(...server.questions)).toBeLessThan(8000);
  });

  test('an id that comes twice with other words is judged both times', async () => {
    const { url } = await stand();
    expect(await score(url, [entry('a', 'one'), entry('b'), entry('a', 'other')])).toEqual([
      { id: 'a', TOXICITY: 0.003 },
      { id: 'b', TOXICITY: 0.005 },
      { id: 'a', TOXICITY: 0.005 },
    ]);
  });

  test('an id that is only a place is bound to words and site; a given one stays', async () => {
    const { server, url } = await stand();
    const nameless = (text: string, site?: string): Entry => ({
      comment: { id: 'stdin:1', text, ...(site !== undefined && { site }) },
      ...{ isPlaceId: true, file: 'stdin', line: 1 },
    });
    const print = (words: string) => createHash('sha256').update(words).digest('hex').slice(0, 10);
    const first = [nameless('hello'), entry('stdin:1', 'hello'), nameless('refused')];
    const ids = async (entries: readonly Entry[]) => {
      const lines = await queueScorer({ url, key: 'k', timeoutMs: 10_000 }).score(entries, never);
      expect(lines.map(({ id }) => id)).toEqual(entries.map(() => 'stdin:1'));
      return lines.map(({ id, storedId }) => storedId ?? id);
    };
    expect(await ids(first)).toEqual([
      `stdin:1~${print('\nhello')}`,
      'stdin:1',
      `stdin:1~${print('\nrefused')}`,
    ]);
    expect(await ids([nameless('other'), nameless('hello', 's'), nameless('hello')])).toEqual([
      `stdin:1~${print('\nother')}`,
      `stdin:1~${print('s\nhello')}`,
      `stdin:1~${print('\nhello')}`,
    ]);
    expect([...server.stored.values()].map(({ revision }) => revision)).toEqual([1, 1, 1, 1]);
  });

  test('a server that asks for time gets it', async () => {
    const { server, url } = await stand();
    server.refusals = [{ status: 503, retryAfter: 1 }];
    const started = performance.now();
    expect(await score(url, [entry('a')])).toEqual([{ id: 'a', TOXICITY: 0.005 }]);
    expect(performance.now() - started).toBeGreaterThan(950);
  });

  test('a server that asks for more time than there is ends the run', async () => {
    const { server, url } = await stand();
    server.refusals = [{ status: 503, retryAfter: 60, body: { detail: 'Redis is away.' } }];
    await expect(score(url, [entry('a')], 1000)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Redis is away.'),
    });
  });

  test.each([
    [401, /the key is not valid/],
    [403, /lacks the scope intake/],
    [500, /500: not now/],
  ])('%i ends the run with a clear word', async (status, message) => {
    const { server, url } = await stand();
    server.refusals = [{ status }];
    await expect(score(url, [entry('a')])).rejects.toThrow(message);
  });

  test('where nothing listens it says so at once', async () => {
    const { server, url } = await stand();
    await server.close();
    await expect(score(url, [entry('a')])).rejects.toThrow(/nothing answers there: is Decorum running/);
  });

  test('what is no Decorum is recognised', async () => {
    const fetch = async () => new Response('<html>', { status: 200 });
    const scorer = queueScorer({ url: 'http://x', key: 'k', timeoutMs: 1000, fetch });
    await expect(scorer.score([entry('a')], never)).rejects.toThrow(/is this a Decorum/);
  });

  test('a server that restarts in between is waited for', async () => {
    const { server, url } = await stand();
    let down: Promise<void> | undefined;
    server.judges = () => {
      down ??= server
        .close()
        .then(() => server.listen(Number(new URL(url).port)))
        .then(() => {});
      return true;
    };
    expect(await score(url, [entry('a'), entry('b')])).toEqual([
      { id: 'a', TOXICITY: 0.005 },
      { id: 'b', TOXICITY: 0.005 },
    ]);
    await down;
  });

  test('one verdict that does not come is an error in its line', async () => {
    const { server, url } = await stand();
    server.judges = (id) => id !== 'b';
    expect(await score(url, [entry('a'), entry('b')], 500)).toEqual([
      { id: 'a', TOXICITY: 0.005 },
      { id: 'b', error: 'line: no verdict within 0.5 s', file: 'x.jsonl', line: 7 },
    ]);
  });

  test('none that comes ends the run: no worker is there', async () => {
    const { server, url } = await stand();
    server.judges = () => false;
    await expect(score(url, [entry('a'), entry('b')], 300)).rejects.toThrow(/does a worker run/);
  });

  test('a comment that is changed or erased while it waits is an error in its line', async () => {
    const { server, url } = await stand();
    server.judges = (id) => {
      if (id === 'a') server.stored.set('b', { text: 'new', revision: 9, at: 0 });
      if (id === 'a') server.stored.delete('c');
      return id === 'a';
    };
    expect(await score(url, [entry('a'), entry('b'), entry('c')])).toEqual([
      { id: 'a', TOXICITY: 0.005 },
      { id: 'b', error: 'id: was sent with another text meanwhile', file: 'x.jsonl', line: 7 },
      { id: 'c', error: 'id: was erased while its verdict was awaited', file: 'x.jsonl', line: 7 },
    ]);
  });

  test('an interruption ends the waiting at once', async () => {
    const { server, url } = await stand();
    const stop = new AbortController();
    server.judges = () => {
      stop.abort();
      return false;
    };
    const scorer = queueScorer({ url, key: 'k', timeoutMs: 60_000 });
    await expect(scorer.score([entry('a')], stop.signal)).rejects.toThrow(/abort/i);
  });
});
