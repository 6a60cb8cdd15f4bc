import type { Problem, SessionResource } from '../api/types.js';

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

/** What a page asks the API: JSON in; JSON out, or plain text as a string. Rejects with {@link Refused}. */
export interface Api {
  get<T>(path: string): Promise<T>;
  /** @param once an idempotency key, where a repeat must change nothing */
  post<T>(path: string, body?: object): Promise<T>;
  put<T>(path: string, body: object): Promise<T>;
  delete(path: string): Promise<void>;
  /** Sends a file as it is. */
  upload<T>(path: string, text: string, type: string): Promise<T>;
}

const tries = 3;
const pauseMs = 1000;

/**
 * Asks with the session's cookie. What changes something carries the session's word; while the desk does not answer it is
 * tried three times, 1 and 2 seconds apart.
 */
export function createApi(csrf: () => string, onSignedOut: () => void): Api {
  async function once<T>(
    method: string,
    path: string,
    body?: object | string,
    type = 'application/json',
  ): Promise<T> {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        ...(method !== 'GET' && { 'X-CSRF-Token': csrf() }),
        ...(body !== undefined && { 'Content-Type': type }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(method === 'DELETE' && { keepalive: true }),
    }).catch(() => {
      throw new Refused(0, 'The desk does not answer.');
    });
    if (response.ok) return (response.status === 204 ? undefined : await contentOf(response)) as T;
    const problem = await response.json().then(
      (found) => found as Problem,
      () => undefined,
    );
    if (response.status === 401) onSignedOut();
    throw new Refused(response.status, problem?.detail ?? `The desk answered ${response.status}.`, problem);
  }

  async function ask<T>(method: string, path: string, body?: object): Promise<T> {
    for (let tried = 1; ; tried++)
      try {
        return await once<T>(method, path, body);
      } catch (error) {
        const away = error instanceof Refused && (error.status === 0 || error.status >= 502);
        if (!away || tried === tries) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs * tried));
      }
  }

  return {
    get: (path) => ask('GET', path),
    post: (path, body) => ask('POST', path, body ?? {}),
    put: (path, body) => ask('PUT', path, body),
    upload: (path, text, type) => once('POST', path, text, type),
    delete: (path) => ask('DELETE', path),
  };
}

const contentOf = (response: Response): Promise<unknown> =>
  response.headers.get('Content-Type')?.startsWith('text/plain') ? response.text() : response.json();

/** Who is signed in; undefined: nobody. */
export async function currentSession(): Promise<SessionResource | undefined> {
  const response = await fetch('/v1/session', { credentials: 'same-origin' });
  return response.ok ? ((await response.json()) as SessionResource) : undefined;
}

export async function signIn(name: string, password: string): Promise<SessionResource> {
  const response = await fetch('/v1/session', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, password }),
  }).catch(() => {
    throw new Refused(0, 'The desk does not answer. Is Decorum running?');
  });
  const body = (await response.json().catch(() => ({}))) as SessionResource & Problem;
  if (response.ok) return body;
  throw new Refused(response.status, body.detail ?? `The desk answered ${response.status}.`, body);
}

/** In words for a person: what happened, and what now. */
export const wordsOf = (error: unknown): string =>
  error instanceof Refused ? error.message : 'Something went wrong on this page. Load it again.';
