import { Redis } from 'ioredis';
import { createBullmqQueue } from '../src/queue/bullmq-queue.js';
import { createRedisStore } from '../src/store/redis-store.js';
import { startWorkers } from '../workers/start.js';
import { memoryLog, scripted } from './worker-parts.js';

/** A worker process that dies at once when it reads the comment `poison`: node --import tsx … <redis url> <prefix> */
const [url = '', prefix = ''] = process.argv.slice(2);
const connect = () => new Redis(url, { maxRetriesPerRequest: null });
const redis = connect();

await startWorkers({
  connect,
  prefix,
  store: createRedisStore({ redis, prefix }),
  queue: createBullmqQueue({ connection: redis, prefix }),
  pipeline: scripted(({ id }) => void (id === 'poison' && process.kill(process.pid, 'SIGKILL'))),
  logger: memoryLog(),
  settings: { lockMs: 400, stalledCheckMs: 100 },
});
process.on('disconnect', () => process.exit(0));
