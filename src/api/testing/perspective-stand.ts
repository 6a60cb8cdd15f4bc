import { allChecks } from '../../checks/index.js';
import { createPipeline } from '../../pipeline/pipeline.js';
import { readPolicy } from '../../policy-file.js';
import type { Scope } from '../../store/key-store.js';
import { type Listening, listen } from '../server.js';
import { createStand, type StandOptions } from './stand.js';

const policy = readPolicy(new URL('../../../seeds/policy.yml', import.meta.url).pathname);
/** The checks as they are served; made once, since weights and lexicons take a second. */
export const realPipeline = createPipeline({ checks: allChecks(), policy, deadlineMs: 20_000 });

/** What came back over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the wire
  readonly body: any;
}

/** The stand with the real checks behind a real port, and keys for Perspective's protocol. */
export async function createPerspectiveStand(options: StandOptions = {}) {
  const stand = await createStand({ pipeline: realPipeline, ...options });
  const server: Listening = await listen(stand.app, { host: '127.0.0.1', port: 0 });
  const key = (await stand.keyStore.create('tests', ['analyze'], { quota: 0 })).key;

  async function send(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${server.url}${path}`, init);
    const text = await response.text();
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      body = undefined;
    }
    return { status: response.status, headers: response.headers, text, body };
  }
  const post = (path: string, body: object | string, headers: Record<string, string> = {}) =>
    send(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  return {
    ...stand,
    url: server.url,
    key,
    keyFor: async (scopes: readonly Scope[], about: { site?: string; quota?: number } = {}) =>
      (await stand.keyStore.create('another', scopes, about)).key,
    send,
    /** comments:analyze with a key without quota. */
    analyze: (body: object | string, query = '') =>
      post(`/v1alpha1/comments:analyze?key=${key}${query}`, body),
    suggest: (body: object | string, as = key) => post(`/v1alpha1/comments:suggestscore?key=${as}`, body),
    postTo: post,
    close: () => server.close(0),
  };
}

export type PerspectiveStand = Awaited<ReturnType<typeof createPerspectiveStand>>;

/** The smallest request. */
export const asking = (text: string, more: object = {}): object => ({
  comment: { text },
  languages: ['en'],
  requestedAttributes: { TOXICITY: {} },
  ...more,
});
