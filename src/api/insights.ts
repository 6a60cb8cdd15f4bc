import type { Request, Response } from 'express';
import { limits } from '../domain/limits.js';
import { agreementOf } from '../policies/agreement.js';
import { insightsOf } from '../policies/insights.js';
import type { FirstStore } from '../store/first-store.js';
import type { JudgedStore } from '../store/judged-store.js';
import type { SecondReviewStore } from '../store/second-store.js';
import { doors } from './desk-tools.js';
import { Refusal } from './problems.js';
import { queryAs } from './request.js';
import type { Route } from './route.js';
import { insightsQuery } from './tools-schemas.js';
import type { InsightsResource } from './tools-types.js';

export interface InsightsOptions {
  readonly judged: JudgedStore;
  readonly second: Pick<SecondReviewStore, 'opinions'>;
  readonly first: Pick<FirstStore, 'read'>;
  readonly now: () => Date;
}

/** What the desk's own decisions tell of its checks, and how the desk is doing. */
export function insights({ judged, second, first, now }: InsightsOptions): Route[] {
  let reading = false;

  async function show(req: Request, res: Response): Promise<void> {
    const { site, days } = queryAs(req, insightsQuery);
    if (reading) throw new Refusal('overloaded', 'Others ask for insights just now.');
    reading = true;
    try {
      const found = await insightsOf(judged.newest(site, limits.replayCases), {
        site,
        days,
        now: now(),
      });
      const [opinions, held] = await Promise.all([second.opinions(site), first.read(site)]);
      const answer: InsightsResource = {
        ...found,
        articles: found.articles.map((each) => ({
          ...each,
          ...(held.articles.includes(each.article) && { reviewFirst: true as const }),
        })),
        agreement: agreementOf(opinions),
      };
      res.json(answer);
    } finally {
      reading = false;
    }
  }

  return [{ method: 'get', path: '/v1/insights', ...doors.moderator, handle: show }];
}
