import { connect } from 'node:net';

/** What answers at an address: `none` when nothing listens or what does is no Redis. */
export type Answer = 'ready' | 'loading' | 'asks_password' | 'none';

/**
 * Asks 127.0.0.1 at a port for a PING, in Redis' own protocol and without a client: quick, and safe against
 * whatever else may listen there.
 *
 * @param limitMs milliseconds to wait
 */
export function knock(port: number, limitMs: number, password?: string): Promise<Answer> {
  return new Promise((resolve) => {
    const asked = [...(password === undefined ? [] : [`AUTH ${password}`]), 'PING'];
    const socket = connect({ port, host: '127.0.0.1' });
    let heard = '';
    const end = (answer: Answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(limitMs, () => end('none'));
    // setTimeout counts from the last byte; a dripping stranger must not keep us.
    const timer = setTimeout(() => end('none'), limitMs);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve('none');
    });
    socket.on('error', () => end('none'));
    socket.on('connect', () => socket.write(asked.map((line) => `${line}\r\n`).join('')));
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      heard += part;
      const lines = heard.split('\r\n').slice(0, -1);
      if (lines.some((line) => line.startsWith('-LOADING'))) end('loading');
      else if (lines.some((line) => /^-(NOAUTH|WRONGPASS|NOPERM)/.test(line))) end('asks_password');
      // A Redis that has no password refuses AUTH and answers PING: not the one that was meant.
      else if (lines.join() === (password === undefined ? '+PONG' : '+OK,+PONG')) end('ready');
      else if (lines.length >= asked.length || heard.length > 1000) end('none');
    });
  });
}
