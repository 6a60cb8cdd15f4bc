import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import type { AxiosInstance } from 'axios';

export const perspectiveErrorCodes = [
  'empty',
  'too_long',
  'rate_limited',
  'refused',
  'timeout',
  'unavailable',
  'unreadable_answer',
] as const;
export type PerspectiveErrorCode = (typeof perspectiveErrorCodes)[number];

/** Why Perspective gave no reading. Carries neither key nor text: the client's own error holds both. */
export class PerspectiveError extends Error {
  override readonly name = 'PerspectiveError';
  /** The status of Google's answer, where there was one. */
  readonly status?: number;
  /** How long to wait before the next call, where the answer says so. */
  readonly retryAfterMs?: number;

  constructor(
    readonly code: PerspectiveErrorCode,
    about: { readonly status?: number; readonly retryAfterMs?: number } = {},
  ) {
    super(about.status ? `${code} (HTTP ${about.status})` : code);
    Object.assign(this, about);
  }
}

export interface Transport {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly url?: string;
}

/**
 * perspective-api-client 3.1.0 knows no timeout, no abort and one address. It calls the CommonJS axios, another
 * instance than `import axios` gives: an interceptor there gives each call its own transport. Other callers of that
 * axios have none, and are left alone.
 */
const transports = new AsyncLocalStorage<Transport>();
const require = createRequire(import.meta.url);
const axios = createRequire(require.resolve('perspective-api-client'))('axios') as AxiosInstance;

axios.interceptors.request.use((config) => {
  const transport = transports.getStore();
  if (!transport) return config;
  config.signal = transport.signal;
  config.timeout = transport.timeoutMs;
  config.maxRedirects = 0; // the key is in the query: it goes to no other address
  config.maxContentLength = 4 * 1024 * 1024;
  if (transport.url) config.url = transport.url;
  return config;
});

/** Makes one call of the client; what goes wrong comes out as a {@link PerspectiveError} and nothing else. */
export async function withTransport<Answer>(
  transport: Transport,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const late = AbortSignal.timeout(transport.timeoutMs);
  const signal = AbortSignal.any([transport.signal, late]);
  try {
    return await transports.run({ ...transport, signal }, call);
  } catch (error) {
    // The client's error holds the request, and so the key: what we need is read from it, then it is let go.
    const { response } = error as { response?: { status?: number; headers?: Record<string, unknown> } };
    const status = response?.status;
    if (status === undefined) throw new PerspectiveError(signal.aborted ? 'timeout' : 'unavailable');
    if (status === 429) {
      const retryAfterMs = waitOf(response?.headers?.['retry-after']);
      throw new PerspectiveError('rate_limited', {
        status,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      });
    }
    throw new PerspectiveError(status >= 400 && status < 500 ? 'refused' : 'unavailable', { status });
  }
}

/** Milliseconds of a Retry-After header: seconds or a date (RFC 9110, section 10.2.3). */
function waitOf(header: unknown): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
