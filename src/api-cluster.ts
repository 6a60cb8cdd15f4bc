import type { ChildProcess } from 'node:child_process';
import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { type Config, projectRoot } from './config.js';
import { type Supervised, superviseWorkers } from './supervise.js';

const apiProgram = fileURLToPath(new URL('./api-process.js', import.meta.url));

export interface ApiCluster extends Supervised {
  readonly url: string;
}

/** Runs `count` API processes on one port: Node's cluster hands connections out in turn. Resolves when all take requests. */
export async function startApiCluster(
  { host, port }: Config,
  options: Omit<Parameters<typeof superviseWorkers>[0], 'program' | 'make'>,
): Promise<ApiCluster> {
  let actual = port;
  cluster.on('listening', (_worker, address) => {
    actual = address.port;
  });
  const processes = await superviseWorkers({
    ...options,
    program: apiProgram,
    make(program, env, execArgv): ChildProcess {
      cluster.setupPrimary({ exec: program, execArgv, cwd: projectRoot });
      return cluster.fork(env).process;
    },
  });
  return { ...processes, url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}` };
}
