import { describe } from '@jest/globals';
import { createMemoryStore } from './memory-store.js';
import { conformance } from './testing/comment-store.conformance.js';
import { t0 } from './testing/make.js';

describe('memory store', () => {
  conformance(async () => {
    let now = t0;
    const store = createMemoryStore({ now: () => new Date(now) });
    const ids = ['erase:me-91'];
    return {
      store,
      async leaseEnds(ms) {
        now += ms;
      },
      async dump() {
        const remembered = await store.remember('key-1', 'nobody', 1);
        return JSON.stringify([await store.get(ids), await Promise.all(ids.map(store.events)), remembered]);
      },
    };
  });
});
