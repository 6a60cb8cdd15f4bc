import { setTimeout as sleep } from 'node:timers/promises';
import { DecorumError } from '../../domain/errors.js';

export interface ApiClientOptions {
  /** Where a Decorum runs, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly key: string;
  /** Milliseconds that a request may take, with all that is waited for it. */
  readonly timeoutMs: number;
  readonly fetch?: typeof fetch;
}

/** What a request sends besides its path. */
export interface Sent {
  readonly method: 'POST' | 'DELETE';
  readonly body?: string | Buffer;
  /** Default `application/json`. */
  readonly type?: string;
  /** Asked no second time: a write that was done and not answered would be refused as a repeat. */
  readonly once?: true;
}

/** Asks a running Decorum. */
export interface ApiClient {
  /** How to name the server in messages. */
  readonly base: string;
  /**
   * The answer to a GET or, with a JSON body, a POST; or to what `sent` says. A server that asks for time (503, 429)
   * or went away after it had answered is waited for and asked again, unless it may be asked `once` alone.
   *
   * @throws DecorumError `unavailable` or `timeout` when no answer comes; whatever `fetch` throws when aborted
   */
  ask(path: string, signal: AbortSignal, sent?: string | Sent): Promise<Response>;
  /** The JSON of a good answer. @throws DecorumError for any other, in words for an operator */
  read<T>(response: Response): Promise<T>;
}

/** Between two tries to reach a server that went away. */
const restartMs = 500;
const longestWaitSeconds = 30;

export function apiClient({ url, key, timeoutMs, fetch: send = fetch }: ApiClientOptions): ApiClient {
  const base = url.replace(/\/+$/, '');
  let answered = false;

  async function once(path: string, signal: AbortSignal, sent: Sent | undefined): Promise<Response> {
    const { method = 'GET', body, type = 'application/json' } = sent ?? {};
    const response = await send(`${base}${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, ...(body !== undefined && { 'Content-Type': type }) },
      ...(body !== undefined && { body }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    answered = true;
    return response;
  }

  return {
    base,
    async ask(path, signal, given) {
      const sent: Sent | undefined = typeof given === 'string' ? { method: 'POST', body: given } : given;
      const until = performance.now() + timeoutMs;
      for (;;) {
        let wait = restartMs;
        let failure: DecorumError;
        try {
          const response = await once(path, signal, sent);
          if ((response.status !== 503 && response.status !== 429) || sent?.once) return response;
          wait = Math.min(Number(response.headers.get('retry-after')) || 1, longestWaitSeconds) * 1000;
          failure = new DecorumError('unavailable', `${base}: ${await detailOf(response)}`);
        } catch (error) {
          if (signal.aborted) throw error;
          failure = away(base, error);
          if (!answered || sent?.once || failure.code === 'timeout') throw failure;
        }
        if (performance.now() + wait > until) throw failure;
        await sleep(wait, undefined, { signal });
      }
    },
    async read<T>(response: Response) {
      const { status } = response;
      if (response.ok)
        return (await response.json().catch(() => {
          throw new DecorumError('unavailable', `${base}: the answer is not JSON: is this a Decorum?`);
        })) as T;
      const detail = await detailOf(response);
      if (status === 401) throw new DecorumError('invalid', `${base}: the key is not valid (401)`);
      if (status === 403) throw new DecorumError('invalid', `${base}: the key lacks the scope intake (403)`);
      throw new DecorumError('unavailable', `${base}: ${status}: ${detail}`);
    },
  };
}

/** The words of a problem document (RFC 9457). */
export async function detailOf(response: Response): Promise<string> {
  const found = (await response.json().catch(() => ({}))) as { detail?: unknown };
  return typeof found.detail === 'string' ? found.detail : `answered ${response.status}`;
}

function away(base: string, error: unknown): DecorumError {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  if (name === 'TimeoutError') return new DecorumError('timeout', `${base}: no answer in time`);
  const why =
    cause?.code === 'ECONNREFUSED'
      ? 'nothing answers there: is Decorum running (npm start)?'
      : `cannot be asked (${cause?.code ?? cause?.message ?? name})`;
  return new DecorumError('unavailable', `${base}: ${why}`);
}
