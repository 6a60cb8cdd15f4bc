import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { superviseWorkers } from './supervise.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'decorum-supervise-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A worker in a few lines: notes its pid, is ready at once, ends at SIGTERM. */
function program(first = ''): string {
  const file = join(folder, 'worker.cjs');
  writeFileSync(
    file,
    `const { appendFileSync } = require('node:fs');
     ${first}
     appendFileSync(${JSON.stringify(join(folder, 'pids'))}, process.pid + '\\n');
     process.on('SIGTERM', () => process.exit(0));
     setInterval(() => {}, 1000);
     process.send('ready');`,
  );
  return file;
}
const pids = (): number[] => readFileSync(join(folder, 'pids'), 'utf8').trim().split('\n').map(Number);
const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('a worker that is killed is started again; stop ends all', async () => {
  const warned: unknown[] = [];
  const logger = { warn: (fields: unknown) => void warned.push(fields) };
  const workers = await superviseWorkers({
    count: 2,
    redisUrl: 'redis://unused',
    logger,
    program: program(),
  });
  const [first] = pids();
  process.kill(first!, 'SIGKILL');
  await until(() => pids().length === 3);
  expect(warned).toEqual([expect.objectContaining({ pid: first, signal: 'SIGKILL' })]);
  await workers.stop();
  expect(pids().filter(alive)).toEqual([]);
});

test('a worker that cannot start fails the start and leaves none behind', async () => {
  const broken = program('process.exit(3);');
  const started = superviseWorkers({
    count: 2,
    redisUrl: 'redis://unused',
    logger: { warn() {} },
    program: broken,
  });
  await expect(started).rejects.toThrow('ended before it was ready');
});
