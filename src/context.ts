import type { Redis } from 'ioredis';
import type { DeskTools } from './api/desk-tools.js';
import type { PerspectiveParts } from './api/perspective/parts.js';
import { liveSettings } from './bridge/live-settings.js';
import { type AskPerspective, createRemote } from './bridge/remote.js';
import { allChecks } from './checks/index.js';
import { withBreaker } from './checks/toxicity/models/breaker.js';
import { httpModel } from './checks/toxicity/models/http.js';
import { localModel } from './checks/toxicity/models/local.js';
import type { ToxicityModel } from './checks/toxicity/models/model.js';
import { perspectiveModel } from './checks/toxicity/models/perspective.js';
import { secondOpinion } from './checks/toxicity/models/second-opinion.js';
import type { Config } from './config.js';
import type { Policy } from './domain/policy.js';
import type { Logger } from './logger.js';
import { createPipeline, type Pipeline, type PipelineOptions } from './pipeline/pipeline.js';
import { livePolicies } from './policies/live.js';
import { liveFirst } from './policies/live-first.js';
import { readPolicy } from './policy-file.js';
import { type BullmqQueue, createBullmqQueue } from './queue/bullmq-queue.js';
import { connectForIntake, connectForWorkers } from './redis/connect.js';
import { liveSiteWords } from './site-words/live.js';
import type { CommentStore } from './store/comment-store.js';
import type { DeskStore } from './store/desk-store.js';
import { withFixedKey } from './store/fixed-key.js';
import type { KeyStore } from './store/key-store.js';
import { createRedisQuota } from './store/limited-quota.js';
import type { OperationStore } from './store/operation-store.js';
import type { PolicyStore } from './store/policy-store.js';
import { createRedisAudit } from './store/redis-audit.js';
import { createRedisBridgeStore } from './store/redis-bridge-store.js';
import { createRedisDeskStore } from './store/redis-desk-store.js';
import { createRedisFirstStore } from './store/redis-first-store.js';
import { createRedisJudged } from './store/redis-judged.js';
import { createRedisKeyStore } from './store/redis-key-store.js';
import { createRedisLabelStore } from './store/redis-label-store.js';
import { createRedisOperationStore } from './store/redis-operation-store.js';
import { createRedisPolicyStore } from './store/redis-policy-store.js';
import { createRedisSecondStore } from './store/redis-second-store.js';
import { createRedisStore } from './store/redis-store.js';
import { createRedisUserStore } from './store/redis-user-store.js';
import { createRedisWordStore } from './store/redis-word-store.js';
import type { UserStore } from './store/user-store.js';
import type { WordStore } from './store/word-store.js';
import { Text } from './text/text.js';

/** Everything one process works with, put together once. */
export interface Context {
  readonly config: Config;
  readonly logger: Logger;
  readonly store: CommentStore;
  readonly keys: KeyStore;
  /** Sites' own allow and deny lists. */
  readonly words: WordStore;
  /** Sites' own policies, and the one that judges where a site has none. */
  readonly policies: { readonly store: PolicyStore; readonly starting: Policy };
  /** Who may sign in at the desk. */
  readonly users: UserStore;
  /** Decisions on many cases. */
  readonly operations: OperationStore;
  readonly desk: DeskStore;
  /** What the desk's tools work with. */
  readonly tools: DeskTools;
  readonly queue: BullmqQueue;
  /** What Perspective's protocol is answered with. */
  readonly perspective: PerspectiveParts;
  /** Goes by the sites' own lists as they stand, once {@link Context.start} has loaded them. */
  readonly pipeline: Pipeline;
  /** Set for a worker when a second opinion is asked for: the same checks, toxicity heard by Google or another endpoint; where it cannot tell, the local verdict stands. */
  readonly remotePipeline?: Pipeline;
  /**
   * Loads the sites' own lists and follows them from then on: to be awaited by whoever judges comments. Waits while
   * Redis is away.
   */
  start(): Promise<void>;
  /** A connection that waits for Redis instead of failing, as BullMQ's workers want; closed with the context. */
  connect(): Redis;
  /** Closes queue and connections; what is under way in them is finished. */
  close(): Promise<void>;
}

/** What the pipeline asks of a site, comment by comment. */
type OfSites = Pick<PipelineOptions, 'siteWords' | 'sitePolicies' | 'reviewFirst'>;

