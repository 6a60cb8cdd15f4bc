import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ensureAdminKey, readAdminKey } from './admin-key.js';
import { withFixedKey } from './store/fixed-key.js';
import { createMemoryKeyStore } from './store/memory-key-store.js';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'decorum-key-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('the first run makes a key for everything and keeps it for its owner alone', async () => {
  const keys = createMemoryKeyStore();
  const { shown } = await ensureAdminKey({ dataDir }, keys);
  expect(await keys.find(shown)).toMatchObject({ name: 'first', scopes: ['admin'] });
  expect(readFileSync(join(dataDir, 'admin.key'), 'utf8')).toBe(`${shown}\n`);
  expect(statSync(join(dataDir, 'admin.key')).mode & 0o777).toBe(0o600);
});

test('later runs tell where the same key is, on a new Redis too', async () => {
  const { shown } = await ensureAdminKey({ dataDir }, createMemoryKeyStore());
  const fresh = createMemoryKeyStore();
  expect((await ensureAdminKey({ dataDir }, fresh)).shown).toBe(`$(cat '${join(dataDir, 'admin.key')}')`);
  expect(await fresh.find(shown)).toBeDefined();
  expect(readAdminKey(dataDir)).toBe(shown);
});

test('a revoked key stays revoked', async () => {
  const keys = createMemoryKeyStore();
  const { shown } = await ensureAdminKey({ dataDir }, keys);
  const [first] = await keys.list();
  await keys.create('other', ['intake']);
  await keys.revoke(first!.id);
  const again = await ensureAdminKey({ dataDir }, keys);
  expect(await keys.find(shown)).toBeUndefined();
  expect(again.shown).not.toContain(shown);
  expect(again.hint).toContain('revoked');
});

test('a key of the environment is valid while it is given, and is kept nowhere', async () => {
  const adminKey = 'k'.repeat(20);
  const keys = createMemoryKeyStore();
  const { shown } = await ensureAdminKey({ dataDir, adminKey }, withFixedKey(keys, adminKey));
  expect(shown).toBe('$DECORUM_ADMIN_KEY');
  expect(readAdminKey(dataDir)).toBeUndefined();
  expect(await withFixedKey(keys, adminKey).find(adminKey)).toMatchObject({ scopes: ['admin'] });
  expect(await withFixedKey(keys, adminKey).find(`${adminKey}x`)).toBeUndefined();
  expect(await keys.find(adminKey)).toBeUndefined();
});
