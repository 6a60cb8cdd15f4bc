import { expect, test } from '@jest/globals';
import { createOutbox, mostWaiting } from './outbox.js';

class Away extends Error {}
const isAway = (error: unknown): boolean => error instanceof Away;

test('what waits goes out in order, and what is refused does not hold up the rest', async () => {
  const sent: string[] = [];
  const counts: number[] = [];
  const outbox = createOutbox((count) => counts.push(count));
  const one = (name: string, error?: Error) => ({
    ids: [name],
    async send() {
      if (error) throw error;
      sent.push(name);
    },
  });
  outbox.add(one('a'));
  outbox.add(one('refused', new Error('409')));
  outbox.add(one('b'));
  await outbox.flush(isAway);
  expect(sent).toEqual(['a', 'b']);
  expect(counts).toEqual([1, 2, 3, 2, 1, 0]);
});

test('stops where the desk is still away, and goes on there', async () => {
  let away = true;
  const sent: string[] = [];
  const outbox = createOutbox(() => {});
  for (const name of ['a', 'b'])
    outbox.add({
      ids: [name],
      async send() {
        if (away) throw new Away();
        sent.push(name);
      },
    });
  await outbox.flush(isAway);
  expect(sent).toEqual([]);
  away = false;
  await Promise.all([outbox.flush(isAway), outbox.flush(isAway)]);
  expect(sent).toEqual(['a', 'b']);
});

test('one is taken back before it goes out; so many may wait', () => {
  const outbox = createOutbox(() => {});
  const one = { ids: ['a'], send: async () => {} };
  outbox.add(one);
  expect([outbox.remove(one), outbox.remove(one)]).toEqual([true, false]);
  for (let at = 0; at < mostWaiting; at++) outbox.add({ ids: [`${at}`], send: async () => {} });
  expect(outbox.full).toBe(true);
});
