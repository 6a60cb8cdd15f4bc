import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';

/** One request as a client sent it; KEY and HOST stand for what differs each time. */
export interface Sent {
  /** To the blank line, which is part of it. */
  readonly head: string;
  readonly body: string;
}

export const captured = (name: string): readonly Sent[] =>
  JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as Sent[];

/** Writes a request byte for byte, save key, host and the length that follows from them; resolves with what comes back. */
export async function replay(
  { head, body }: Sent,
  url: string,
  key: string,
): Promise<{ readonly status: number; readonly head: string; readonly text: string }> {
  const { host, hostname, port } = new URL(url);
  const filled = (text: string) => text.replaceAll('KEY', key).replaceAll('HOST', host);
  const bytes = Buffer.from(filled(body));
  const socket = createConnection(Number(port), hostname);
  socket.write(filled(head).replace(/(content-length: )\d+/i, `$1${bytes.length}`));
  socket.write(bytes);
  let came = Buffer.alloc(0);
  for await (const data of socket) {
    came = Buffer.concat([came, data as Buffer]);
    const end = came.indexOf('\r\n\r\n');
    if (end < 0) continue;
    const answer = came.subarray(0, end).toString();
    const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? Number.NaN);
    if (/transfer-encoding: chunked/i.test(answer)) throw new Error('an answer without its length');
    if (came.length < end + 4 + length) continue;
    socket.destroy();
    const text = came.subarray(end + 4, end + 4 + length).toString();
    return { status: Number(answer.split(' ')[1]), head: answer, text };
  }
  throw new Error('the connection ended');
}
