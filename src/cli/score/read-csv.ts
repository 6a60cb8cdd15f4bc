import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { type CsvRecord, type CsvSigns, csvRecords } from './csv-records.js';
import type { BadEntry, Entry, Origin } from './entry.js';
import type { Bytes } from './lines.js';
import { entryOf } from './record.js';

/** Columns that we read, by their name without case, spaces, `_`, `-` and `.`; others pass unread. */
const columns: Readonly<Record<string, readonly [string, string?]>> = {
  text: ['text'],
  comment: ['text'],
  commenttext: ['text'],
  id: ['id'],
  site: ['site'],
  author: ['author'],
  language: ['language'],
  submittedat: ['submittedAt'],
  articleid: ['article', 'id'],
  articleurl: ['article', 'url'],
  articletitle: ['article', 'title'],
  articletext: ['article', 'text'],
  parentid: ['parent', 'id'],
  parenttext: ['parent', 'text'],
};

/**
 * Reads CSV with a header row; comma, semicolon or tab, found out by itself. Records may span lines. A record that
 * is too long, is not UTF-8 or has more or fewer cells than the header gives an error, and the rest is read; nameless
 * comments are called `<stem>:<line>`, the line where the record begins.
 */
export async function* readCsv(bytes: Bytes, origin: Origin): AsyncGenerator<readonly Entry[]> {
  const bad = (error: string, line: number): BadEntry => ({ error, file: origin.name, line });
  const { signs, rest } = await lookAhead(bytes);
  let header: Header | undefined;

  function entryFrom(cells: readonly string[], line: number, { paths }: Header): Entry {
    const row = cells.map(decode);
    if (row.includes(undefined)) return bad('line: is not UTF-8', line);
    if (row.length !== paths.length)
      return bad(`line: has ${row.length} cells where the header has ${paths.length}`, line);
    return entryOf(recordOf(row as string[], paths), origin, line, `${origin.stem}:${line}`);
  }

  for await (const records of csvRecords(rest, signs)) {
    const rows = cellsOf(records, signs);
    const ready: Entry[] = [];
    for (const record of records) {
      if ('error' in record)
        ready.push(
          bad(header ? record.error : `file: its header cannot be read (${record.error})`, record.line),
        );
      else if (header) ready.push(entryFrom(rows.next().value!, record.line, header));
      else {
        const row = rows.next().value!.map(decode);
        header = readHeader(row);
        if (!header.found.includes('text'))
          ready.push(bad(`file: has no column text or comment; its columns are ${list(row)}`, record.line));
      }
      if (header?.found.includes('text')) continue;
      // Without a header that we know, no row can be read.
      yield ready;
      return;
    }
    yield ready;
  }
}

/** The cells of each record that has bytes. One parsing for all: to begin one is dear. */
function cellsOf(records: readonly CsvRecord[], { delimiter, end }: CsvSigns): Iterator<string[], undefined> {
  const stop = Buffer.from(end);
  const rows: string[][] = parse(
    Buffer.concat(records.flatMap((record) => ('bytes' in record ? [record.bytes, stop] : []))),
    {
      // Cells come as latin1, which keeps every byte: the parser itself would put U+FFFD where bytes are broken.
      encoding: 'latin1',
      delimiter,
      record_delimiter: end,
      relax_column_count: true,
      relax_quotes: true,
    },
  );
  return rows.values();
}

interface Header {
  /** A path a column; undefined for a column that we do not read. */
  readonly paths: readonly (readonly [string, string?] | undefined)[];
  readonly found: readonly string[];
}

function readHeader(row: readonly (string | undefined)[]): Header {
  const paths = row.map((name) => {
    const plain = (name ?? '').toLowerCase().replaceAll(/[ _.-]/g, '');
    return Object.hasOwn(columns, plain) ? columns[plain] : undefined;
  });
  return { paths, found: paths.flatMap((path) => path?.join('.') ?? []) };
}

const list = (names: readonly (string | undefined)[]): string => {
  const shown = names.slice(0, 20).map((name) => JSON.stringify((name ?? '?').slice(0, 40)));
  return shown.join(', ') + (names.length > shown.length ? ', …' : '');
};

/** An empty cell is an absent field. A parent's id without its words says nothing to a check. */
function recordOf(row: readonly string[], paths: Header['paths']): unknown {
  const value: Record<string, unknown> & { parent?: { text?: string } } = { text: '' };
  for (const [index, path] of paths.entries()) {
    const cell = row[index]!;
    if (!path || cell === '') continue;
    const [field, inner] = path;
    if (inner === undefined) value[field] = cell;
    else value[field] = { ...(value[field] as object | undefined), [inner]: cell };
  }
  if (value.parent && value.parent.text === undefined) delete value.parent;
  return value;
}

function decode(cell: string): string | undefined {
  const bytes = Buffer.from(cell, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}

const longestHeader = 64 * 1024;

/** What the first line says of the file, and all bytes without the byte order mark that some programs write in front. */
async function lookAhead(bytes: Bytes): Promise<{ signs: CsvSigns; rest: Bytes }> {
  const input = bytes[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (!head.includes(newline) && head.length < longestHeader) {
    const { done, value } = await input.next();
    if (done) break;
    head = Buffer.concat([head, value]);
  }
  if (head.subarray(0, 3).equals(mark)) head = head.subarray(3);
  async function* again(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    yield* { [Symbol.asyncIterator]: () => input };
  }
  const [first] = head.toString('latin1').split('\n', 1);
  const plain = outsideQuotes(first!);
  // A \r that no \n follows ends the header on its own.
  const end = plain.slice(0, -1).includes('\r') ? '\r' : '\n';
  return { signs: { delimiter: delimiterOf(plain.split(end, 1)[0]!), end }, rest: again() };
}

const newline = 10;
const mark = Buffer.from([0xef, 0xbb, 0xbf]);

const outsideQuotes = (text: string): string =>
  text
    .split('"')
    .filter((_, index) => index % 2 === 0)
    .join('');

/** Comma, semicolon or tab: the one that parts the header, without what stands in quotes, into most cells. */
function delimiterOf(header: string): string {
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: header.split(sign).length - 1 }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
}
