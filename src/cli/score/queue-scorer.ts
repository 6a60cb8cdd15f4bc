import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchAnswer, CaseResource, PostedComment, Problem } from '../../api/types.js';
import { DecorumError } from '../../domain/errors.js';
import { limits } from '../../domain/limits.js';
import { type CommentEntry, type Entry, isBad } from './entry.js';
import type { Scorer } from './scorer.js';
import { type Line, lineOfResource } from './verdict-line.js';

export interface QueueScorerOptions {
  /** Where a Decorum runs, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly key: string;
  /** Milliseconds that a request or its verdicts may take. */
  readonly timeoutMs: number;
  readonly fetch?: typeof fetch;
}

/** Comments and bytes of one request; the bound of a body less what JSON adds around. */
const requestItems = 100;
const requestBytes = limits.bodyBytes - 64 * 1024;
/** Requests under way at once, and questions for verdicts. */
const requestsAtOnce = 4;
const questionsAtOnce = 8;
/** Between two tries to reach a server that went away. */
const restartMs = 500;

interface Sent {
  /** Place among the entries that were given. */
  readonly index: number;
  readonly entry: CommentEntry;
  readonly json: string;
}

/**
 * Sends comments through intake, queue and workers of a running Decorum and waits for the verdicts: the next
 * ones are sent when these are there. Sending again is harmless, so a server that is away for a while is waited for.
 */
export function queueScorer({ url, key, timeoutMs, fetch: ask = fetch }: QueueScorerOptions): Scorer {
  const base = url.replace(/\/+$/, '');
  /** A server that answered before and is gone now may be restarting: waited for, as one that asks for time. */
  let answered = false;

  /** Asks until there is an answer that is not "try again", or time is over. */
  async function request(path: string, signal: AbortSignal, body?: string): Promise<Response> {
    const until = performance.now() + timeoutMs;
    for (;;) {
      let response: Response | undefined;
      try {
        response = await ask(`${base}${path}`, {
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            Authorization: `Bearer ${key}`,
            ...(body !== undefined && { 'Content-Type': 'application/json' }),
          },
          ...(body !== undefined && { body }),
          signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        });
      } catch (error) {
        if (signal.aborted) throw error;
        const over = performance.now() + restartMs > until;
        if (!answered || over || (error as Error).name === 'TimeoutError') throw away(base, error);
        await sleep(restartMs, undefined, { signal });
        continue;
      }
      answered = true;
      if (response.status !== 503 && response.status !== 429) return response;
      const wait = Math.min(Number(response.headers.get('retry-after')) || 1, 30) * 1000;
      const { detail } = await problemOf(response);
      if (performance.now() + wait > until) throw new DecorumError('unavailable', `${base}: ${detail}`);
      await sleep(wait, undefined, { signal });
    }
  }

  async function json<T>(response: Response): Promise<T> {
    if (response.ok) {
      try {
        return (await response.json()) as T;
      } catch {
        throw new DecorumError('unavailable', `${base}: the answer is not JSON: is this a Decorum?`);
      }
    }
    const { status } = response;
    const { detail } = await problemOf(response);
    if (status === 401)
      throw new DecorumError('invalid', `${base}: the key is not valid (401)`, { field: 'key' });
    if (status === 403)
      throw new DecorumError('invalid', `${base}: the key lacks the scope intake (403)`, { field: 'key' });
    throw new DecorumError('unavailable', `${base}: ${status}: ${detail}`);
  }

  /** Sends one request's comments and waits for their verdicts; fills in `lines`. */
  async function send(sent: readonly Sent[], lines: Line[], signal: AbortSignal): Promise<void> {
    const body = `[${sent.map((one) => one.json).join(',')}]`;
    const response = await request('/v1/comments/batch', signal, body);
    if (response.status === 413) {
      for (const one of sent)
        lines[one.index] = errorLine(one, `line: ${(await problemOf(response)).detail}`);
      return;
    }
    const { results } = await json<BatchAnswer>(response);
    const waiting: { readonly one: Sent; readonly revision: number }[] = [];
    for (const result of results) {
      const one = sent[result.index];
      if (!one) continue;
      if ('problem' in result) lines[one.index] = errorLine(one, inWords(result.problem));
      else waiting.push({ one, revision: result.revision });
    }
    await collect(waiting, lines, signal);
    for (const one of sent) lines[one.index] ??= errorLine(one, 'line: the server gave no answer to it');
  }

  async function collect(
    waiting: readonly { readonly one: Sent; readonly revision: number }[],
    lines: Line[],
    signal: AbortSignal,
  ): Promise<void> {
    const until = performance.now() + timeoutMs;
    let open = waiting;
    for (let pause = 10; open.length > 0; pause = Math.min(pause * 1.5, 500)) {
      await sleep(pause, undefined, { signal });
      const still: (typeof waiting)[number][] = [];
      await eachOf(open, questionsAtOnce, async (asked) => {
        const line = await lineFor(asked.one, asked.revision, signal);
        if (line) lines[asked.one.index] = line;
        else still.push(asked);
      });
      if (still.length > 0 && performance.now() > until) {
        const why = `no verdict within ${timeoutMs / 1000} s`;
        // Not one came: it would be the same with the next ones.
        if (still.length === waiting.length)
          throw new DecorumError('timeout', `${base}: ${why}: does a worker run?`);
        for (const { one } of still) lines[one.index] = errorLine(one, `line: ${why}`);
        return;
      }
      open = still;
    }
  }

  async function lineFor(one: Sent, revision: number, signal: AbortSignal): Promise<Line | undefined> {
    const { id } = one.entry.comment;
    const response = await request(`/v1/comments/${encodeURIComponent(id)}`, signal);
    if (response.status === 404) return errorLine(one, 'id: was erased while its verdict was awaited');
    const found = await json<CaseResource>(response);
    if (found.revision > revision) return errorLine(one, 'id: was sent with another text meanwhile');
    return found.verdict?.revision === revision ? lineOfResource(id, found.verdict) : undefined;
  }

  return {
    size: requestItems * requestsAtOnce,
    async score(entries, signal) {
      const lines: Line[] = [];
      for (const round of rounds(entries, lines))
        await eachOf(requests(round), requestsAtOnce, (sent) => send(sent, lines, signal));
      return lines;
    },
  };
}