/** The pipeline that needs nothing but this machine: default checks, the policy file. */
export function createLocalPipeline(config: Config, about: OfSites = {}): Pipeline {
  return createPipeline({
    checks: allChecks(localModel(config.toxicityModel)),
    policy: readPolicy(config.policyFile),
    deadlineMs: config.checkDeadlineMs,
    ...about,
  });
}

/** The second opinion that the operator asked for, left alone while it fails; undefined: none. */
function remoteModel({ perspectiveApiKey, toxicityEndpoint }: Config): ToxicityModel | undefined {
  const timeoutMs = remoteMs;
  if (toxicityEndpoint) return withBreaker(httpModel({ ...toxicityEndpoint, timeoutMs }));
  return perspectiveApiKey
    ? withBreaker(perspectiveModel({ apiKey: perspectiveApiKey, timeoutMs }))
    : undefined;
}
/** Google answers in about 100 ms; this queue is one comment a second and can wait. */
const remoteMs = 5000;

function createRemotePipeline(config: Config, remote: ToxicityModel, about: OfSites): Pipeline {
  return createPipeline({
    checks: allChecks(secondOpinion(remote, localModel(config.toxicityModel))),
    policy: readPolicy(config.policyFile),
    deadlineMs: config.checkDeadlineMs + remoteMs,
    ...about,
  });
}

/** Google's Perspective, asked while a request waits. */
function askPerspective({ perspectiveUrl }: Config, apiKey: string): AskPerspective {
  const model = perspectiveModel({
    apiKey,
    timeoutMs: 1500, // Google answers in about 100 ms
    ...(perspectiveUrl && { url: perspectiveUrl }),
  });
  return async (text, about, signal) => (await model.read(new Text(text), about, signal)).scores;
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
  const siteWords = (site: string) => live.of(site);
  const sitePolicies = (site: string) => followed.of(site);
  const starting = readPolicy(config.policyFile);
  const reviewFirst = (site: string, article: string) => firstOnes.has(site, article);
  const ofSites = { siteWords, sitePolicies, reviewFirst };
  const pipeline = createLocalPipeline(config, ofSites);
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
  const words = createRedisWordStore({ redis });
  const live = liveSiteWords({ store: words, logger });
  const first = createRedisFirstStore({ redis });
  const firstOnes = liveFirst({ store: first, logger });
  const policies = createRedisPolicyStore({ redis });
  const followed = livePolicies({ store: policies, starting, logger });
  const remote = role === 'worker' ? remoteModel(config) : undefined;
  const bridgeStore = createRedisBridgeStore({ redis });
  const settings = liveSettings({ store: bridgeStore, logger });
  const { perspectiveApiKey } = config;
  return {
    config,
    logger,
    store: createRedisStore({ redis }),
    keys: config.adminKey ? withFixedKey(keys, config.adminKey) : keys,
    words,
    policies: { store: policies, starting },
    tools: {
      judged: createRedisJudged({ redis }),
      audit: createRedisAudit({ redis }),
      second: createRedisSecondStore({ redis }),
      first,
    },
    operations: createRedisOperationStore({ redis }),
    desk: createRedisDeskStore({ redis }),
    users: createRedisUserStore({ redis }),
    queue,
    pipeline,
    perspective: {
      quota: createRedisQuota({ redis }),
      usualQuota: config.analyzeQuota,
      labels: createRedisLabelStore({ redis }),
      bridgeStore,
      settings,
      ...(perspectiveApiKey && {
        remote: createRemote({
          ask: askPerspective(config, perspectiveApiKey),
          onFailure: (error) => logger.warn({ error }, 'Perspective gave no scores'),
        }),
      }),
      remotePerMinute: config.perspectivePerMinute,
      dropUnknown: config.analyzeDropUnknown,
    },
    // Only workers ask it; for the others it would be lexicons and weights put together in vain.
    ...(remote && { remotePipeline: createRemotePipeline(config, remote, ofSites) }),
    async start() {
      await Promise.all([
        live.start(),
        followed.start(),
        firstOnes.start(),
        role === 'api' && settings.start(),
      ]);
    },
    connect,
    async close() {
      settings.close();
      const quiet = Promise.all([live.close(), followed.close(), firstOnes.close()]);
      await queue.close();
      for (const connection of connections) connection.disconnect();
      await quiet; // not before: a question that waits for Redis ends with its connection
    },
  };
}
