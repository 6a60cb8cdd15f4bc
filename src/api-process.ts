import { readConfig } from './config.js';
import { createContext } from './context.js';
import { DecorumError } from './domain/errors.js';
import { createLogger } from './logger.js';
import { serve } from './serve.js';

/**
 * One of several API processes on one port (API_PROCESSES): REDIS_URL must be set. Tells its parent 'ready' when it takes
 * requests. Stops with code 0, requests under way answered, at SIGTERM, at SIGINT, or when its parent is gone.
 */
async function main(): Promise<void> {
  const stopAsked = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, resolve);
    process.once('disconnect', resolve);
  });
  const config = readConfig();
  if (!config.redisUrl)
    throw new DecorumError('invalid', 'an API process needs REDIS_URL', { field: 'REDIS_URL' });
  const logger = createLogger({ level: config.logLevel, name: 'decorum' });
  const context = createContext(config, logger, config.redisUrl, 'api');
  try {
    const server = await serve(config, context);
    if (process.connected) process.send?.('ready');
    await stopAsked;
    await server.close();
  } finally {
    await context.close();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const told =
      error instanceof DecorumError ? error.message : error instanceof Error ? error.name : 'Error';
    process.stderr.write(`decorum: ${told}\n`);
    process.exit(1);
  },
);
