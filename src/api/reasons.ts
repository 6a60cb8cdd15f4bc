import type { Request, Response } from 'express';
import { reasonCodes } from '../domain/decision.js';
import type { DeskStore } from '../store/desk-store.js';
import { json } from './body.js';
import { Refusal } from './problems.js';
import { bodyAs, refuseQuery, siteOf } from './request.js';
import type { Route } from './route.js';
import { putReasons } from './schemas.js';
import type { ReasonsResource } from './types.js';

/** The reasons that decisions on a site's comments may carry. */
export interface KnownReasons {
  /** @throws Refusal `invalid` that names the codes a site knows */
  refuseUnknown(site: string, reason: string | undefined): Promise<void>;
  /** In words, what a reason of the site's own means; undefined for the nine and for one that is no longer there. */
  labelOf(site: string, reason: string | undefined): Promise<string | undefined>;
}

const isOfAll = (reason: string): boolean => reasonCodes.some((code) => code === reason);

/** Every site knows the nine; a site's own are asked for only where another code comes. */
export const knownReasons = (desk: Pick<DeskStore, 'reasons'> | undefined): KnownReasons => ({
  async labelOf(site, reason) {
    if (reason === undefined || isOfAll(reason)) return undefined;
    return (await desk?.reasons(site))?.find(({ code }) => code === reason)?.label;
  },
  async refuseUnknown(site, reason) {
    if (reason === undefined || isOfAll(reason)) return;
    const own = ((await desk?.reasons(site)) ?? []).map(({ code }) => code);
    if (own.includes(reason)) return;
    const fault = `must be one of ${[...reasonCodes, ...own].join(', ')}`;
    throw new Refusal('invalid', `reason ${fault}.`, { errors: [{ field: 'reason', reason: fault }] });
  },
});

/** `GET` and `PUT /v1/sites/:site/reasons`: a site's own reasons for decisions, beside the nine that all have. */
export function siteReasons({ desk }: { readonly desk: DeskStore }): Route[] {
  async function show(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const answer: ReasonsResource = { site, reasons: await desk.reasons(site) };
    res.json(answer);
  }

  async function put(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const { reasons } = bodyAs(req, putReasons);
    await desk.setReasons(site, reasons);
    const answer: ReasonsResource = { site, reasons };
    res.json(answer);
  }

  const path = '/v1/sites/:site/reasons';
  return [
    { method: 'get', path, scopes: ['moderate'], handle: show },
    { method: 'put', path, scopes: ['lead'], accepts: [json], handle: put },
  ];
}
