import { Redis } from 'ioredis';
import { DecorumError } from '../domain/errors.js';

/** What a Redis says of itself. */
export interface Description {
  /** E.g. `7.0.15`, or `Valkey 8.1.1`. */
  readonly version: string;
  /** How durable its writes are, in words. */
  readonly durability: string;
  /** What an operator should change. */
  readonly warnings: readonly string[];
}

/** Host and port of an address, for messages: never its user or password. */
export function hostOf(url: string): string {
  try {
    const { hostname, port } = new URL(url);
    return `${hostname || '127.0.0.1'}:${port || 6379}`;
  } catch {
    return 'the given address';
  }
}

/**
 * Connects once, asks and leaves. A Redis that is still loading its data is waited for.
 *
 * @param limitMs milliseconds to wait for the connection and for each answer
 * @throws DecorumError `unavailable`: down, refusing us, or read-only; the message names host and port only
 */
export async function describeRedis(url: string, limitMs: number): Promise<Description> {
  const redis = connectOnce(url, limitMs);
  let trouble: string | undefined;
  redis.on('error', (error: Error & { code?: string }) => {
    trouble ??= error.code ?? firstWord(error.message);
  });
  try {
    await redis.connect();
    await loaded(redis);
    const info = parseInfo(await redis.info());
    if (info.role === 'slave') throw new DecorumError('unavailable', 'is a read-only replica');
    return { version: versionOf(info), ...(await habits(redis, versionOf(info))) };
  } catch (error) {
    const why = error instanceof DecorumError ? error.message : (trouble ?? codeOf(error));
    throw new DecorumError('unavailable', `Redis at ${hostOf(url)} cannot be used: ${why}`);
  } finally {
    redis.disconnect();
  }
}

function connectOnce(url: string, limitMs: number): Redis {
  try {
    return new Redis(url, {
      lazyConnect: true,
      retryStrategy: () => null,
      connectTimeout: limitMs,
      commandTimeout: limitMs,
      maxRetriesPerRequest: 0,
      enableReadyCheck: false,
    });
  } catch {
    // Node's own error would quote the address, password and all.
    throw new DecorumError('unavailable', 'the address of Redis is not one: redis://user:password@host:6379');
  }
}

async function loaded(redis: Redis): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    try {
      await redis.ping();
      return;
    } catch (error) {
      if (codeOf(error) !== 'LOADING' || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const parseInfo = (info: string): Record<string, string> =>
  Object.fromEntries(
    info.split('\r\n').flatMap((line) => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)]] : [];
    }),
  );

const versionOf = (info: Record<string, string>): string =>
  info.valkey_version ? `Valkey ${info.valkey_version}` : (info.redis_version ?? 'unknown');

async function habits(redis: Redis, version: string): Promise<Pick<Description, 'durability' | 'warnings'>> {
  const warnings: string[] = [];
  const [major = 0, minor = 0] = version
    .replace(/^Valkey /, '')
    .split('.')
    .map(Number);
  if (major < 6 || (major === 6 && minor < 2))
    warnings.push(`Redis ${version} is old: 6.2 or newer is advised`);
  let config: Record<string, string>;
  try {
    config = {};
    for (const name of ['maxmemory-policy', 'appendonly', 'appendfsync'])
      config[name] = ((await redis.config('GET', name)) as string[])[1] ?? '';
  } catch {
    // Managed services forbid CONFIG.
    return { durability: 'durability unknown: it does not tell its settings', warnings };
  }
  if (config['maxmemory-policy'] !== 'noeviction')
    warnings.push(
      `maxmemory-policy is ${config['maxmemory-policy']}: set noeviction, or Redis may drop comments when full`,
    );
  if (config.appendonly !== 'yes') {
    warnings.push('the append-only file is off: set appendonly yes, or a crash of Redis loses comments');
    return { durability: 'no append-only file', warnings };
  }
  return { durability: fsyncs[config.appendfsync ?? ''] ?? 'append-only file', warnings };
}

const fsyncs: Record<string, string> = {
  everysec: 'append-only file, fsync every second',
  always: 'append-only file, fsync at every write',
  no: 'append-only file, fsync left to the system',
};

const firstWord = (message: string): string => /^[A-Z]{2,20}\b/.exec(message)?.[0] ?? 'no answer';

function codeOf(error: unknown): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: string };
  return typeof code === 'string' ? code : firstWord(message ?? '');
}
