import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/**
 * The texts of a file, JSON lines of {text, labels: {toxic or frac_toxic}}, gzipped or not, that nobody found toxic.
 *
 * @throws Error that names file, line and reason
 */
export function readBenign(file: string): string[] {
  return contentOf(file)
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return [];
      const { text, labels } = rowOf(line, `${file}:${at + 1}`);
      return (labels.toxic ?? labels.frac_toxic) === 0 ? [text] : [];
    });
}

function contentOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new Error(`${file}: cannot be read: ${(error as Error).message}`);
  }
}

function rowOf(line: string, place: string): { text: string; labels: Record<string, unknown> } {
  let row: { text?: unknown; labels?: unknown } | null;
  try {
    row = JSON.parse(line) as typeof row;
  } catch {
    throw new Error(`${place}: not JSON`);
  }
  if (typeof row?.text !== 'string') throw new Error(`${place}: text: must be a string`);
  if (typeof row.labels !== 'object' || row.labels === null)
    throw new Error(`${place}: labels: must be an object`);
  return { text: row.text, labels: row.labels as Record<string, unknown> };
}
