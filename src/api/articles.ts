import type { Request, Response } from 'express';
import { limits } from '../domain/limits.js';
import { addTo, heatOf, type Story } from '../policies/heat.js';
import type { AuditStore } from '../store/audit-store.js';
import { type FirstStore, mostFirst } from '../store/first-store.js';
import type { JudgedStore } from '../store/judged-store.js';
import { callerOf } from './authentication.js';
import { json } from './body.js';
import { doors } from './desk-tools.js';
import { Refusal } from './problems.js';
import { bodyAs, queryAs, refuseQuery } from './request.js';
import type { Route } from './route.js';
import { articleQuery, postedFirst } from './tools-schemas.js';
import type { ArticleResource } from './tools-types.js';

export interface ArticlesOptions {
  readonly judged: JudgedStore;
  readonly first: FirstStore;
  readonly audit: Pick<AuditStore, 'record'>;
  readonly now: () => Date;
}

/** Counting a site's stories takes a second at most; a desk asks for one after the other. */
const countedMs = 15_000;
const mostCounted = 100;

/** How an article's comments come in, and whether they all go to review first. */
export function articles({ judged, first, audit, now }: ArticlesOptions): Route[] {
  const counted = new Map<string, { readonly at: number; readonly stories: Promise<Map<string, Story>> }>();

  async function count(site: string, at: number): Promise<Map<string, Story>> {
    const stories = new Map<string, Story>();
    for await (const part of judged.newest(site, limits.replayCases))
      for (const found of part) addTo(stories, found, at);
    return stories;
  }

  async function storyOf(site: string, article: string, at: number): Promise<Story | undefined> {
    const known = counted.get(site);
    if (known && at - known.at < countedMs) return (await known.stories).get(article);
    const stories = count(site, at);
    if (counted.size >= mostCounted) counted.clear();
    counted.set(site, { at, stories });
    stories.catch(() => counted.delete(site));
    return (await stories).get(article);
  }

  async function show(req: Request, res: Response): Promise<void> {
    const { site, id, url } = queryAs(req, articleQuery);
    const article = (id ?? url)!;
    const at = now().getTime();
    const none = { comments: 0, allow: 0, review: 0, block: 0, approved: 0, rejected: 0 };
    const story = (await storyOf(site, article, at)) ?? { ...none, lastHour: 0, first: at };
    const { lastHour: _, first: __, ...counts } = story;
    const reviewFirst = (await first.read(site)).articles.includes(article);
    const answer: ArticleResource = { article, heat: heatOf(story, at), reviewFirst, counts };
    res.json(answer);
  }

  async function set(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { site, article, on } = bodyAs(req, postedFirst);
    if (!(await first.set(site, article, on)))
      throw new Refusal('conflict', `${mostFirst} articles go to review first already: take one off.`);
    const act = { by: callerOf(res).name, kind: 'review-first', site } as const;
    await audit.record({ ...act, subject: article, detail: on ? 'on' : 'off' });
    res.json({ site, article, on });
  }

  return [
    { method: 'get', path: '/v1/articles', ...doors.moderator, handle: show },
    {
      method: 'put',
      path: '/v1/articles/review-first',
      ...doors.moderator,
      accepts: [json],
      handle: set,
    },
  ];
}
