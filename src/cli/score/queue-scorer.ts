import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchAnswer, CaseResource, PostedComment, Problem } from '../../api/types.js';
import { DecorumError } from '../../domain/errors.js';
import { limits } from '../../domain/limits.js';
import { type ApiClientOptions, apiClient, detailOf } from './api-client.js';
import { type CommentEntry, type Entry, isBad } from './entry.js';
import type { Scorer } from './scorer.js';
import { type Line, lineOfResource } from './verdict-line.js';

/** Comments and bytes of one request; the bound of a body less what JSON adds around. */
const requestItems = 100;
const requestBytes = limits.bodyBytes - 64 * 1024;
/** Requests under way at once, and questions for verdicts. */
const requestsAtOnce = 4;
const questionsAtOnce = 8;

/** Between two questions for verdicts, milliseconds. */
const firstPauseMs = 10;
const longestPauseMs = 500;

interface Sent {
  /** Place among the entries that were given. */
  readonly index: number;
  readonly entry: CommentEntry;
  readonly json: string;
}

interface Waiting {
  readonly one: Sent;
  readonly revision: number;
}

/**
 * Sends comments through intake, queue and workers of a running Decorum and waits for the verdicts: the next
 * ones are sent when these are there. Sending again is harmless, so a server that is away for a while is waited for.
 */
export function queueScorer(options: ApiClientOptions): Scorer {
  const { timeoutMs } = options;
  const { base, ask, read } = apiClient(options);

  /** Sends one request's comments and waits for their verdicts; fills in `lines`. */
  async function send(sent: readonly Sent[], lines: Line[], signal: AbortSignal): Promise<void> {
    const body = `[${sent.map((one) => one.json).join(',')}]`;
    const response = await ask('/v1/comments/batch', signal, body);
    if (response.status === 413) {
      for (const one of sent) lines[one.index] = errorLine(one, `line: ${await detailOf(response)}`);
      return;
    }
    const { results } = await read<BatchAnswer>(response);
    const waiting: Waiting[] = [];
    for (const result of results) {
      const one = sent[result.index];
      if (!one) continue;
      if ('problem' in result) lines[one.index] = errorLine(one, inWords(result.problem));
      else waiting.push({ one, revision: result.revision });
    }
    await collect(waiting, lines, signal);
    for (const one of sent) lines[one.index] ??= errorLine(one, 'line: the server gave no answer to it');
  }

  async function collect(waiting: readonly Waiting[], lines: Line[], signal: AbortSignal): Promise<void> {
    const until = performance.now() + timeoutMs;
    let open = waiting;
    const still: Waiting[] = [];
    const askFor = async (asked: Waiting): Promise<void> => {
      const line = await lineFor(asked.one, asked.revision, signal);
      if (line) lines[asked.one.index] = line;
      else still.push(asked);
    };
    for (let pause = firstPauseMs; open.length > 0; pause = Math.min(pause * 1.5, longestPauseMs)) {
      await sleep(pause, undefined, { signal });
      // Jobs are done in their order: until the last one has its verdict, asking for all is work for nothing. Whoever
      // is not ready goes to the front, so that one that never will be does not stand for the others.
      const probe = open.at(-1)!;
      await askFor(probe);
      const late = performance.now() > until;
      const others = open.slice(0, -1);
      if (still.length === 0 || late) await eachOf(others, questionsAtOnce, askFor);
      else still.push(...others);
      open = still.splice(0);
      if (open.length === 0 || !late) continue;
      const why = `no verdict within ${timeoutMs / 1000} s`;
      // Not one came: it would be the same with the next ones.
      if (open.length === waiting.length)
        throw new DecorumError('timeout', `${base}: ${why}: does a worker run?`);
      for (const { one } of open) lines[one.index] = errorLine(one, `line: ${why}`);
      return;
    }
  }

  async function lineFor(one: Sent, revision: number, signal: AbortSignal): Promise<Line | undefined> {
    const { id } = one.entry.comment;
    const response = await ask(`/v1/comments/${encodeURIComponent(id)}`, signal);
    if (response.status === 404) return errorLine(one, 'id: was erased while its verdict was awaited');
    const found = await read<CaseResource>(response);
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
