import { rmSync } from 'node:fs';

export default async function stop() {
  const { server, dir } = globalThis.testRedis;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await gone;
  rmSync(dir, { recursive: true, force: true });
}
