import type { Entry, Origin } from './entry.js';
import { type Bytes, readLines } from './lines.js';
import { entryOf } from './record.js';

/** Reads plain text: one comment a line, blank lines skipped. Comments are called `<stem>:<line>`. */
export async function* readText(bytes: Bytes, origin: Origin): AsyncGenerator<readonly Entry[]> {
  for await (const lines of readLines(bytes)) {
    const entries: Entry[] = [];
    for (const line of lines) {
      const { number } = line;
      if ('error' in line) entries.push({ error: line.error, file: origin.name, line: number });
      else if (line.text.trim() !== '')
        entries.push(entryOf({ text: line.text }, origin, number, `${origin.stem}:${number}`));
    }
    yield entries;
  }
}
