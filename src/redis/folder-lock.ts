import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { DecorumError } from '../domain/errors.js';
import { isAlive, until } from './processes.js';

/**
 * Does `work` while no other process does, by a lock file that holds our pid. A lock whose owner has died is taken
 * over. Waits `limitMs` at most, then throws DecorumError `unavailable`.
 */
export async function locked<T>(file: string, limitMs: number, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${randomUUID()}`;
  if (!(await until(() => take(file, mine), limitMs)))
    throw new DecorumError('unavailable', `another start holds ${file}: remove it if there is none`);
  try {
    return await work();
  } finally {
    if (read(file) === mine) rmSync(file, { force: true });
  }
}

function take(file: string, mine: string): boolean {
  const draft = `${file}.${mine.replace(' ', '.')}`;
  // Written first, then linked: nobody ever reads a lock that is half written.
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const theirs = read(file);
    if (theirs !== undefined && !isAlive(Number(theirs.split(' ')[0]))) takeAway(file, theirs, draft);
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a dead owner's lock, and puts it back if it had become somebody else's in that moment. */
function takeAway(file: string, theirs: string, draft: string): void {
  const away = `${draft}.away`;
  try {
    renameSync(file, away);
    if (read(away) !== theirs) linkSync(away, file);
    unlinkSync(away);
  } catch {
    // somebody else took it away first
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
