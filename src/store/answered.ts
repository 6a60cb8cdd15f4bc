import { DecorumError } from '../domain/errors.js';

/**
 * Waits for Redis, but not for ever. Whatever goes wrong becomes DecorumError `unavailable`; ioredis' own error
 * goes no further, since it carries the command with its arguments: the text of comments.
 *
 * @param what the operation, for the message
 * @param limitMs milliseconds to wait
 */
export async function answered<T>(what: string, limitMs: number, ask: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DecorumError('timeout', '')), limitMs);
  });
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    throw new DecorumError('unavailable', `the store did not answer (${what}: ${causeOf(error)})`);
  } finally {
    clearTimeout(timer);
  }
}

/** A system code, the first word of Redis' reply or a class name: never a message. */
function causeOf(error: unknown): string {
  if (error instanceof DecorumError) return error.code;
  const { name, code, message } = (error ?? {}) as { name?: string; code?: unknown; message?: string };
  if (typeof code === 'string') return code;
  if (name === 'ReplyError') return /^[A-Z]{2,20}\b/.exec(message ?? '')?.[0] ?? 'ERR';
  return message?.includes('writeable') || message?.includes('Connection is closed')
    ? 'not connected'
    : message === 'Command timed out'
      ? 'timeout'
      : (name ?? 'Error');
}
