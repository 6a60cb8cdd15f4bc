import { DecorumError } from '../domain/errors.js';
import type { ProgramIo } from './deps.js';
import { harmless } from './score/terminal.js';

/** Does the work; an error that an operator can act on becomes one line on stderr and exit code 1. */
export async function orExplain(io: ProgramIo, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof DecorumError)) throw error;
    io.stderr.write(`error: ${harmless(error.message)}\n`);
    io.exit(1);
  }
}
