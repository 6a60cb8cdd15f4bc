import { type Bytes, maxLineBytes } from './lines.js';

/** The bytes of one record without its end, or why there is none. Lines start at 1: where it, or what is wrong, begins. */
export type CsvRecord =
  | { readonly line: number; readonly bytes: Buffer }
  | { readonly line: number; readonly error: string };

export interface CsvSigns {
  /** One ASCII character. */
  readonly delimiter: string;
  /** `\r` for files of old Macs; with `\n`, records may end in `\r\n` too. */
  readonly end: '\n' | '\r';
}

const quote = 0x22;
const cr = 0x0d;

/** Where in a record we are: what a quote means depends on it. */
const [cellStart, bare, quoted, quoteInQuotes] = [0, 1, 2, 3];

/**
 * Parts CSV into records (RFC 4180), in constant memory: an array a chunk, in order, without empty lines. A record
 * longer than `max` bytes gives an error and the next ones come all the same; a quote that is never closed takes all
 * that follows. Quotes are read as csv-parse does with `relax_quotes`, so that it finds one record in each: a quote
 * opens at the start of a cell only, and one that no delimiter or end follows closes nothing but the quoting.
 */
export async function* csvRecords(
  input: Bytes,
  { delimiter, end }: CsvSigns,
  max = maxLineBytes,
): AsyncGenerator<readonly CsvRecord[]> {
  const [part, stop] = [delimiter.charCodeAt(0), end.charCodeAt(0)];
  let state = cellStart;
  let line = 1;
  let firstLine = 1;
  let quoteLine = 1;
  let held: Uint8Array[] = [];
  let heldBytes = 0;

  const hold = (more: Uint8Array): void => {
    heldBytes += more.length;
    // A copy: what a stream reuses must not change under us. A byte above the bound: the \r of an end does not count.
    if (heldBytes <= max + 1) held.push(Uint8Array.from(more));
    else held = [];
  };
  const finish = (more: Uint8Array, ready: CsvRecord[]): void => {
    const whole = heldBytes + more.length > max + 1 ? undefined : Buffer.concat([...held, more]);
    const bytes = whole?.at(-1) === cr ? whole.subarray(0, -1) : whole;
    if (!bytes || bytes.length > max)
      ready.push({ line: firstLine, error: `line: must be at most ${max} bytes` });
    else if (bytes.length > 0) ready.push({ line: firstLine, bytes });
    held = [];
    heldBytes = 0;
    state = cellStart;
  };

  for await (const chunk of input) {
    const ready: CsvRecord[] = [];
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === stop) line++;
      if (state === quoted) {
        if (byte === quote) state = quoteInQuotes;
      } else if (byte === stop) {
        finish(chunk.subarray(from, at), ready);
        from = at + 1;
        firstLine = line;
      } else if (byte === part) state = cellStart;
      else if (byte === quote && state === cellStart) {
        state = quoted;
        quoteLine = line;
      } else state = byte === quote && state === quoteInQuotes ? quoted : bare;
    }
    if (from < chunk.length) hold(chunk.subarray(from));
    yield ready;
  }
  const last: CsvRecord[] = [];
  if (state === quoted)
    last.push({
      line: quoteLine,
      error: 'line: a quote opened here is never closed; the rest of the file was not read',
    });
  else finish(new Uint8Array(), last);
  yield last;
}
