import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DecorumError } from './domain/errors.js';

const workerProgram = fileURLToPath(new URL('../workers/main.js', import.meta.url));

/**
 * A worker makes much that lives for one batch: with V8's usual 16 MiB for the young, collecting it takes 7 % of the time.
 */
const youngMiB = 64;

/** Between the death of a worker and the next: doubles while they keep dying young. */
const firstPauseMs = 200;
const longestPauseMs = 10_000;
const longLifeMs = 30_000;
/** How long a worker may take to finish its batches; then it is killed, and others take its jobs up. */
const stopMs = 30_000;

export interface Supervised {
  /** SIGTERM to every worker; resolves when all are gone. */
  stop(): Promise<void>;
}

/**
 * Keeps `count` worker processes running: one that ends by itself is started again. Resolves when all are ready to
 * take jobs.
 *
 * @throws DecorumError `unavailable` when one of the first ends before it is ready; then none is left running
 */
export async function superviseWorkers(options: {
  readonly count: number;
  readonly redisUrl: string;
  readonly logger: { warn(fields: object, message: string): void };
  /** Default: the compiled workers/main. */
  readonly program?: string;
  /** Makes one process. Default: a fork. */
  readonly make?: (program: string, env: NodeJS.ProcessEnv, execArgv: string[]) => ChildProcess;
}): Promise<Supervised> {
  const { count, redisUrl, logger, program = workerProgram } = options;
  const make = options.make ?? ((file, env, execArgv) => fork(file, { env, execArgv }));
  const running = new Set<ChildProcess>();
  let stopping = false;

  const run = (pauseMs: number): Promise<void> => {
    const env = { ...process.env, REDIS_URL: redisUrl };
    const child = make(program, env, [`--max-semi-space-size=${youngMiB}`]);
    const born = Date.now();
    running.add(child);
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (stopping) return;
      const next = Date.now() - born > longLifeMs ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
      logger.warn({ pid: child.pid, code, signal, restartMs: pauseMs }, 'a worker ended; starting another');
      setTimeout(() => !stopping && void run(next).catch(() => {}), pauseMs);
    });
    return new Promise((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', () =>
        reject(new DecorumError('unavailable', 'a worker ended before it was ready: see above')),
      );
      child.once('error', reject);
    });
  };

  async function stop(): Promise<void> {
    stopping = true;
    const gone = [...running].map(async (child) => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), stopMs);
      await exit;
      clearTimeout(late);
    });
    await Promise.all(gone);
  }

  try {
    await Promise.all(Array.from({ length: count }, () => run(firstPauseMs)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}
