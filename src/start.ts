import { relative } from 'node:path';
import { ensureAdminKey, type UsableKey } from './admin-key.js';
import { startApiCluster } from './api-cluster.js';
import type { Config } from './config.js';
import { createContext } from './context.js';
import { findRedis } from './find-redis.js';
import { createLogger } from './logger.js';
import type { RedisHandle } from './redis/resolve.js';
import { serve } from './serve.js';
import { superviseWorkers } from './supervise.js';

/** `all`: API, page and worker processes; `api` and `worker`: one of the two, to run them apart. */
export type Role = 'all' | 'api' | 'worker';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * Runs Decorum until SIGINT or SIGTERM: finds or starts a Redis, serves API and page, keeps worker processes.
 * Stops in order: no new requests, those under way answered, workers done with their batches, queue, Redis.
 * Resolves when all has stopped.
 *
 * @throws DecorumError when there is no Redis to be had, or the port is taken
 */
export async function start(config: Config, role: Role): Promise<void> {
  const stopAsked = untilAskedToStop();
  const logger = createLogger({ level: config.logLevel, readable: process.stdout.isTTY, name: 'decorum' });
  const redis = await findRedis(config, say);
  const undo: (() => Promise<unknown>)[] = [() => redis.stop()];
  try {
    // Also a worker's parent puts a context together: a bad policy is told here, once, before anything runs.
    const context = createContext(config, logger, redis.url, 'api');
    undo.unshift(() => context.close());
    if (role !== 'api') {
      const workers = await superviseWorkers({ count: config.workers, redisUrl: redis.url, logger });
      undo.unshift(() => workers.stop());
    }
    if (role === 'worker') {
      say(`Decorum's workers are up: ${config.workers}, on Redis ${redis.version}. Stop with Ctrl-C.`);
    } else {
      const key = await ensureAdminKey(config, context.keys);
      const count = config.apiProcesses;
      const served =
        count > 1
          ? await startApiCluster(config, { count, redisUrl: redis.url, logger })
          : await serve(config, context);
      undo.unshift(() => ('stop' in served ? served.stop() : served.close()));
      welcome(config, role, redis, served.url, key).forEach(say);
    }
    await stopAsked;
    say('\nStopping: requests under way are answered, running batches finished …');
  } finally {
    for (const step of undo) await step();
  }
  say('Stopped. Nothing is lost: what waits is taken up at the next start.');
}

/** What an operator needs to know, in a few lines. */
function welcome(config: Config, role: Role, redis: RedisHandle, url: string, key: UsableKey): string[] {
  const folder = relative(process.cwd(), config.dataDir);
  const origin = { url: 'from REDIS_URL', local: 'found running', private: 'started here, private' }[
    redis.origin
  ];
  return [
    '',
    `Decorum is up: ${url}`,
    `  review page  ${url}/review`,
    `  Perspective  ${url}/v1alpha1/comments:analyze (keys add --scope analyze makes a key)`,
    `  workers      ${role === 'all' ? config.workers : 'none here; npm run start:worker'}`,
    `  data         ${folder.startsWith('..') ? config.dataDir : `./${folder}`}`,
    `  Redis        ${redis.version}, ${origin}; ${redis.durability}`,
    ...redis.warnings.map((warning) => `  warning      ${warning}`),
    `  key          ${key.hint}`,
    '',
    'Paste into another terminal: a comment goes in …',
    `  curl -s ${url}/v1/comments -H "Authorization: Bearer ${key.shown}" -H 'Content-Type: application/json' -d '{"id": "hello-1", "text": "Hope they catch the animals."}'`,
    '… and a verdict comes out:',
    `  curl -s ${url}/v1/comments/hello-1 -H "Authorization: Bearer ${key.shown}"`,
    '',
    'Stop with Ctrl-C.',
    '',
  ];
}

/** Resolves at the first SIGINT or SIGTERM; a second one within the stop ends the process at once. */
function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = 0;
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        // One Ctrl-C may arrive twice: from the terminal, and passed on by npm.
        if (asked > 0 && Date.now() - asked > 1000) process.exit(130);
        if (asked === 0) asked = Date.now();
        resolve();
      });
  });
}
