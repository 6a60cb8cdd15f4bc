import type { Request, Response } from 'express';
import { limits } from '../domain/limits.js';
import { type Policy, policyId, type StandingPolicies, sitePolicy } from '../domain/policy.js';
import { replay } from '../policies/replay.js';
import type { AuditKind, AuditStore } from '../store/audit-store.js';
import type { CommentStore } from '../store/comment-store.js';
import type { PolicyStore, Stood } from '../store/policy-store.js';
import { callerOf } from './authentication.js';
import { json } from './body.js';
import { Refusal } from './problems.js';
import { bodyAs, refuseQuery, siteOf } from './request.js';
import type { Route } from './route.js';
import { activation, postedPolicy, postedReplay, postedShadow, savedPolicy } from './schemas.js';
import type { PoliciesResource, PolicyResource, ReplayResource, StandingResource } from './types.js';

export interface PoliciesOptions {
  readonly policies: PolicyStore;
  readonly store: Pick<CommentStore, 'judged'>;
  /** Judges where a site has none of its own. */
  readonly starting: Policy;
  /** Told of what was saved and what stands. */
  readonly audit?: Pick<AuditStore, 'record'>;
}

const usualLast = 10_000;

/** A site's own policies: saving, trying on past cases, activating, going back, trying one beside the live one. */
export function sitePolicies({ policies, store, starting, audit }: PoliciesOptions): Route[] {
  let replaying = 0;

  async function standingOf(site: string): Promise<StandingPolicies> {
    return (await policies.standing()).get(site) ?? {};
  }

  async function list(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const [standing, versions] = await Promise.all([standingOf(site), policies.versions(site)]);
    const live = versions.find(({ version }) => version === standing.live);
    const answer: PoliciesResource = {
      site,
      ...standing,
      policy: live ? live.policy : starting,
      policyId: live ? policyId(sitePolicy(site, live.version, live.policy)) : policyId(starting),
      versions: versions.map(({ version, by, at, note }) => ({
        version,
        by,
        at,
        ...(note !== undefined && { note }),
      })),
    };
    res.json(answer);
  }

  async function show(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const found = await policies.get(siteOf(req), versionOf(req));
    if (!found) throw unknownVersion();
    const answer: PolicyResource = found;
    res.json(answer);
  }

  async function save(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const { policy, note } = bodyAs(req, savedPolicy);
    const answer: PolicyResource = await policies.save(
      site,
      { version: '', ...policy },
      callerOf(res).name,
      note,
    );
    const subject = `version ${answer.version}`;
    const act = { by: callerOf(res).name, kind: 'policy-saved', site, subject } as const;
    await audit?.record({ ...act, ...(note !== undefined && { note }) });
    res.status(201).json(answer);
  }

  function validate(req: Request, res: Response): void {
    refuseQuery(req);
    siteOf(req);
    bodyAs(req, postedPolicy);
    res.json({ ok: true });
  }

  async function activate(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const { expect } = bodyAs(req, activation);
    const stood = await policies.activate(site, versionOf(req), expect ?? undefined);
    await keep(stood, 'policy-activated', site, res);
    tellStood(site, stood, res);
  }

  async function rollBack(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const stood = await policies.rollBack(site);
    await keep(stood, 'policy-activated', site, res, 'rolled back');
    tellStood(site, stood, res);
  }

  async function shadow(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const { version } = bodyAs(req, postedShadow);
    const stood = await policies.setShadow(site, version ?? undefined);
    await keep(stood, 'policy-shadow', site, res);
    tellStood(site, stood, res);
  }

  /** What stands now, in the audit. */
  async function keep(stood: Stood, kind: AuditKind, site: string, res: Response, detail?: string) {
    if (stood.result !== 'written') return;
    const version = kind === 'policy-shadow' ? stood.standing.shadow : stood.standing.live;
    const none = kind === 'policy-shadow' ? 'none' : 'the policy file';
    const subject = version === undefined ? none : `version ${version}`;
    await audit?.record({ by: callerOf(res).name, kind, site, subject, ...(detail && { detail }) });
  }

  async function tryOut(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const { policy, last = usualLast, curve } = bodyAs(req, postedReplay);
    // Each takes seconds of a core and some megabytes: a slider that is dragged must not start twenty.
    if (replaying >= limits.replaysAtOnce)
      throw new Refusal('overloaded', 'Other replays are under way. Try again in a few seconds.');
    replaying++;
    try {
      const { live } = await standingOf(site);
      const found = live === undefined ? undefined : await policies.get(site, live);
      const answer: ReplayResource = {
        site,
        ...(await replay(store.judged(site, last), {
          live: found ? sitePolicy(site, found.version, found.policy) : starting,
          candidate: { version: 'candidate', ...policy },
          ...(curve !== undefined && { curve }),
        })),
      };
      res.json(answer);
    } finally {
      replaying--;
    }
  }

  const at = '/v1/sites/:site/policies';
  const reading = ['moderate'] as const;
  const changing = ['lead'] as const;
  return [
    { method: 'get', path: at, scopes: reading, handle: list },
    { method: 'post', path: at, scopes: changing, accepts: [json], handle: save },
    { method: 'post', path: `${at}/validate`, scopes: reading, accepts: [json], handle: validate },
    { method: 'post', path: `${at}/replay`, scopes: reading, accepts: [json], handle: tryOut },
    { method: 'post', path: `${at}/rollback`, scopes: changing, handle: rollBack },
    { method: 'post', path: `${at}/shadow`, scopes: changing, accepts: [json], handle: shadow },
    { method: 'get', path: `${at}/:version`, scopes: reading, handle: show },
    { method: 'post', path: `${at}/:version/activate`, scopes: changing, accepts: [json], handle: activate },
  ];
}

function tellStood(site: string, stood: Stood, res: Response): void {
  if (stood.result === 'unknown') throw unknownVersion();
  if (stood.result === 'nothing') throw new Refusal('not_found', 'No earlier policy of this site is kept.');
  if (stood.result === 'conflict') {
    const { live } = stood.standing;
    throw new Refusal(
      'conflict',
      `${live === undefined ? 'The starting policy' : `Version ${live}`} is live: another change came first.`,
      {
        ...(live !== undefined && { version: live }),
      },
    );
  }
  const answer: StandingResource = { site, ...stood.standing };
  res.json(answer);
}

const unknownVersion = (): Refusal => new Refusal('not_found', 'No policy of this site has this version.');

function versionOf(req: Request): number {
  const version = String(req.params.version);
  if (!/^[1-9]\d{0,8}$/.test(version)) throw unknownVersion();
  return Number(version);
}
