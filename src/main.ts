#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAdminKey } from './admin-key.js';
import { createProgram } from './cli/program.js';
import { type Config, projectRoot, readConfig } from './config.js';
import { createContext, createLocalPipeline } from './context.js';
import { DecorumError } from './domain/errors.js';
import { findRedis } from './find-redis.js';
import { createLogger } from './logger.js';
import { start } from './start.js';

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  version: string;
};

/** The environment's key, else the one kept at the first run. */
function settings(): Pick<Config, 'url' | 'key'> {
  const config = readConfig();
  const key = config.key ?? readAdminKey(config.dataDir);
  return { url: config.url, ...(key && { key }) };
}

const program = createProgram({
  version,
  settings,
  start: (role) => start(readConfig(), role),
  createPipeline({ policyFile }) {
    const config = readConfig();
    return createLocalPipeline(policyFile ? { ...config, policyFile } : config);
  },
  async keys() {
    const config = readConfig();
    const redis = await findRedis(config, () => {});
    const context = createContext(config, createLogger({ level: 'silent' }), redis.url, 'api');
    return {
      keys: context.keys,
      users: context.users,
      audit: context.tools.audit,
      async close() {
        await context.close();
        await redis.stop();
      },
    };
  },
});

try {
  await program.parseAsync();
} catch (error) {
  // A DecorumError says what to do; anything else is our fault, and its stack helps to find it.
  const told =
    error instanceof DecorumError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`decorum: ${told}\n`);
  process.exitCode = 1;
}
