import { isUtf8 } from 'node:buffer';

/** Bytes of one line or one CSV record that are read at most; longer ones become an error, not memory. */
export const maxLineBytes = 1024 * 1024;

/** A line without its end, or why there is none. Numbers start at 1. */
export type Line =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly error: string };

export type Bytes = AsyncIterable<Uint8Array>;

const newline = 10;

/**
 * Parts bytes into lines, in constant memory: an array a chunk, in order. Ends are \n or \r\n; a byte order mark
 * at the start is dropped. A line that is not UTF-8 or longer than `max` bytes gives an error under its number.
 */
export async function* readLines(bytes: Bytes, max = maxLineBytes): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;

  const hold = (part: Uint8Array): void => {
    heldBytes += part.length;
    if (heldBytes <= max) held.push(part);
    else held = [];
  };
  const finish = (part: Uint8Array): Line => {
    if (heldBytes === 0) return lineOf(part, ++number, max);
    hold(part);
    const line: Line = heldBytes > max ? tooLong(++number, max) : lineOf(Buffer.concat(held), ++number, max);
    held = [];
    heldBytes = 0;
    return line;
  };

  for await (const chunk of bytes) {
    const first = chunk.indexOf(newline);
    if (first === -1) {
      // A copy: what a stream reuses must not change under us.
      hold(Uint8Array.from(chunk));
      continue;
    }
    const last = chunk.lastIndexOf(newline);
    const lines: Line[] = [finish(chunk.subarray(0, first))];
    if (last > first) {
      const block = asBuffer(chunk.subarray(first + 1, last));
      if (block.length <= max && isUtf8(block))
        // One decoding for all: most chunks are whole.
        for (const text of block.toString('utf8').split('\n'))
          lines.push({ number: ++number, text: bare(text, number) });
      else for (const part of parts(block)) lines.push(lineOf(part, ++number, max));
    }
    if (last + 1 < chunk.length) hold(Uint8Array.from(chunk.subarray(last + 1)));
    yield lines;
  }
  if (heldBytes > 0) yield [finish(new Uint8Array())];
}

function* parts(block: Uint8Array): Generator<Uint8Array> {
  let from = 0;
  for (let to = block.indexOf(newline); to !== -1; to = block.indexOf(newline, from)) {
    yield block.subarray(from, to);
    from = to + 1;
  }
  yield block.subarray(from);
}

const tooLong = (number: number, max: number): Line => ({
  number,
  error: `line: must be at most ${max} bytes`,
});

function lineOf(part: Uint8Array, number: number, max: number): Line {
  if (part.length > max) return tooLong(number, max);
  const buffer = asBuffer(part);
  if (!isUtf8(buffer)) return { number, error: 'line: is not UTF-8' };
  return { number, text: bare(buffer.toString('utf8'), number) };
}

/** Without \r at the end and, on the first line, without a byte order mark. */
function bare(text: string, number: number): string {
  const start = number === 1 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return text.slice(start, text.endsWith('\r') ? -1 : undefined);
}

const asBuffer = (part: Uint8Array): Buffer => Buffer.from(part.buffer, part.byteOffset, part.byteLength);
