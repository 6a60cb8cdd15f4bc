import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Case } from '../domain/case.js';
import { limits } from '../domain/limits.js';
import type { Operation } from '../domain/operation.js';
import { runOperation } from '../operations/run.js';
import type { ModerationQueue } from '../queue/moderation-queue.js';
import type { AuditStore } from '../store/audit-store.js';
import type { CommentStore, ReviewFilter } from '../store/comment-store.js';
import { type OperationStore, plannedMs } from '../store/operation-store.js';
import { callerOf, mayUndoOthers } from './authentication.js';
import { json } from './body.js';
import { presentItem } from './presenters.js';
import { Refusal } from './problems.js';
import type { KnownReasons } from './reasons.js';
import { bodyAs, commentIdOf, refuseQuery, unknownComment } from './request.js';
import type { Route } from './route.js';
import { postedAlike, postedBulk, postedRun, postedUndo } from './schemas.js';
import type { AlikeResource, DryRunResource, OperationResource, UndoneResource } from './types.js';

export interface OperationsOptions {
  readonly store: CommentStore;
  readonly reasons: KnownReasons;
  readonly operations: OperationStore;
  readonly queue: Pick<ModerationQueue, 'enqueueOperation'>;
  readonly now: () => Date;
  /** Told of undone decisions, of runs and of runs taken back. */
  readonly audit?: Pick<AuditStore, 'record'>;
}

const shown = 20;
/** Where the text may be meant literally a bulk run should leave the case to a pair of eyes: findings below this score. */
const doubtBelow = 0.6;

