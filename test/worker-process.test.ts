import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';

const url = process.env.DECORUM_TEST_REDIS!;
const program = fileURLToPath(new URL('../workers/main.ts', import.meta.url));
const running: ChildProcess[] = [];

function start(env: Record<string, string>): ChildProcess {
  const child = fork(program, {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  running.push(child);
  return child;
}

const alive = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

afterEach(async () => {
  for (const child of running.splice(0).filter(alive)) {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
});

describe('the worker process', () => {
  test.each<[string, (child: ChildProcess) => void]>([
    ['SIGTERM', (child) => child.kill('SIGTERM')],
    ['SIGINT', (child) => child.kill('SIGINT')],
    [
      'SIGINT to the group and SIGTERM of the parent',
      (child) => {
        child.kill('SIGINT');
        child.kill('SIGTERM');
      },
    ],
    ['the loss of its parent', (child) => child.disconnect()],
  ])(
    'tells that it is ready, and ends with code 0 at %s',
    async (_, stop) => {
      const child = start({ REDIS_URL: url });
      const [message] = await once(child, 'message');
      expect(message).toBe('ready');
      stop(child);
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
    30_000,
  );

  test('says what it lacks, and ends with code 1', async () => {
    const child = start({});
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toContain('REDIS_URL');
    expect(said.trim().split('\n')).toHaveLength(1);
  }, 30_000);
});
