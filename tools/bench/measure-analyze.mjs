// Times comments:analyze, and a raw Express app, turn by turn. Plain JavaScript, run by Node alone: see
// measure-checks.mjs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
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

process.once('message', async ({ texts, rounds, processes }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'decorum-bench-'));
  const redis = await startPrivateRedis({ dataDir });
  const stop = [() => redis.stop()];
  try {
    const env = {
      REDIS_URL: redis.url,
      DATA_DIR: dataDir,
      DECORUM_ADMIN_KEY: key,
      LOG_LEVEL: 'info',
      API_PROCESSES: String(processes),
    };
    const [port, rawPort] = [await freePort(), await freePort()];
    for (const [file, at, args] of [
      [program, port, ['start', 'api']],
      [rawProgram, rawPort, []],
    ]) {
      const child = await started(file, args, at, env);
      pids.set(at, [child.pid, ...childrenOf(child.pid)]);
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
        steady: await steady(port, plain, 500),
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

const fieldsOf = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');

function childrenOf(parent) {
  try {
    return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && Number(fieldsOf(pid)[1]) === parent);
  } catch {
    return [];
  }
}

/** Seconds of processor time that processes have had; NaN where there is no /proc. */
function cpuSeconds(all) {
  try {
    const ticks = all.map(fieldsOf).map((fields) => Number(fields[11]) + Number(fields[12]));
    return ticks.reduce((sum, one) => sum + one, 0) / 100; // USER_HZ
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

/**
 * Sends `rate` requests a second, evenly spaced, whatever the answers do; each is timed from when it was due. (A rate
 * of autocannon's goes out in one burst a second.)
 */
async function steady(port, requests, rate) {
  const before = cpuSeconds(pids.get(port));
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const total = rate * seconds;
  const times = [];
  let bad = 0;
  const started = performance.now();
  const one = (due, { method, path, headers, body }) =>
    new Promise((resolve) => {
      const length = { 'content-length': Buffer.byteLength(body) };
      request(
        { agent, host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } },
        (answer) => {
          if (answer.statusCode !== 200) bad++;
          answer.resume().on('end', () => {
            times.push(performance.now() - due);
            resolve();
          });
        },
      )
        .on('error', () => {
          bad++;
          resolve();
        })
        .end(body);
    });
  const under = [];
  for (let sent = 0; sent < total; ) {
    const due = Math.min(total, Math.ceil(((performance.now() - started) * rate) / 1000));
    for (; sent < due; sent++)
      under.push(one(started + (sent * 1000) / rate, requests[sent % requests.length]));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(under);
  const duration = (performance.now() - started) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return {
    rate: times.length / duration,
    p50: at(0.5),
    p99: at(0.99),
    most: times.at(-1),
    cpu: ((cpuSeconds(pids.get(port)) - before) * 1000) / total,
    bad,
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
