// The peer of the intake bench: raw BullMQ, one job a comment, nothing done. Started by intake.ts.
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';

const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });
const worker = new Worker('noop', async () => {}, { connection, concurrency: 50, prefix: '{raw}' });
await worker.waitUntilReady();
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
