import type { Config } from './config.js';
import { type RedisHandle, resolveRedis } from './redis/resolve.js';

/** The Redis that the configuration asks for, found or started. */
export function findRedis(config: Config, say: (line: string) => void): Promise<RedisHandle> {
  return resolveRedis({
    ...(config.redisUrl && { url: config.redisUrl }),
    dataDir: config.dataDir,
    auto: config.redisAuto,
    say,
  });
}
