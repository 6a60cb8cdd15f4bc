import type { Request, Response } from 'express';
import type { AuditStore } from '../store/audit-store.js';
import type { KeyStore } from '../store/key-store.js';
import { callerOf } from './authentication.js';
import { json } from './body.js';
import { Refusal } from './problems.js';
import { bodyAs, refuseQuery } from './request.js';
import type { Route } from './route.js';
import { postedKey } from './schemas.js';
import type { CreatedKey, KeysResource } from './types.js';

export interface KeysOptions {
  readonly keys: KeyStore;
  /** Called after a revocation: it must count here at once. */
  readonly forget: () => void;
  /** Told of keys made and revoked. */
  readonly audit?: Pick<AuditStore, 'record'>;
}

/** Listing, making and revoking API keys. */
export function apiKeys({ keys, forget, audit }: KeysOptions): Route[] {
  async function list(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const answer: KeysResource = { keys: await keys.list() };
    res.json(answer);
  }

  async function create(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { name, scopes, ...about } = bodyAs(req, postedKey);
    const { key, record } = await keys.create(name, scopes, about);
    const act = { by: callerOf(res).name, kind: 'key', subject: record.id } as const;
    await audit?.record({ ...act, detail: `made, ${scopes.join(' ')}` });
    const answer: CreatedKey = { ...record, key };
    res.status(201).json(answer);
  }

  async function revoke(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    if (!(await keys.revoke(String(req.params.id)))) throw new Refusal('not_found', 'No key has this id.');
    forget();
    const act = { by: callerOf(res).name, kind: 'key', subject: String(req.params.id) } as const;
    await audit?.record({ ...act, detail: 'revoked' });
    res.status(204).end();
  }

  const scopes = ['admin'] as const;
  return [
    { method: 'get', path: '/v1/keys', scopes, handle: list },
    { method: 'post', path: '/v1/keys', scopes, accepts: [json], handle: create },
    { method: 'delete', path: '/v1/keys/:id', scopes, handle: revoke },
  ];
}
