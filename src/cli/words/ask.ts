import type { FieldError, Problem } from '../../api/types.js';
import { DecorumError } from '../../domain/errors.js';
import { type ApiClientOptions, apiClient, type Sent } from '../score/api-client.js';

/** Entries or a file were refused: nothing was written, for these reasons. */
export class EntriesRefused extends Error {
  override readonly name = 'EntriesRefused';
  constructor(
    readonly problem: Problem,
    readonly faults: readonly FieldError[],
  ) {
    super(problem.detail);
  }
}

/** Asks a running Decorum about one site's words. */
export interface WordsApi {
  /**
   * The JSON of a good answer; undefined of an empty one.
   *
   * @param below what follows `…/words`, e.g. `/versions`
   * @throws EntriesRefused; DecorumError in words for an operator, for any other answer or none
   */
  json<T>(below: string, sent?: Sent): Promise<T>;
  /** The text of a good answer; else as `json`. */
  text(below: string): Promise<string>;
}

export function wordsApi(site: string, options: ApiClientOptions): WordsApi {
  const { base, ask, read } = apiClient(options);
  const path = `/v1/sites/${encodeURIComponent(site)}/words`;

  async function good(below: string, sent?: Sent): Promise<Response> {
    const response = await ask(`${path}${below}`, new AbortController().signal, sent);
    if (response.ok) return response;
    const { status } = response;
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
    const { detail = `answered ${status}`, errors = [] } = problem;
    if (status === 401) throw new DecorumError('invalid', `${base}: the key is not valid (401)`);
    if (status === 403)
      throw new DecorumError(
        'invalid',
        `${base}: ${detail} (403) npm run decorum -- keys add --name <who> --scope admin makes one that may do all`,
      );
    if (status === 404) throw new DecorumError('not_found', detail);
    if (status === 409) throw new DecorumError('conflict', detail);
    if (status < 500 && errors.length > 0) throw new EntriesRefused(problem as Problem, errors);
    throw new DecorumError('unavailable', `${base}: ${status}: ${detail}`);
  }

  return {
    async json<T>(below: string, sent?: Sent) {
      const response = await good(below, sent);
      return response.status === 204 ? (undefined as T) : read<T>(response);
    },
    text: async (below) => (await good(below)).text(),
  };
}

/** A JSON body. */
export const post = (body: object): Sent => ({ method: 'POST', body: JSON.stringify(body) });
