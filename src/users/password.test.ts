import { expect, test } from '@jest/globals';
import { hashPassword, passwordFits } from './password.js';

test('a password fits its own hash and no other', async () => {
  const hash = await hashPassword('correct horse battery');
  expect(hash).toMatch(/^scrypt\$[\w-]{22}\$[\w-]{43}$/);
  expect(await passwordFits('correct horse battery', hash)).toBe(true);
  expect(await passwordFits('correct horse batter', hash)).toBe(false);
  expect(await passwordFits('correct horse battery', undefined)).toBe(false);
  expect(await hashPassword('correct horse battery')).not.toBe(hash);
});
