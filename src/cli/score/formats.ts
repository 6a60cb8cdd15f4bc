import { stringify } from 'csv-stringify/sync';
import { attributes } from '../../domain/finding.js';
import type { Format } from './format.js';
import { type TableOptions, tableFormat } from './table.js';
import type { Line } from './verdict-line.js';

export const formatNames = ['table', 'jsonl', 'csv'] as const;
export type FormatName = (typeof formatNames)[number];

export function createFormat(name: FormatName, table: TableOptions): Format {
  return { jsonl: () => jsonlFormat, csv: () => csvFormat, table: () => tableFormat(table) }[name]();
}

const jsonlFormat: Format = {
  head: '',
  format(lines) {
    let out = '';
    for (const line of lines) out += `${JSON.stringify(line)}\n`;
    return out;
  },
};

/** Spreadsheets run cells that begin with = + - @: a leading apostrophe makes them text (OWASP, CSV Injection). */
const csvOptions = { escape_formulas: true } as const;

const csvFormat: Format = {
  head: stringify([
    ['id', 'action', 'priority', ...attributes, 'findings', 'policy', 'error', 'file', 'line'],
  ]),
  format: (lines) => stringify(lines.map(csvRow), csvOptions),
};

function csvRow(line: Line): readonly (string | number)[] {
  if ('error' in line)
    return [line.id ?? '', '', '', ...attributes.map(() => ''), '', '', line.error, line.file, line.line];
  const { id, action, priority, scores, findings, policy } = line;
  const numbers = attributes.map((name) => scores[name]);
  return [id, action, priority, ...numbers, JSON.stringify(findings), policy, '', '', ''];
}
