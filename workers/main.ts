import { readConfig } from '../src/config.js';
import { createContext } from '../src/context.js';
import { createLogger } from '../src/logger.js';
import { nameOf } from './moderate.js';
import { startWorkers } from './start.js';

/**
 * A worker process: REDIS_URL must be set. Tells its parent 'ready' when it takes jobs. Stops with code 0, its
 * running batches finished, at SIGTERM, at SIGINT, or when its parent is gone.
 */
async function main(): Promise<void> {
  const stopAsked = new Promise<void>((resolve) => {
    // As often as asked: a Ctrl-C reaches the whole group, and the parent asks once more.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, resolve);
    process.once('disconnect', resolve);
  });
  const config = readConfig();
  const logger = createLogger({ level: config.logLevel, name: 'decorum-worker' });
  if (!config.redisUrl) throw new Error('a worker needs REDIS_URL: the Redis that the API uses');
  const context = createContext(config, logger, config.redisUrl, 'worker');
  try {
    await context.start(); // no comment may be judged without its site's own words
    const workers = await startWorkers(context);
    const { policy, versions } = context.pipeline;
    logger.info({ policy, versions }, 'worker takes jobs');
    if (process.connected) process.send?.('ready'); // the parent may be gone meanwhile
    await stopAsked;
    await workers.close();
  } finally {
    await context.close();
  }
  logger.info('worker stopped');
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(
      `${nameOf(error)}: ${error instanceof Error ? error.message : 'the worker failed'}\n`,
    );
    process.exit(1);
  },
);
