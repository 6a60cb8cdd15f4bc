import type { Problem } from '../api/types.js';
import { DecorumError } from '../domain/errors.js';
import type { ProgramDeps } from './deps.js';
import { apiClient, type Sent } from './score/api-client.js';

/** Where to ask and with which key, where a command line says so. */
export interface AskOptions {
  readonly url?: string;
  readonly key?: string;
  /** Seconds. */
  readonly timeout?: number;
}

export interface DeskApi {
  /** The JSON of a good answer. @throws DecorumError in words for an operator, for any other answer or none */
  json<T>(path: string, sent?: Sent): Promise<T>;
}

/** Asks the running Decorum. @throws DecorumError `invalid` without a key */
export function deskApi(deps: Pick<ProgramDeps, 'settings'>, options: AskOptions = {}): DeskApi {
  const settings = deps.settings();
  const key = options.key ?? settings.key;
  if (!key)
    throw new DecorumError('invalid', 'no key: give --key or set DECORUM_KEY (decorum keys add makes one)');
  const { base, ask, read } = apiClient({
    url: options.url ?? settings.url,
    key,
    timeoutMs: (options.timeout ?? 60) * 1000,
  });
  return {
    async json<T>(path: string, sent?: Sent) {
      const response = await ask(path, new AbortController().signal, sent);
      if (response.ok) return read<T>(response);
      const { status } = response;
      const { detail = `answered ${status}` } = (await response.json().catch(() => ({}))) as Partial<Problem>;
      if (status === 401) throw new DecorumError('invalid', `${base}: the key is not valid (401)`);
      if (status < 500) throw new DecorumError(status === 404 ? 'not_found' : 'invalid', detail);
      throw new DecorumError('unavailable', `${base}: ${status}: ${detail}`);
    },
  };
}

/** A JSON body. */
export const post = (body: object): Sent => ({ method: 'POST', body: JSON.stringify(body) });
