import { articleOf } from './case-fields.js';
import type { CommentStore } from './comment-store.js';
import { judgedOfVerdict } from './judged-form.js';
import type { JudgedStore } from './judged-store.js';

/** Any comment store's cases as they were judged: for tests, since it reads whole cases. */
export function judgedOfCases(store: Pick<CommentStore, 'newest' | 'get'>): JudgedStore {
  return {
    async *newest(site, limit) {
      const found = await store.get(await store.newest(site, Number.MAX_SAFE_INTEGER));
      const judged = found.flatMap((each) => {
        if (!each?.verdict) return [];
        const { comment, verdict, decision } = each;
        const article = articleOf(comment);
        return judgedOfVerdict(verdict, {
          id: comment.id,
          receivedAt: Date.parse(comment.receivedAt),
          ...(article && { article }),
          ...(decision && { decision }),
        });
      });
      if (judged.length > 0 && limit > 0) yield judged.slice(0, limit);
    },
  };
}
