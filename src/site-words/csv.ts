import { type CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { SiteWord } from '../domain/site-words.js';
import type { EntryFault, PostedEntry } from './entry.js';

const read = ['list', 'phrase', 'severity', 'note'] as const;
/** Written for people to see; who adds entries from a file is who sends it. */
const ignored = ['id', 'addedBy', 'addedAt'] as const;
const columns = [...read, ...ignored];
const needed = ['list', 'phrase'];

/**
 * Spreadsheets run cells that begin so (OWASP, "CSV Injection": = + - @, their full-width forms, tab, CR, LF): an
 * apostrophe before them makes them text. Apostrophes that stand there already count, so that reading undoes writing.
 */
const runs = /^'*[=+\-@＝＋－＠\t\r\n]/;
const guarded = (cell: string): string => (runs.test(cell) ? `'${cell}` : cell);
const unguarded = (cell: string): string => (cell.startsWith("'") && runs.test(cell) ? cell.slice(1) : cell);

/** CSV (RFC 4180) with a header: list, phrase, severity, note, id, addedBy, addedAt. `readWordsCsv` reads it back. */
export const writeWordsCsv = (words: readonly SiteWord[]): string =>
  stringify(
    words.map((word) => columns.map((column) => guarded(word[column] ?? ''))),
    { header: true, columns, record_delimiter: '\r\n' },
  );

export type CsvRead =
  | { readonly ok: true; readonly posted: readonly PostedEntry[] }
  | { readonly ok: false; readonly faults: readonly EntryFault[] };

/**
 * Entries of a CSV file in UTF-8, with or without a byte-order mark, parted by comma, semicolon or tab. Its header
 * must name `list` and `phrase`; may name `severity` and `note`; `id`, `addedBy` and `addedAt` pass unread. An empty
 * cell is an absent field. Each entry's place is its line: `line 4, severity`.
 */
export function readWordsCsv(bytes: Uint8Array): CsvRead {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('file', 'is not UTF-8 (a spreadsheet writes it as "CSV UTF-8")');
  }
  const rows = rowsOf(text);
  if (!Array.isArray(rows)) return rows;
  const [header, ...rest] = rows;
  if (!header) return refused('file', `is empty: its first line must name ${columns.join(', ')}`);
  const names = header.cells.map(
    (cell) => columns.find((column) => column.toLowerCase() === cell.trim().toLowerCase()) ?? '',
  );
  const faults = headerFaults(names, header.line);
  for (const { line, cells } of rest)
    if (cells.length !== names.length)
      faults.push({
        field: `line ${line}`,
        reason: `has ${cells.length} cells where the header has ${names.length}`,
      });
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    posted: rest.map(({ line, cells }) => ({
      entry: entryOf(names, cells),
      place: (field) => (field === undefined ? `line ${line}` : `line ${line}, ${field}`),
    })),
  };
}

interface Row {
  /** From 1: where it begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

function rowsOf(text: string): Row[] | Extract<CsvRead, { ok: false }> {
  const firstLine = /^[^\r\n]*/.exec(text)![0];
  const count = (sign: string): number => firstLine.split(sign).length;
  const delimiter = [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
  try {
    const found = parse(text, {
      ...{ delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true },
      ...{ skip_empty_lines: true, info: true, raw: true },
    }) as unknown as { info: { lines: number }; raw: string; record: string[] }[];
    return found.map(({ info, raw, record }) => ({
      line: info.lines - breaksIn(raw),
      cells: record,
    }));
  } catch (error) {
    const { code, lines } = error as CsvError & { lines?: number };
    return refused(lines ? `line ${lines}` : 'file', faultOf[code] ?? 'is not CSV');
  }
}

/** Line breaks within a record: `raw` also has its own end, and empty lines before it. */
const breaksIn = (raw: string): number => raw.trim().split(/\r\n|\n|\r/).length - 1;

/** By the parser's codes; its own messages quote the file. */
const faultOf: Partial<Record<CsvError['code'], string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote before this is never closed',
  CSV_INVALID_CLOSING_QUOTE:
    'a closing quote must be followed by the end of its cell; write "" for a quote within',
  INVALID_OPENING_QUOTE: 'holds a quote in a cell that does not begin with one; write "a ""quoted"" cell" so',
};

const refused = (field: string, reason: string): Extract<CsvRead, { ok: false }> => ({
  ok: false,
  faults: [{ field, reason }],
});

function headerFaults(names: readonly string[], line: number): EntryFault[] {
  const fault = (reason: string): EntryFault => ({ field: `line ${line}`, reason });
  return [
    ...names.flatMap((name, index) =>
      name === '' ? fault(`column ${index + 1} is not known: there are ${columns.join(', ')}`) : [],
    ),
    ...columns.flatMap((name) =>
      names.filter((one) => one === name).length > 1 ? fault(`names the column ${name} twice`) : [],
    ),
    ...needed.flatMap((name) =>
      names.includes(name) ? [] : fault(`must be a header that names the column ${name}`),
    ),
  ];
}

function entryOf(names: readonly string[], cells: readonly string[]): Record<string, string> {
  const entry: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const cell = unguarded(cells[index]!);
    if (cell.trim() !== '' && read.some((one) => one === name))
      entry[name] = name === 'list' || name === 'severity' ? cell.trim().toLowerCase() : cell;
  }
  return entry;
}
