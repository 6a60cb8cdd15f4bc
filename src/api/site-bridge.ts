import type { Request, Response } from 'express';
import { driftOf } from '../bridge/drift.js';
import { type SiteBridge, usualBridge } from '../domain/bridge.js';
import type { BridgeStore } from '../store/bridge-store.js';
import { json } from './body.js';
import { Refusal } from './problems.js';
import { bodyAs, refuseQuery, siteOf } from './request.js';
import type { Route } from './route.js';
import { postedBridge, postedMap } from './schemas.js';
import type { BridgeResource, DriftResource, ScoreMapsResource } from './types.js';

/** How a site answers Perspective's protocol: mode, archiving, score map; what both said; the maps themselves. */
export function siteBridge({
  bridge,
  now,
}: {
  readonly bridge: BridgeStore;
  readonly now: () => Date;
}): Route[] {
  async function settingsOf(site: string): Promise<SiteBridge> {
    return (await bridge.settings()).get(site) ?? usualBridge;
  }

  async function show(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const answer: BridgeResource = { site, ...(await settingsOf(site)) };
    res.json(answer);
  }

  async function change(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const asked = bodyAs(req, postedBridge);
    const { map: before, ...rest } = await settingsOf(site);
    const map = asked.map === null ? undefined : (asked.map ?? before);
    if (map !== undefined && !(await bridge.map(map)))
      throw new Refusal('invalid', 'map: no score map has this version.', {
        errors: [{ field: 'map', reason: 'no score map has this version' }],
      });
    const settings: SiteBridge = {
      mode: asked.mode ?? rest.mode,
      archive: asked.archive ?? rest.archive,
      ...(map !== undefined && { map }),
    };
    await bridge.set(site, settings);
    const answer: BridgeResource = { site, ...settings };
    res.json(answer);
  }

  async function undo(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const settings = await bridge.undo(site);
    if (!settings) throw new Refusal('not_found', 'No earlier settings of this site are kept.');
    const answer: BridgeResource = { site, ...settings };
    res.json(answer);
  }

  async function drift(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const { map } = await settingsOf(site);
    const found = map === undefined ? undefined : await bridge.map(map);
    const answer: DriftResource = { site, ...driftOf(await bridge.pairs(site), found) };
    res.json(answer);
  }

  async function maps(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const answer: ScoreMapsResource = { maps: await bridge.maps() };
    res.json(answer);
  }

  async function addMap(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const map = bodyAs(req, postedMap);
    res.status(201).json(await bridge.saveMap({ ...map, at: now().toISOString() }));
  }

  return [
    { method: 'get', path: '/v1/sites/:site/bridge', scopes: ['moderate'], handle: show },
    { method: 'post', path: '/v1/sites/:site/bridge', scopes: ['admin'], accepts: [json], handle: change },
    { method: 'post', path: '/v1/sites/:site/bridge/undo', scopes: ['admin'], handle: undo },
    { method: 'get', path: '/v1/sites/:site/bridge/drift', scopes: ['moderate'], handle: drift },
    { method: 'get', path: '/v1/score-maps', scopes: ['moderate'], handle: maps },
    { method: 'post', path: '/v1/score-maps', scopes: ['admin'], accepts: [json], handle: addMap },
  ];
}
