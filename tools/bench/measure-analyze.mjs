// Times comments:analyze, and a raw Express app, turn by turn. Plain JavaScript, run by Node alone: see
// measure-checks.mjs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';
import { startPrivateRedis } from '../../dist/src/redis/resolve.js';

const key = 'bench-key-0123456789abcdef';
const program = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const rawProgram = fileURLToPath(new URL('raw-express.mjs', import.meta.url));
const six = ['TOXICITY', 'SEVERE_TOXICITY', 'IDENTITY_ATTACK', 'INSULT', 'PROFANITY', 'THREAT'];
const seconds = 8;
const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

process.once('message', async ({ texts, rounds }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'decorum-bench-'));
  const redis = await startPrivateRedis({ dataDir });
  const stop = [() => redis.stop()];
  try {
    const env = { REDIS_URL: redis.url, DATA_DIR: dataDir, DECORUM_ADMIN_KEY: key, LOG_LEVEL: 'info' };
    const [port, rawPort] = [await freePort(), await freePort()];
    for (const [file, at, args] of [
      [program, port, ['start', 'api']],
      [rawProgram, rawPort, []],
    ]) {
      const child = await started(file, args, at, env);
      pids.set(at, child.pid);
      stop.unshift(() => ended(child));
    }
    const requests = (more) =>
      texts.map((text) => ({
        method: 'POST',
        path: `/v1alpha1/comments:analyze?key=${key}`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          comment: { text },
          requestedAttributes: Object.fromEntries(six.map((name) => [name, {}])),
          ...more,
        }),
      }));
    const plain = requests({});
    const detailed = requests({ spanAnnotations: true });
    const full = { connections: 64, duration: seconds };
    const measured = { steady: [], full: [], peer: [], spans: [] };
    for (let round = 0; round <= rounds; round++) {
      const found = {
        peer: await load(rawPort, plain, full),
        full: await load(port, plain, full),
        steady: await load(port, plain, { connections: 32, duration: seconds, overallRate: 500 }),
        spans: await load(port, detailed, full),
      };
      if (round === 0) continue; // warming up
      for (const name of Object.keys(measured)) measured[name].push(found[name]);
    }
    process.send(measured);
  } finally {
    for (const end of stop) await end();
    rmSync(dataDir, { recursive: true, force: true });
    process.disconnect();
  }
});

const pids = new Map();

/** Seconds of processor time that a process has had; NaN where there is no /proc. */
function cpuSeconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100; // USER_HZ
  } catch {
    return Number.NaN;
  }
}

async function load(port, requests, options) {
  const before = cpuSeconds(pids.get(port));
  const {
    latency,
    requests: rate,
    non2xx,
    errors,
    duration,
    ...rest
  } = await autocannon({
    url: `http://127.0.0.1:${port}`,
    requests,
    ...options,
  });
  return {
    rate: rate.total / duration,
    p50: latency.p50,
    p99: latency.p99,
    most: latency.max,
    cpu: ((cpuSeconds(pids.get(port)) - before) * 1000) / rate.total,
    bad: non2xx + errors + rest.timeouts,
  };
}

async function started(file, args, port, env) {
  const child = spawn(process.execPath, ['--max-semi-space-size=64', file, ...args], {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const until = Date.now() + 20_000;
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (Date.now() > until || child.exitCode !== null) throw new Error(`${file} did not start`);
    await soon();
  }
  return child;
}

async function ended(child) {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
