import { createApp } from './api/app.js';
import { type Listening, listen } from './api/server.js';
import { type Config, projectRoot } from './config.js';
import type { Context } from './context.js';
import { DecorumError } from './domain/errors.js';

/**
 * Serves API and page in this process. Resolves when it takes requests.
 *
 * @throws DecorumError `unavailable` when the address cannot be had
 */
export async function serve(config: Config, context: Context): Promise<Listening> {
  await context.start(); // no comment may be scored without its site's own words
  const app = createApp({
    ...context,
    trustedProxies: config.trustedProxies,
    pageFolder: `${projectRoot}/dist/src/ui`,
  });
  return listen(app, { port: config.port, host: config.host }).catch((error) => {
    throw explained(error, config);
  });
}

/** An address that cannot be had is the operator's to mend: say how. */
function explained(error: unknown, { host, port }: Config): unknown {
  const why = {
    EADDRINUSE: 'is taken; is Decorum running already? Set PORT to another',
    EACCES: 'is not allowed; set PORT above 1023',
    EADDRNOTAVAIL: 'is not an address of this machine; set HOST',
  }[(error as NodeJS.ErrnoException).code ?? ''];
  return why ? new DecorumError('unavailable', `${host}:${port} ${why}`, { field: 'PORT' }) : error;
}
