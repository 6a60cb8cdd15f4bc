import { type Logger, pino } from 'pino';

export type { Logger };

/** Whatever an object is called that may hold a comment's words, a writer or a key: it never reaches a log. */
const secret = ['text', 'author', 'key', 'apiKey', 'authorization', 'password', 'comment', 'body', 'note'];
const paths = secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * Logs as JSON lines on stdout, or readable on a terminal. They carry ids, counts, versions and milliseconds:
 * never the text, never a key; what slips in under a telling name is cut out here.
 */
export function createLogger(options: { level: string; readable?: boolean; name?: string }): Logger {
  const { level, readable = false, name } = options;
  return pino({
    level,
    ...(name && { name }),
    redact: {
      paths: [
        ...paths,
        'req.headers.authorization',
        'req.headers["x-api-key"]',
        'req.headers["x-goog-api-key"]',
        'req.headers.cookie',
      ],
      censor: '[cut]',
    },
    ...(readable && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } },
    }),
  });
}
