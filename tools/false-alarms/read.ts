import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** How a file is read: one word a line, one text a line, or JSON with `text` (and `labels`) a line. */
export const forms = ['words', 'text', 'jsonl'] as const;
export type Form = (typeof forms)[number];

/** Keeps only rows whose label has this value: `toxic=0`. */
export interface Label {
  readonly name: string;
  readonly value: string;
}

/** JSON lines by the name's ending, words for a file without one or under /dict/, text otherwise. */
export function formOf(file: string): Form {
  const name = basename(file).replace(/\.gz$/, '');
  if (/\.(?:jsonl|ndjson)$/.test(name)) return 'jsonl';
  return !name.includes('.') || file.includes('/dict/') ? 'words' : 'text';
}

/**
 * The texts of a file, gzipped or not, without empty lines.
 * @throws Error naming file and line: not JSON, or no text
 */
export async function* readTexts(
  file: string,
  form: Form,
  label?: Label,
  read: (bytes: number) => void = () => {},
): AsyncGenerator<string> {
  const bytes = createReadStream(file);
  bytes.on('data', (chunk) => read(chunk.length));
  const lines = createInterface({ input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes });
  let at = 0;
  for await (const line of lines) {
    at++;
    if (line.trim() === '') continue;
    if (form !== 'jsonl') {
      yield form === 'words' ? line.trim() : line;
      continue;
    }
    const row = parse(line, `${basename(file)}, line ${at}`);
    if (!label || String((row.labels ?? row)[label.name]) === label.value) yield row.text;
  }
}

interface Row {
  readonly text: string;
  readonly labels?: Readonly<Record<string, unknown>>;
  readonly [name: string]: unknown;
}

function parse(line: string, place: string): Row {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    throw new Error(`${place}: not JSON`);
  }
  if (typeof row !== 'object' || row === null || typeof (row as Row).text !== 'string')
    throw new Error(`${place}: no text`);
  return row as Row;
}
