import { stringify } from 'csv-stringify/sync';
import type { AuditEntry } from '../store/audit-store.js';

const columns = [
  'at',
  'by',
  'kind',
  'site',
  'subject',
  'policy',
  'ruling',
  'reason',
  'note',
  'detail',
  'id',
] as const;

/** The file's first line. */
export const csvHeader = `${columns.join(',')}\r\n`;

/**
 * Entries as lines of CSV. A cell that a spreadsheet would run as a formula has an apostrophe before it: names and
 * notes are what somebody typed.
 */
export const csvLines = (entries: readonly AuditEntry[]): string =>
  stringify(
    entries.map((entry) => columns.map((column) => entry[column] ?? '')),
    { record_delimiter: 'windows', escape_formulas: true },
  );
