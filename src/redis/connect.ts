import { Redis } from 'ioredis';

/** Told of a connection's troubles: a code such as ECONNREFUSED, never a command or an address. */
export type OnTrouble = (code: string) => void;

const longestPauseMs = 1000;
const common = {
  connectTimeout: 2000,
  // ioredis keeps this timer, and with it the process, when it leaves a Redis that is down.
  disconnectTimeout: 200,
  retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times - 1, 10), longestPauseMs),
};

/**
 * For requests that a client waits for: a command fails within about a second when Redis is away, at once when
 * that is known. Only before the first connection are commands kept, for as long as the first two tries take.
 */
export function connectForIntake(url: string, onTrouble?: OnTrouble): Redis {
  const redis = new Redis(url, { ...common, maxRetriesPerRequest: 1, commandTimeout: 1000 });
  redis.once('ready', () => {
    redis.options.enableOfflineQueue = false;
  });
  return watched(redis, onTrouble);
}

/** For workers: commands wait until Redis is back, as BullMQ asks for. */
export function connectForWorkers(url: string, onTrouble?: OnTrouble): Redis {
  return watched(new Redis(url, { ...common, maxRetriesPerRequest: null }), onTrouble);
}

/** Waits for what is under way, for `limitMs` at most, and closes. Never rejects; a connection that is down just ends. */
export async function closeConnection(redis: Redis, limitMs = 1000): Promise<void> {
  if (redis.status === 'end') return;
  if (redis.status !== 'ready') return redis.disconnect();
  const ended = new Promise((resolve) => redis.once('end', resolve));
  const timer = setTimeout(() => redis.disconnect(), limitMs);
  redis.quit().catch(() => redis.disconnect());
  await ended;
  clearTimeout(timer);
}

// Without a listener ioredis prints every failed try.
function watched(redis: Redis, onTrouble: OnTrouble | undefined): Redis {
  return redis.on('error', (error: Error & { code?: string }) => onTrouble?.(error.code ?? error.name));
}
