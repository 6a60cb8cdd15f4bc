import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createPerspectiveStand, type PerspectiveStand } from '../src/api/testing/perspective-stand.js';
import { decorumAt } from './run-decorum.js';

let stand: PerspectiveStand;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'decorum-policies-'));
  stand = await createPerspectiveStand();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stand.close();
});
const decorum = decorumAt(() => ({ url: stand.url, key: stand.keys.admin }));
const policies = (command: string, ...args: string[]) =>
  decorum('policies', command, '--site', 'herald', ...args);

test('a file is tried, saved, activated and taken back', async () => {
  const file = join(folder, 'strict.yml');
  writeFileSync(
    file,
    'name: strict\nversion: "9"\nonFailedCheck: review\nrules:\n  - { name: rude, attribute: INSULT, minScore: 0.2, action: review }\n',
  );
  expect((await policies('list')).out).toContain('judges; a failed check: review');
  expect((await policies('validate', file)).out).toBe(`${file} is a policy.\n`);
  expect((await policies('replay', file)).out).toBe('No judged case is there to go over.\n');
  expect((await policies('save', file, '--note', 'a try')).out).toContain('Kept as version 1');
  expect((await policies('shadow', '1')).out).toBe(
    'herald: the starting policy is live, version 1 is tried beside it\n',
  );
  expect((await policies('activate', '1')).out).toBe('herald: version 1 is live\n');
  const listed = (await policies('list')).out;
  expect(listed).toContain('strict@herald/1 judges');
  expect(listed).toContain('rude: INSULT from 0.2 → review');
  expect(listed).toMatch(/1 {2}live .*the operator: a try/);
  expect(JSON.parse((await policies('show', '1')).out).rules).toHaveLength(1);
  expect((await policies('rollback')).out).toBe('herald: the starting policy is live\n');
});

test.each([
  ['a file that is not there', ['save', 'nowhere.yml'], /cannot be read \(ENOENT\)/],
  ['what is no policy', ['save', 'none.yml'], /rules/],
  ['a version that is not kept', ['activate', '77'], /No policy of this site has this version/],
])('%s is told in words', async (_, [command, ...args], message) => {
  writeFileSync(join(folder, 'none.yml'), 'name: x\n');
  const given = args.map((one) => (one.endsWith('.yml') ? join(folder, one) : one));
  const { code, err } = await policies(command!, ...given);
  expect(code).toBe(1);
  expect(err).toMatch(message);
});
