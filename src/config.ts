import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { DecorumError } from './domain/errors.js';

/** What the environment says, read and checked once. README.md has the same table. */
export interface Config {
  /** Port of API and page. */
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** Absent: find or start a Redis. */
  readonly redisUrl?: string;
  /** Whether a Redis may be fetched from the distribution into dataDir when there is none. */
  readonly redisAuto: boolean;
  /** Where a private Redis, the first key and logs live; absolute. */
  readonly dataDir: string;
  /** A key that exists with every scope. */
  readonly adminKey?: string;
  /** API processes that `start` runs, all on one port. */
  readonly apiProcesses: number;
  /** Worker processes that `start` runs. */
  readonly workers: number;
  readonly policyFile: string;
  readonly logLevel: string;
  /** Milliseconds one check may take on one comment. */
  readonly checkDeadlineMs: number;
  /** Which parts of the embedded toxicity model are asked: see docs/MODEL_CARD.md. */
  readonly toxicityModel: 'full' | 'cascade' | 'fast';
  /** Set: a second opinion on toxicity is asked of Google, one comment a second. */
  readonly perspectiveApiKey?: string;
  /** Set: a second opinion is asked of this endpoint instead. */
  readonly toxicityEndpoint?: {
    readonly url: string;
    readonly protocol: 'perspective' | 'openai';
    readonly key?: string;
  };
  /** Where Google's comments:analyze is asked, when it is not Google's. */
  readonly perspectiveUrl?: string;
  /** Questions a minute to Google that comments:analyze may pass on. */
  readonly perspectivePerMinute: number;
  /** Requests a minute to comments:analyze of a key without a quota of its own. */
  readonly analyzeQuota: number;
  /** Whether comments:analyze leaves unknown attributes out instead of refusing. */
  readonly analyzeDropUnknown: boolean;
  /** Proxies whose X-Forwarded headers are believed, as Express spells them. */
  readonly trustedProxies: string;
  /** Where `score --via queue` finds a running Decorum, and its key. */
  readonly url: string;
  readonly key?: string;
}

/** The folder that holds package.json: above src/ as above dist/src/. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(from: string): string {
  return from.endsWith(join('dist', 'src')) ? resolve(from, '..', '..') : resolve(from, '..');
}

/** Worker processes by default: one a core, but more is the operator's choice (each takes some 150 MB). */
const mostWorkers = 4;

const text = z.string().trim().min(1);
const whole = (from: number, to: number) => {
  const error = `must be a whole number, ${from} to ${to}`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(to, { error });
};

const environment = z.object({
  PORT: whole(0, 65535).default(8080),
  HOST: text.default('127.0.0.1'),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be redis://… or rediss://…' }).optional(),
  REDIS_AUTO: z.enum(['0', '1']).default('1'),
  DATA_DIR: text.default(join(projectRoot, 'data')),
  DECORUM_ADMIN_KEY: z.string().min(16, 'must have at least 16 characters').max(200).optional(),
  API_PROCESSES: whole(1, 64).default(1),
  WORKERS: whole(1, 64).default(Math.min(availableParallelism(), mostWorkers)),
  POLICY_FILE: text.default(join(projectRoot, 'seeds', 'policy.yml')),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  CHECK_DEADLINE_MS: whole(10, 60_000).default(2000),
  TOXICITY_MODEL: z.enum(['full', 'cascade', 'fast']).default('full'),
  PERSPECTIVE_API_KEY: text.optional(),
  TOXICITY_URL: z.url({ protocol: /^https?$/, error: 'must be http://… or https://…' }).optional(),
  TOXICITY_PROTOCOL: z.enum(['perspective', 'openai']).default('perspective'),
  TOXICITY_KEY: text.optional(),
  PERSPECTIVE_URL: z.url({ protocol: /^https?$/, error: 'must be http://… or https://…' }).optional(),
  PERSPECTIVE_PER_MINUTE: whole(1, 1_000_000).default(60),
  ANALYZE_QUOTA: whole(0, 1_000_000).default(60),
  ANALYZE_UNKNOWN_ATTRIBUTES: z.enum(['refuse', 'drop']).default('refuse'),
  TRUSTED_PROXIES: text.default('loopback, linklocal, uniquelocal'),
  DECORUM_URL: z.url({ protocol: /^https?$/, error: 'must be http://… or https://…' }).optional(),
  DECORUM_KEY: text.optional(),
});

/**
 * The only reader of the environment. An empty variable counts as not set.
 *
 * @throws DecorumError `invalid` that names the variable, never its value
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = String(issue!.path[0]);
    throw new DecorumError('invalid', `environment variable ${field}: ${issue!.message}`, { field });
  }
  const e = parsed.data;
  const adminKey = e.DECORUM_ADMIN_KEY;
  const key = e.DECORUM_KEY ?? adminKey;
  const reachable = ['0.0.0.0', '::'].includes(e.HOST) ? '127.0.0.1' : e.HOST;
  return {
    port: e.PORT,
    host: e.HOST,
    ...(e.REDIS_URL && { redisUrl: e.REDIS_URL }),
    redisAuto: e.REDIS_AUTO === '1',
    dataDir: resolve(e.DATA_DIR),
    ...(adminKey && { adminKey }),
    apiProcesses: e.API_PROCESSES,
    workers: e.WORKERS,
    policyFile: resolve(e.POLICY_FILE),
    logLevel: e.LOG_LEVEL,
    checkDeadlineMs: e.CHECK_DEADLINE_MS,
    toxicityModel: e.TOXICITY_MODEL,
    ...(e.PERSPECTIVE_API_KEY && { perspectiveApiKey: e.PERSPECTIVE_API_KEY }),
    ...(e.TOXICITY_URL && {
      toxicityEndpoint: {
        url: e.TOXICITY_URL,
        protocol: e.TOXICITY_PROTOCOL,
        ...(e.TOXICITY_KEY && { key: e.TOXICITY_KEY }),
      },
    }),
    ...(e.PERSPECTIVE_URL && { perspectiveUrl: e.PERSPECTIVE_URL }),
    perspectivePerMinute: e.PERSPECTIVE_PER_MINUTE,
    analyzeQuota: e.ANALYZE_QUOTA,
    analyzeDropUnknown: e.ANALYZE_UNKNOWN_ATTRIBUTES === 'drop',
    trustedProxies: e.TRUSTED_PROXIES,
    url: e.DECORUM_URL ?? `http://${reachable}:${e.PORT}`,
    ...(key && { key }),
  };
}
