import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { packed } from './packed.js';

let redis: Redis;
beforeAll(() => {
  redis = new Redis(process.env.DECORUM_TEST_REDIS!);
});
afterAll(() => redis.quit());

const unpacked = (items: readonly (string | number)[]) =>
  redis.eval('return cmsgpack.unpack(ARGV[1])', 0, packed(items));

test('Lua reads what was packed: any letters, short and long, in order', async () => {
  const letters = fc.string({ unit: 'binary', maxLength: 60 });
  const items = fc.array(fc.oneof(letters, fc.string(), fc.nat().map(String)), { maxLength: 40 });
  await fc.assert(fc.asyncProperty(items, async (list) => expect(await unpacked(list)).toEqual(list)));
});

test('numbers come as their digits; a long list outgrows the first room', async () => {
  expect(await unpacked([1, 1_790_000_000_000])).toEqual(['1', '1790000000000']);
  const long = Array.from({ length: 700 }, (_, n) => `${n}${'é漢😀'.repeat(n)}`);
  expect(await unpacked(long)).toEqual(long);
});

test('what was packed before stays as it was', () => {
  const first = packed(['one', 'zwölf']);
  const copy = Buffer.from(first);
  packed(['another', 'text altogether']);
  expect(first).toEqual(copy);
});
