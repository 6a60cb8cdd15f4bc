import type { Redis } from 'ioredis';
import { allChecks } from './checks/index.js';
import { localModel } from './checks/toxicity/models/local.js';
import { perspectiveModel } from './checks/toxicity/models/perspective.js';
import { secondOpinion } from './checks/toxicity/models/second-opinion.js';
import type { Config } from './config.js';
import type { Logger } from './logger.js';
import { createPipeline, type Pipeline } from './pipeline/pipeline.js';
import { readPolicy } from './policy-file.js';
import { type BullmqQueue, createBullmqQueue } from './queue/bullmq-queue.js';
import { connectForIntake, connectForWorkers } from './redis/connect.js';
import type { CommentStore } from './store/comment-store.js';
import { withFixedKey } from './store/fixed-key.js';
import type { KeyStore } from './store/key-store.js';
import { createRedisKeyStore } from './store/redis-key-store.js';
import { createRedisStore } from './store/redis-store.js';

/** Everything one process works with, put together once. */
export interface Context {
  readonly config: Config;
  readonly logger: Logger;
  readonly store: CommentStore;
  readonly keys: KeyStore;
  readonly queue: BullmqQueue;
  readonly pipeline: Pipeline;
  /** Set for a worker when a Perspective key is: the same checks, toxicity heard by Google; where it cannot tell, the local verdict stands. */
  readonly remotePipeline?: Pipeline;
  /** A connection that waits for Redis instead of failing, as BullMQ's workers want; closed with the context. */
  connect(): Redis;
  /** Closes queue and connections; what is under way in them is finished. */
  close(): Promise<void>;
}

/** The pipeline that needs nothing but this machine: default checks, the policy file. */
export function createLocalPipeline(config: Config): Pipeline {
  return createPipeline({
    checks: allChecks(),
    policy: readPolicy(config.policyFile),
    deadlineMs: config.checkDeadlineMs,
  });
}

function createRemotePipeline(config: Config, apiKey: string): Pipeline {
  const remoteMs = 5000; // Google answers in about 100 ms; this queue is one comment a second and can wait
  const model = secondOpinion(perspectiveModel({ apiKey, timeoutMs: remoteMs }), localModel());
  return createPipeline({
    checks: allChecks(model),
    policy: readPolicy(config.policyFile),
    deadlineMs: config.checkDeadlineMs + remoteMs,
  });
}

/**
 * Puts one process together.
 *
 * @param redisUrl a Redis that is there (redis/resolve finds or starts one)
 * @param role `api`: commands fail at once when Redis is away; `worker`: they wait until it is back
 */
export function createContext(
  config: Config,
  logger: Logger,
  redisUrl: string,
  role: 'api' | 'worker',
): Context {
  // Before any connection: a policy that is none must not leave one open.
  const pipeline = createLocalPipeline(config);
  const connections: Redis[] = [];
  const keep = (redis: Redis): Redis => {
    connections.push(redis);
    return redis;
  };
  const connect = (): Redis => keep(connectForWorkers(redisUrl));
  const redis = role === 'api' ? keep(connectForIntake(redisUrl)) : connect();
  const queue = createBullmqQueue({
    connection: role === 'api' ? keep(connectForIntake(redisUrl)) : connect(),
  });
  const keys = createRedisKeyStore({ redis });
  return {
    config,
    logger,
    store: createRedisStore({ redis }),
    keys: config.adminKey ? withFixedKey(keys, config.adminKey) : keys,
    queue,
    pipeline,
    // Only workers ask it; for the others it would be lexicons and weights put together in vain.
    ...(role === 'worker' &&
      config.perspectiveApiKey && {
        remotePipeline: createRemotePipeline(config, config.perspectiveApiKey),
      }),
    connect,
    async close() {
      await queue.close();
      for (const connection of connections) connection.disconnect();
    },
  };
}
