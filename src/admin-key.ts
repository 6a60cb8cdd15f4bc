import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.js';
import type { KeyStore } from './store/key-store.js';

const fileOf = (dataDir: string): string => join(dataDir, 'admin.key');

/** The key kept at the first run, if its file is still there. */
export function readAdminKey(dataDir: string): string | undefined {
  try {
    return readFileSync(fileOf(dataDir), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** A key for the operator, and where it comes from. */
export interface UsableKey {
  /** What to paste for it within double quotes in a shell: the key itself only when it was made just now. */
  readonly shown: string;
  readonly hint: string;
}

/**
 * Makes sure that somebody can use a fresh Decorum: the key of the environment, or the one kept in the data folder,
 * or a new one with every scope, kept there for the operator's eyes alone (mode 600; delete the file once copied).
 * A kept key that was revoked stays revoked.
 */
export async function ensureAdminKey(
  config: Pick<Config, 'adminKey' | 'dataDir'>,
  keys: KeyStore,
): Promise<UsableKey> {
  if (config.adminKey) return { shown: '$DECORUM_ADMIN_KEY', hint: 'as given in DECORUM_ADMIN_KEY' };
  const kept = readAdminKey(config.dataDir);
  const fromFile = {
    shown: `$(cat '${fileOf(config.dataDir)}')`,
    hint: 'as at the first run; kept in admin.key',
  };
  if (kept && (await keys.find(kept))) return fromFile;
  const known = await keys.list();
  if (known.length > 0) {
    const hint = `the ${kept ? 'one in admin.key was revoked' : 'one you have'}; npm run decorum -- keys add makes another`;
    return { shown: '<your key>', hint };
  }
  if (kept) {
    await keys.ensure(kept, 'first', ['admin']); // the same operator, a new Redis
    return fromFile;
  }
  const { key } = await keys.create('first', ['admin']);
  mkdirSync(config.dataDir, { recursive: true });
  writeFileSync(fileOf(config.dataDir), `${key}\n`, { mode: 0o600 });
  return { shown: key, hint: 'made now, for everything; kept in admin.key in the data folder (yours alone)' };
}
