import type { Request, Response } from 'express';
import type { LabelStore } from '../store/label-store.js';
import { queryAs, siteOf } from './request.js';
import type { Route } from './route.js';
import { labelsQuery } from './schemas.js';
import type { LabelsResource } from './types.js';

/** Labels from outside (comments:suggestscore) of one site, newest first. */
export function siteLabels({ labels }: { readonly labels: Pick<LabelStore, 'newest'> }): Route[] {
  async function list(req: Request, res: Response): Promise<void> {
    const site = siteOf(req);
    const { limit = 25 } = queryAs(req, labelsQuery);
    const answer: LabelsResource = { site, labels: await labels.newest(site, limit) };
    res.json(answer);
  }
  return [{ method: 'get', path: '/v1/sites/:site/labels', scopes: ['moderate'], handle: list }];
}
