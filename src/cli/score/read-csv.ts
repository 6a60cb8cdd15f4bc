import { isUtf8 } from 'node:buffer';
import { type CsvError, parse } from 'csv-parse';
import type { BadEntry, Entry, Origin } from './entry.js';
import { type Bytes, maxLineBytes } from './lines.js';
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
 * Reads CSV with a header row; comma, semicolon or tab, found out by itself. Records may span lines. A record
 * that is not UTF-8 or has more or fewer cells than the header gives an error; nameless comments are called
 * `<stem>:<line>`, the line where the record begins.
 */
export async function* readCsv(bytes: Bytes, origin: Origin): AsyncGenerator<readonly Entry[]> {
  let header: Header | undefined;
  let ready: Entry[] = [];
  let over = false;
  const bad = (error: string, line: number): BadEntry => ({ error, file: origin.name, line });
  const stop = (entry: BadEntry): void => {
    ready.push(entry);
    over = true;
  };

  const { head, rest } = await firstLine(bytes);
  const parser = parse({
    // Cells come as latin1, which keeps every byte: the parser itself would put U+FFFD where bytes are broken.
    encoding: 'latin1',
    delimiter: delimiterOf(head),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: maxLineBytes,
    on_record: (cells: string[], { lines }) => {
      if (over) return;
      // `lines` is where the record ends.
      const line = lines - cells.reduce((sum, cell) => sum + newlines(cell), 0);
      const row = cells.map(decode);
      if (!header) {
        header = readHeader(row);
        if (!header.found.includes('text'))
          stop(bad(`file: has no column text or comment; its columns are ${list(row)}`, line));
      } else if (row.includes(undefined)) ready.push(bad('line: is not UTF-8', line));
      else if (row.length !== header.paths.length)
        ready.push(bad(`line: has ${row.length} cells where the header has ${header.paths.length}`, line));
      else ready.push(entryOf(recordOf(row as string[], header), origin, line, `${origin.stem}:${line}`));
    },
    on_skip: (error: CsvError | undefined) => {
      if (over) return;
      const line = typeof error?.lines === 'number' ? error.lines : 1;
      if (error?.code === 'CSV_MAX_RECORD_SIZE')
        stop(
          bad(
            `line: must be at most ${maxLineBytes} bytes (is a quote left open?); the rest of the file was not read`,
            line,
          ),
        );
      else if (error?.code === 'CSV_QUOTE_NOT_CLOSED') stop(bad('line: a quote is left open', line));
      else ready.push(bad('line: is not CSV', line));
    },
  });

  let failure: Error | undefined;
  parser.on('error', (error) => {
    failure = error;
  });
  for await (const chunk of rest) {
    await new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
    if (failure) throw failure;
    yield ready;
    ready = [];
    if (over) return;
  }
  await new Promise<void>((resolve) => parser.once('close', resolve).resume().end());
  if (failure) throw failure;
  yield ready;
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
function recordOf(row: readonly string[], { paths }: Header): unknown {
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

function newlines(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) count++;
  return count;
}

const longestHeader = 64 * 1024;

/** The first line, looked at ahead, and all bytes without the byte order mark that some programs write in front. */
async function firstLine(bytes: Bytes): Promise<{ head: string; rest: Bytes }> {
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
  const end = head.indexOf(newline);
  return { head: head.toString('latin1', 0, end === -1 ? head.length : end), rest: again() };
}

const newline = 10;
const mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Comma, semicolon or tab: the one that parts the header into most cells. */
function delimiterOf(header: string): string {
  const outsideQuotes = header.split('"').filter((_, index) => index % 2 === 0);
  const counts = [',', ';', '\t'].map((sign) => ({
    sign,
    count: outsideQuotes.reduce((sum, part) => sum + part.split(sign).length - 1, 0),
  }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
}
