import type { Request, Response } from 'express';
import { csvHeader, csvLines } from '../audit/csv.js';
import { DecorumError } from '../domain/errors.js';
import type { AuditPage, AuditStore } from '../store/audit-store.js';
import { doors } from './desk-tools.js';
import { badParameter } from './problems.js';
import { queryAs } from './request.js';
import type { Route } from './route.js';
import { auditCsvQuery, auditQuery } from './tools-schemas.js';

export interface AuditOptions {
  readonly audit: AuditStore;
  readonly now: () => Date;
}

const csvPage = 1000;

/** Who did what: pages, newest first, and the same as a CSV file. */
export function audit({ audit, now }: AuditOptions): Route[] {
  async function list(req: Request, res: Response): Promise<void> {
    const page: AuditPage = await audit.page(queryAs(req, auditQuery)).catch(refuseCursor);
    res.json(page);
  }

  /** Page by page, as fast as the client reads: an audit may be longer than memory. */
  async function download(req: Request, res: Response): Promise<void> {
    const query = queryAs(req, auditCsvQuery);
    let page = await audit.page({ ...query, limit: csvPage });
    const day = now().toISOString().slice(0, 10);
    res.set('Content-Disposition', `attachment; filename="audit-${day}.csv"`);
    res.type('text/csv; charset=utf-8');
    res.write(csvHeader);
    for (;;) {
      if (page.entries.length > 0 && !res.write(csvLines(page.entries)))
        await new Promise<void>((resolve) => {
          res.once('drain', resolve).once('close', resolve);
        });
      if (page.next === undefined || res.closed) break;
      page = await audit.page({ ...query, limit: csvPage, cursor: page.next });
    }
    res.end();
  }

  return [
    { method: 'get', path: '/v1/audit', ...doors.lead, handle: list },
    { method: 'get', path: '/v1/audit.csv', ...doors.lead, handle: download },
  ];
}

function refuseCursor(error: unknown): never {
  if (error instanceof DecorumError && error.about.field === 'cursor')
    throw badParameter([{ field: 'cursor', reason: 'is not one that a page gave' }]);
  throw error;
}
