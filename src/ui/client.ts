import type { Claim, PostedDecision, Problem, ReviewCaseResource, ReviewPageResource } from '../api/types.js';

/** A no of the API, or of the network (status 0, no problem document). */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly problem?: Problem,
  ) {
    super(message);
  }
}

export interface Client {
  queue(query: URLSearchParams): Promise<ReviewPageResource>;
  case(id: string): Promise<ReviewCaseResource>;
  claim(id: string): Promise<{ readonly claim: Claim }>;
  /** Outlives the page: it may be sent while the tab closes. */
  release(id: string): Promise<void>;
  decide(id: string, decision: PostedDecision): Promise<void>;
}

/** The review routes, with one key. Rejects with {@link Refused}. */
export function createClient(key: string): Client {
  async function ask<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(path, {
      method,
      headers: { Authorization: `Bearer ${key}`, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      ...(method === 'DELETE' && { keepalive: true }),
    }).catch(() => {
      throw new Refused(0, 'Decorum does not answer. Is it running? Nothing was changed; try again.');
    });
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
    const problem = await response.json().then(
      (found) => found as Problem,
      () => undefined,
    );
    throw new Refused(
      response.status,
      problem ? `${problem.title}. ${problem.detail}` : 'No answer.',
      problem,
    );
  }

  const at = (id: string) => `/v1/review/${encodeURIComponent(id)}`;
  return {
    queue: (query) => ask('GET', `/v1/review?${query}`),
    case: (id) => ask('GET', at(id)),
    claim: (id) => ask('POST', `${at(id)}/claim`),
    release: (id) => ask('DELETE', `${at(id)}/claim`),
    decide: (id, decision) => ask('POST', `${at(id)}/decisions`, decision),
  };
}