/** Bad entries answer for themselves. An id that comes again waits for the round after: it would be a revision. */
function rounds(entries: readonly Entry[], lines: Line[]): Sent[][] {
  const all: Sent[][] = [];
  const roundOf = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    if (isBad(entry)) {
      lines[index] = entry;
      continue;
    }
    const { comment } = entry;
    const round = roundOf.has(comment.id) ? roundOf.get(comment.id)! + 1 : 0;
    roundOf.set(comment.id, round);
    all[round] ??= [];
    all[round].push({ index, entry, json: JSON.stringify(comment satisfies PostedComment) });
  }
  return all;
}

function requests(sent: readonly Sent[]): Sent[][] {
  const all: Sent[][] = [];
  let bytes = 0;
  for (const one of sent) {
    const more = Buffer.byteLength(one.json) + 1;
    let last = all.at(-1);
    if (!last || last.length === requestItems || bytes + more > requestBytes) {
      last = [];
      all.push(last);
      bytes = 0;
    }
    last.push(one);
    bytes += more;
  }
  return all;
}

/** Calls for each, at most `width` at once; the first rejection stops the rest. */
async function eachOf<T>(all: readonly T[], width: number, work: (one: T) => Promise<void>): Promise<void> {
  const queue = all.values();
  const lane = async (): Promise<void> => {
    for (const one of queue) await work(one);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

const errorLine = ({ entry }: Sent, error: string): Line => ({
  id: entry.comment.id,
  error,
  file: entry.file,
  line: entry.line,
});

const inWords = ({ errors, detail }: Problem): string => {
  const [first] = errors ?? [];
  return first ? `${first.field}: ${first.reason}` : `line: ${detail}`;
};

async function problemOf(response: Response): Promise<{ detail: string }> {
  const found = (await response.json().catch(() => ({}))) as { detail?: unknown };
  return { detail: typeof found.detail === 'string' ? found.detail : `answered ${response.status}` };
}

function away(base: string, error: unknown): DecorumError {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (name === 'TimeoutError') return new DecorumError('timeout', `${base}: no answer in time`);
  const code = cause?.code ?? name;
  const hint = code === 'ECONNREFUSED' ? 'nothing answers there: is Decorum running (npm start)?' : `${code}`;
  return new DecorumError('unavailable', `${base}: ${hint}`);
}
