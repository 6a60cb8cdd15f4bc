import { expect, test } from '@jest/globals';
import { createMemoryQueue } from './memory-queue.js';
import { queueConformance } from './testing/queue-conformance.js';

queueConformance('the memory queue', async (moderate) => {
  const queue = createMemoryQueue({ moderate });
  return { queue, close: () => queue.close() };
});

test('a batch that fails is taken apart, and the comment that fails alone becomes a dead letter', async () => {
  const moderated: string[] = [];
  const queue = createMemoryQueue({
    moderate: async (ids) => {
      if (ids.includes('poison')) throw new Error('no');
      moderated.push(...ids);
    },
  });
  await queue.enqueue(['one', 'poison', 'two']);
  await queue.idle();
  expect(moderated).toEqual(['one', 'two']);
  expect((await queue.depth()).deadLetters).toBe(1);
  await queue.close();
});
