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
  server.on('request', app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => resolve());
  });
  const { port: actual } = server.address() as AddressInfo;
  const shown = host.includes(':') ? `[${host}]` : host;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${shown}:${actual}`,
    port: actual,
    server,
    close(graceMs = 10_000) {
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
