// npm run python-client [-- --python <folder of installed packages>] [--capture <folder>]: runs client.py, the real
// google-api-python-client, against this server. Without --python it is installed into a folder of its own (pip).
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createPerspectiveStand } from '../../src/api/testing/perspective-stand.js';

const version = '2.201.0';
const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
};

const given = option('python');
const packages = given ?? mkdtempSync(join(tmpdir(), 'decorum-python-'));
if (!given) {
  const pip = ['-m', 'pip', 'install', '-q', '-t', packages, `google-api-python-client==${version}`];
  if (spawnSync('python3', pip, { stdio: ['ignore', 2, 2] }).status !== 0) {
    console.error('pip cannot be reached: test/perspective-python.test.ts replays captured bytes instead');
    process.exit(1);
  }
}
const stand = await createPerspectiveStand();
const sent: Buffer[] = [];
/** Passes bytes on, and keeps what the client sent: one piece a connection. */
const tap = createServer((client) => {
  const server = createConnection(Number(new URL(stand.url).port), '127.0.0.1');
  const mine: Buffer[] = [];
  client.on('data', (data: Buffer) => mine.push(data));
  client.on('close', () => sent.push(Buffer.concat(mine)));
  for (const end of [client, server]) end.on('error', () => {});
  client.pipe(server).pipe(client);
});
await new Promise<void>((resolve) => tap.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(tap.address() as AddressInfo).port}`;
try {
  const script = fileURLToPath(new URL('client.py', import.meta.url));
  const { stdout } = await promisify(execFile)('python3', [script, url, stand.key], {
    env: { ...process.env, PYTHONPATH: packages },
  });
  console.log(JSON.stringify(JSON.parse(stdout), null, 2));
  const folder = option('capture');
  if (folder) {
    mkdirSync(folder, { recursive: true });
    const hidden = (bytes: Buffer): string =>
      bytes.toString('utf8').replaceAll(stand.key, 'KEY').replaceAll(url.slice('http://'.length), 'HOST');
    const requests = sent
      .flatMap(requestsIn)
      .map(({ head, body }) => ({ head: hidden(head), body: hidden(body) }));
    writeFileSync(join(folder, 'google-api-python-client.json'), `${JSON.stringify(requests, null, 2)}\n`);
  }
} finally {
  tap.close();
  await stand.close();
  if (!given) rmSync(packages, { recursive: true, force: true });
}

/** The requests of one connection, each as its head and its body. */
function requestsIn(bytes: Buffer): { readonly head: Buffer; readonly body: Buffer }[] {
  const found = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n\r\n', at) + 4;
    const head = bytes.subarray(at, end);
    const length = Number(/content-length: (\d+)/i.exec(head.toString())?.[1] ?? 0);
    found.push({ head, body: bytes.subarray(end, end + length) });
    at = end + length;
  }
  return found;
}
