import { Readable, Writable } from 'node:stream';
import { realPipeline } from '../src/api/testing/perspective-stand.js';
import type { ProgramIo } from '../src/cli/deps.js';
import { createProgram } from '../src/cli/program.js';
import { DecorumError } from '../src/domain/errors.js';

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** The `decorum` command against a running server, as a terminal would see it. */
export const decorumAt =
  (settings: () => { readonly url: string; readonly key: string }) =>
  async (...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const [stdout, stderr] = [new Sink(), new Sink()];
    let code = 0;
    const io: ProgramIo = {
      stdin: Readable.from([]),
      stdout,
      stderr,
      exit: (exit) => {
        code = exit;
      },
      onInterrupt: () => {},
    };
    const away = async (): Promise<never> => {
      throw new DecorumError('unavailable', 'not here');
    };
    const program = createProgram({
      version: '1.2.3',
      start: away,
      createPipeline: () => realPipeline,
      keys: away,
      settings,
      io,
    });
    try {
      await program.parseAsync(['node', 'decorum', ...args]);
    } catch (error) {
      code = (error as { exitCode?: number }).exitCode ?? 1;
    }
    return { code, out: stdout.text, err: stderr.text };
  };
