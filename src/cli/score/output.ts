import { createWriteStream } from 'node:fs';
import { realpath, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { DecorumError } from '../../domain/errors.js';

/** Where lines go. */
export interface Output {
  /** Resolves when more may be written. */
  write(text: string): Promise<void>;
  /**
   * Ends the writing. A file gets its name only when it is whole; else it stays beside it, under the name
   * that is returned.
   */
  close(whole: boolean): Promise<string | undefined>;
}

/** Resolves when the stream takes more, or never will. */
function writeTo(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || text === '' || stream.write(text)) return resolve();
    const settle = (): void => {
      stream.off('drain', settle).off('error', settle).off('close', settle);
      resolve();
    };
    stream.on('drain', settle).on('error', settle).on('close', settle);
  });
}

/** Writes to a stream that is not ours to end. A reader that has gone away (EPIPE) is told to `onGone`. */
export function streamOutput(stream: Writable, onGone: () => void): Output {
  let gone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true;
    if (error.code === 'EPIPE') onGone();
    else throw error;
  });
  return {
    write: async (text) => (gone ? undefined : writeTo(stream, text)),
    close: async () => undefined,
  };
}

/**
 * Writes to a file by another name, beside it, and renames at the end: no one reads half a result.
 *
 * @param inputs paths, links resolved, that must not be written over
 * @throws DecorumError `invalid` when the file is an input or cannot be written
 */
export async function fileOutput(path: string, inputs: readonly string[]): Promise<Output> {
  const existing = await realpath(path).catch(() => undefined);
  if (existing !== undefined && inputs.includes(existing))
    throw new DecorumError('invalid', `--out ${path}: is also an input`, { field: 'out' });
  const about = existing === undefined ? undefined : await stat(existing);
  if (about?.isDirectory()) throw new DecorumError('invalid', `--out ${path}: is a folder`, { field: 'out' });
  // A device or a pipe is written to, never put aside: renaming over /dev/null would break the machine.
  const aside = about === undefined || about.isFile();
  const partial = !aside ? path : join(dirname(path), `${basename(path)}.partial`);
  const stream = createWriteStream(partial, { flags: 'w' });
  let failure: NodeJS.ErrnoException | undefined;
  const broken = (standing = ''): DecorumError =>
    new DecorumError('invalid', `--out ${path}: cannot be written (${failure?.code})${standing}`, {
      field: 'out',
    });
  const done = aside ? `; what is done stands in ${partial}` : '';
  stream.on('error', (error) => {
    failure = error;
  });
  await new Promise<void>((resolve) => stream.once('open', () => resolve()).once('error', () => resolve()));
  if (failure) throw broken();
  return {
    async write(text) {
      await writeTo(stream, text);
      if (failure) throw broken(done);
    },
    async close(whole) {
      stream.end();
      await finished(stream).catch(() => {});
      if (failure) throw broken(done);
      if (!aside) return undefined;
      if (!whole) return partial;
      await rename(partial, existing ?? path).catch((error: NodeJS.ErrnoException) => {
        failure = error;
        throw broken(done);
      });
      return undefined;
    },
  };
}
