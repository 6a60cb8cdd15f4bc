import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Logger } from './logger.js';

const program = fileURLToPath(new URL('../workers/main.js', import.meta.url));

export interface Supervised {
  /** SIGTERM to every worker; resolves when all are gone (after 30 s they are killed: their jobs are retried). */
  stop(): Promise<void>;
}

/**
 * Keeps `count` worker processes running: one that ends by itself is started again, after 0.2 s, then doubling to 10 s
 * while it keeps dying young. Resolves when the first of each is ready to take jobs.
 */
export async function superviseWorkers(options: {
  readonly count: number;
  readonly redisUrl: string;
  readonly logger: Pick<Logger, 'warn'>;
}): Promise<Supervised> {
  const { count, redisUrl, logger } = options;
  const running = new Set<ChildProcess>();
  let stopping = false;

  const run = (pause: number): Promise<void> => {
    const child = fork(program, { env: { ...process.env, REDIS_URL: redisUrl } });
    const born = Date.now();
    running.add(child);
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (stopping) return;
      const next = Date.now() - born > 30_000 ? 200 : Math.min(pause * 2, 10_000);
      logger.warn({ pid: child.pid, code, signal, restartMs: pause }, 'a worker ended; starting another');
      setTimeout(() => !stopping && void run(next).catch(() => {}), pause);
    });
    return new Promise((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', () => reject(new Error('a worker ended before it was ready; its log says why')));
      child.once('error', reject);
    });
  };

  await Promise.all(Array.from({ length: count }, () => run(200)));
  return {
    async stop() {
      stopping = true;
      const gone = [...running].map(async (child) => {
        const exit = once(child, 'exit');
        child.kill('SIGTERM');
        const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
        await exit;
        clearTimeout(late);
      });
      await Promise.all(gone);
    },
  };
}
