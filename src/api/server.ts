import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Application } from 'express';

export interface Listening {
  /** Where it answers, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  /** Takes no new connection, lets running requests end for `graceMs`, then cuts them off. May be called twice. */
  close(graceMs?: number): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
}

/** Serves the app; rejects when the address cannot be had, with Node's error (`EADDRINUSE`). */
export async function listen(app: Application, { host, port }: ListenOptions): Promise<Listening> {
  const server = createServer({
    // A body may trickle in for this long, then 408: 5 MiB need 1.4 Mbit/s.
    requestTimeout: 30_000,
    headersTimeout: 10_000,
    // Longer than the 60 s of common proxies, which else meet a connection that we just closed.
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 5_000,
  });
  let closed: Promise<void> | undefined;
  server.on('request', (_req, res) => {
    // A connection that was busy when we began to close is idle after this answer: it would be kept alive.
    res.once('close', () => closed && setImmediate(() => server.closeIdleConnections()));
  });
  // Streams that would never end by themselves end when this says so.
  const closing = new AbortController();
  app.locals.closing = closing.signal;
  server.on('request', app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve());
  });
  const { port: actual } = server.address() as AddressInfo;
  const shown = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${shown}:${actual}`,
    port: actual,
    server,
    close(graceMs = 10_000) {
      closing.abort();
      closed ??= new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
      });
      return closed;
    },
  };
}
