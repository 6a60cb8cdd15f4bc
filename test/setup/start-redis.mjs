// A real Redis for the tests, found as the product finds its own, but never this machine's: a private server with
// its own port, password, folder and append-only file. Where no redis-server is installed the distribution's package
// is fetched once, into node_modules/.cache. Read from the sources: tests need no build.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

const folderName = 'decorum-test-redis-';
const cache = fileURLToPath(new URL('../../node_modules/.cache/decorum/redis-server', import.meta.url));

export default async function start() {
  const { startPrivateRedis } = await tsImport('../../src/redis/resolve.ts', import.meta.url);
  const { readPid } = await tsImport('../../src/redis/server-state.ts', import.meta.url);
  const { holds, isAlive } = await tsImport('../../src/redis/processes.ts', import.meta.url);

  // What a killed run left: its server goes on, since it must survive Ctrl-C in the product.
  const remove = (dataDir) => {
    const dir = join(dataDir, 'redis');
    const pid = readPid(dir);
    if (holds(pid, dir)) process.kill(pid, 'SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  };
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(folderName)))
    if (!isAlive(Number.parseInt(name.slice(folderName.length), 10))) remove(join(tmpdir(), name));

  const dataDir = mkdtempSync(join(tmpdir(), `${folderName}${process.pid}-`));
  const clean = () => remove(dataDir);
  process.once('exit', clean);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  const redis = await startPrivateRedis({
    dataDir,
    programFolder: cache,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  process.env.DECORUM_TEST_REDIS = redis.url;
  globalThis.testRedis = {
    async stop() {
      await redis.stop();
      process.removeListener('exit', clean);
      clean();
    },
  };
}
