import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchAnswer, CaseResource, CasesResource, PostedComment, Problem } from '../../api/types.js';
import { DecorumError } from '../../domain/errors.js';
import { limits } from '../../domain/limits.js';
import { type ApiClientOptions, apiClient, detailOf } from './api-client.js';
import { type CommentEntry, type Entry, isBad } from './entry.js';
import type { Scorer } from './scorer.js';
import { type Line, lineOfResource } from './verdict-line.js';

/** Comments and bytes of one request; the bound of a body less what JSON adds around. */
const requestItems = 100;
const requestBytes = limits.bodyBytes - 64 * 1024;
/** Requests under way at once. */
const requestsAtOnce = 4;
/** Characters of a question for verdicts: common servers take 8 KiB for the whole first line. */
const questionLength = 6000;

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
    for (let pause = firstPauseMs; open.length > 0; pause = Math.min(pause * 1.5, longestPauseMs)) {
      await sleep(pause, undefined, { signal });
      const cases = await casesOf(open, signal);
      open = open.filter(({ one, revision }) => {
        const line = lineFor(one, revision, cases.get(one.entry.comment.id));
        if (line) lines[one.index] = line;
        return !line;
      });
      if (open.length === 0 || performance.now() <= until) continue;
      const why = `no verdict within ${timeoutMs / 1000} s`;
      // Not one came: it would be the same with the next ones.
      if (open.length === waiting.length)
        throw new DecorumError('timeout', `${base}: ${why}: does a worker run?`);
      for (const { one } of open) lines[one.index] = errorLine(one, `line: ${why}`);
      return;
    }
  }

  /** By id, in questions whose address stays within what servers and proxies take. */
  async function casesOf(open: readonly Waiting[], signal: AbortSignal): Promise<Map<string, CaseResource>> {
    const found = new Map<string, CaseResource>();
    let query = '';
    const askNow = async (): Promise<void> => {
      if (query === '') return;
      const response = await ask(`/v1/comments?${query.slice(1)}`, signal);
      for (const each of (await read<CasesResource>(response)).cases) found.set(each.id, each);
      query = '';
    };
    for (const { one } of open) {
      const next = `&id=${encodeURIComponent(one.entry.comment.id)}`;
      if (query.length + next.length > questionLength) await askNow();
      query += next;
    }
    await askNow();
    return found;
  }

  function lineFor(one: Sent, revision: number, found: CaseResource | undefined): Line | undefined {
    if (!found) return errorLine(one, 'id: was erased while its verdict was awaited');
    if (found.revision > revision) return errorLine(one, 'id: was sent with another text meanwhile');
    return found.verdict?.revision === revision
      ? lineOfResource(one.entry.comment.id, found.verdict)
      : undefined;
  }

  return {
    size: requestItems * requestsAtOnce,
    async score(entries, signal) {
      const lines: Line[] = [];
      for (const round of rounds(entries, lines))
        await eachOf(requests(round), requestsAtOnce, (sent) => send(sent, lines, signal));
      return lines.map((line, index) => named(line, entries[index]!));
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
    const sent = bound(entry);
    const { comment } = sent;
    const round = roundOf.has(comment.id) ? roundOf.get(comment.id)! + 1 : 0;
    roundOf.set(comment.id, round);
    all[round] ??= [];
    all[round].push({ index, entry: sent, json: JSON.stringify(comment satisfies PostedComment) });
  }
  return all;
}

/**
 * A place says nothing of the comment: `stdin:1` is another every day. Stored under it, the next would be a new
 * revision of the first and undo a moderator's decision. So such an id is bound to what it stands for:
 * `<place>~<first 10 hex digits of SHA-256 of site, line end, text>`. The same words again are the same comment.
 */
function bound(entry: CommentEntry): CommentEntry {
  if (!entry.isPlaceId) return entry;
  const { id, site = '', text } = entry.comment;
  const print = createHash('sha256').update(`${site}\n${text}`).digest('hex').slice(0, 10);
  return { ...entry, comment: { ...entry.comment, id: `${id}~${print}` } };
}

/** A line goes by the id of its entry, as without a queue; the bound id stands beside it. */
function named(line: Line, entry: Entry): Line {
  if (isBad(entry) || !entry.isPlaceId || line.id === undefined) return line;
  const { id: storedId, ...rest } = line;
  return { id: entry.comment.id, ...rest, storedId } as Line;
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