/** Undoing a decision; one decision on all that are alike; bulk runs with a count beforehand, progress and undo. */
export function caseOperations({
  store,
  reasons,
  operations,
  queue,
  now,
  audit,
}: OperationsOptions): Route[] {
  async function undo(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const { decision } = bodyAs(req, postedUndo);
    const made = (await store.events(id)).find(
      (event) => event.type === 'decided' && event.decision === decision,
    );
    if (made?.type !== 'decided')
      throw new Refusal('not_found', 'No such decision was made on this comment.');
    refuseOthers(res, made.moderator);
    const result = await store.undoDecision(id, decision, callerOf(res).name);
    if (result === 'unknown') throw unknownComment();
    if (result !== 'undone')
      throw new Refusal(
        'conflict',
        result === 'stale' ? 'The comment has been revised since.' : 'This decision does not stand any more.',
      );
    await audit?.record({
      by: callerOf(res).name,
      kind: 'undone',
      subject: id,
      detail: `decision ${decision}`,
    });
    const answer: UndoneResource = { id, decision };
    res.json(answer);
  }

  async function alike(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const { total, ids } = await store.alike(id, shown);
    const answer: AlikeResource = { total, cases: (await found(ids)).map(presentItem) };
    res.json(answer);
  }

  /** At once, since a moderator waits: so few that it takes no job. */
  async function decideAlike(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const id = commentIdOf(req);
    const { ruling, reason, note } = bodyAs(req, postedAlike);
    const [own] = await store.get([id]);
    if (!own) throw unknownComment();
    await reasons.refuseUnknown(own.comment.site, reason);
    const { ids, total } = await store.alike(id, limits.alikeCases - 1);
    const operation = await operations.plan(
      {
        id: `o-${randomUUID()}`,
        kind: 'alike',
        by: callerOf(res).name,
        at: now().toISOString(),
        ruling,
        ...(reason && { reason }),
        ...(note !== undefined && { note }),
      },
      [id, ...ids],
    );
    await operations.move(operation.id, 'planned', 'running');
    await runOperation(operation.id, { store, operations, now });
    await keep('bulk', operation);
    const done = await operations.get(operation.id);
    const answer: OperationResource = { ...(done ?? operation), left: Math.max(0, total - ids.length) };
    res.status(201).json(answer);
  }

  async function keep(kind: 'bulk' | 'undone', operation: Operation, by = operation.by): Promise<void> {
    const { id, ruling, reason, note } = operation;
    const about = { ruling, ...(reason && { reason }), ...(note !== undefined && { note }) };
    await audit?.record({ by, kind, subject: id, detail: operation.kind, ...about });
  }

  async function dryRun(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { filter, ids, ruling, reason, note } = bodyAs(req, postedBulk);
    const cases = ids ? await found(ids) : await matching(filter ?? {});
    const { name } = callerOf(res);
    for (const site of new Set(cases.map(({ comment }) => comment.site)))
      await reasons.refuseUnknown(site, reason);
    const free = cases.filter(({ claim }) => claim === undefined || claim.moderator === name);
    const operation = await operations.plan(
      {
        id: `o-${randomUUID()}`,
        kind: 'bulk',
        by: name,
        at: now().toISOString(),
        ruling,
        ...(reason && { reason }),
        ...(note !== undefined && { note }),
      },
      free.map(({ comment }) => comment.id),
    );
    const answer: DryRunResource = {
      token: operation.id,
      expiresAt: new Date(now().getTime() + plannedMs).toISOString(),
      count: free.length,
      held: cases.length - free.length,
      sample: free.slice(0, shown).map(presentItem),
      doubtful: free.filter(isDoubtful).map(({ comment }) => comment.id),
    };
    res.status(201).json(answer);
  }

  async function start(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { token, except = [] } = bodyAs(req, postedRun);
    const planned = await operationOf(token);
    if (planned.by !== callerOf(res).name) throw new Refusal('forbidden', 'Another made this dry run.');
    await operations.leaveOut(token, except);
    if (!(await operations.move(token, 'planned', 'running')))
      throw new Refusal('conflict', 'This run was begun before.');
    await queue.enqueueOperation(token, 'running');
    await keep('bulk', planned);
    await tell(token, res, 202);
  }

  async function show(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    await tell(String(req.params.operation), res, 200);
  }

  async function takeBack(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const operation = await operationOf(String(req.params.operation));
    refuseOthers(res, operation.by);
    if (!(await operations.move(operation.id, 'done', 'undoing', callerOf(res).name)))
      throw new Refusal(
        'conflict',
        operation.state === 'undone'
          ? 'It was undone before.'
          : `It is ${operation.state}: only a run that is done can be undone.`,
      );
    await keep('undone', operation, callerOf(res).name);
    if (operation.kind === 'alike') await runOperation(operation.id, { store, operations, now });
    else await queue.enqueueOperation(operation.id, 'undoing');
    await tell(operation.id, res, operation.kind === 'alike' ? 200 : 202);
  }

  async function operationOf(id: string): Promise<Operation> {
    const operation = await operations.get(id);
    if (!operation) throw new Refusal('not_found', 'No run has this id, or its time is up.');
    return operation;
  }

  async function tell(id: string, res: Response, status: number): Promise<void> {
    const answer: OperationResource = await operationOf(id);
    res.status(status).json(answer);
  }

  const found = async (ids: readonly string[]): Promise<Case[]> =>
    (await store.get(ids)).filter((one) => one !== undefined);

  /** @throws Refusal where more match than a run may have */
  async function matching(filter: ReviewFilter): Promise<Case[]> {
    const cases: Case[] = [];
    for (let cursor: string | undefined, asked = 0; asked === 0 || cursor !== undefined; asked++) {
      const page = await store.reviewQueue({
        ...filter,
        limit: limits.pageItems,
        ...(cursor !== undefined && { cursor }),
      });
      cases.push(...page.cases);
      if (cases.length > limits.bulkCases)
        throw new Refusal('invalid', `More than ${limits.bulkCases} cases match: narrow the filter.`, {
          errors: [{ field: 'filter', reason: `matches more than ${limits.bulkCases} cases` }],
        });
      cursor = page.next;
    }
    return cases;
  }

  const moderating = ['moderate'] as const;
  const leading = ['lead'] as const;
  return [
    { method: 'post', path: '/v1/review/bulk/dry-run', scopes: leading, accepts: [json], handle: dryRun },
    { method: 'post', path: '/v1/review/bulk/run', scopes: leading, accepts: [json], handle: start },
    {
      method: 'post',
      path: '/v1/review/:id/decisions/undo',
      scopes: moderating,
      accepts: [json],
      handle: undo,
    },
    { method: 'get', path: '/v1/review/:id/alike', scopes: moderating, handle: alike },
    {
      method: 'post',
      path: '/v1/review/:id/alike/decisions',
      scopes: moderating,
      accepts: [json],
      handle: decideAlike,
    },
    { method: 'get', path: '/v1/operations/:operation', scopes: moderating, handle: show },
    { method: 'post', path: '/v1/operations/:operation/undo', scopes: moderating, handle: takeBack },
  ];
}

const isDoubtful = ({ verdict }: Case): boolean => {
  const findings =
    verdict?.outcomes.flatMap((outcome) => (outcome.status === 'ran' ? outcome.findings : [])) ?? [];
  return findings.length === 0 || findings.every(({ score }) => score < doubtBelow);
};

function refuseOthers(res: Response, moderator: string): void {
  if (callerOf(res).name !== moderator && !mayUndoOthers(res))
    throw new Refusal('forbidden', 'Only who decided may take it back, or a lead.');
}
