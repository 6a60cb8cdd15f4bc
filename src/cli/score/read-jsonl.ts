import type { Entry, Origin } from './entry.js';
import { type Bytes, type Line, readLines } from './lines.js';
import { entryOf } from './record.js';

/** Reads JSON lines: one object a line, blank lines skipped. Nameless comments are called `<stem>:<line>`. */
export async function* readJsonl(bytes: Bytes, origin: Origin): AsyncGenerator<readonly Entry[]> {
  for await (const lines of readLines(bytes)) {
    const entries: Entry[] = [];
    for (const line of lines) {
      const entry = read(line, origin);
      if (entry) entries.push(entry);
    }
    yield entries;
  }
}

function read(line: Line, origin: Origin): Entry | undefined {
  const { number } = line;
  if ('error' in line) return { error: line.error, file: origin.name, line: number };
  if (line.text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch {
    // The parser's own message quotes the text.
    return { error: 'line: is not JSON', file: origin.name, line: number };
  }
  return entryOf(value, origin, number, `${origin.stem}:${number}`);
}
