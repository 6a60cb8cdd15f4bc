import {
  keptOpinions,
  type SecondOpinion,
  type SecondReview,
  type SecondReviewStore,
  secondLeaseMs,
  usualShare,
} from './second-store.js';

/** Second reviews in memory: for tests, since it forgets. */
export function createMemorySecondStore({
  now = () => new Date(),
}: {
  readonly now?: () => Date;
} = {}): SecondReviewStore {
  const shares = new Map<string, number>();
  const open = new Map<string, SecondReview>();
  const given = new Map<string, { by: string; until: number }>();
  const kept = new Map<string, SecondOpinion[]>();
  const holder = (id: string): string | undefined => {
    const found = given.get(id);
    return found && found.until > now().getTime() ? found.by : undefined;
  };
  const drop = (id: string): void => {
    open.delete(id);
    given.delete(id);
  };

  return {
    share: async (site) => shares.get(site) ?? usualShare,
    async setShare(site, share) {
      shares.set(site, share);
    },
    async offer(review) {
      open.set(review.commentId, { ...review });
    },
    async next(by, site) {
      for (const review of open.values()) {
        const { commentId, moderator } = review;
        if (moderator === by || (site !== undefined && review.site !== site)) continue;
        if ((holder(commentId) ?? by) !== by) continue;
        given.set(commentId, { by, until: now().getTime() + secondLeaseMs });
        return { ...review };
      }
      return undefined;
    },
    async answer(id, by, second) {
      const review = open.get(id);
      if (!review || holder(id) !== by) return undefined;
      drop(id);
      const opinions = [{ first: review.ruling, second }, ...(kept.get(review.site) ?? [])];
      kept.set(review.site, opinions.slice(0, keptOpinions));
      return review;
    },
    drop: async (id) => drop(id),
    opinions: async (site) => [...(kept.get(site) ?? [])],
  };
}
