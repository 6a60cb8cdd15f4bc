import { attributes, type Scores } from '../../domain/finding.js';
import { hasSomethingToRead, limits } from '../../domain/limits.js';
import { readLines } from '../score/lines.js';
import type { Source } from '../score/sources.js';

/** A comment with Perspective's scores, 0..1. */
export interface ScoredRow {
  readonly text: string;
  readonly scores: Scores;
}

export interface Rows {
  readonly rows: readonly ScoredRow[];
  /** `<file>:<line>: <reason>`, never the text. */
  readonly faults: readonly string[];
}

/** Reads JSON lines with text and Perspective's scores; lines that cannot be used are named. */
export async function readPairs(sources: readonly Source[], limit = Number.POSITIVE_INFINITY): Promise<Rows> {
  const rows: ScoredRow[] = [];
  const faults: string[] = [];
  const { signal } = new AbortController();
  for (const source of sources)
    for await (const lines of readLines(source.open(() => {}, signal)))
      for (const line of lines) {
        if (rows.length >= limit) return { rows, faults };
        if (!('error' in line) && line.text.trim() === '') continue;
        const found = 'error' in line ? line.error : read(line.text);
        if (typeof found === 'string') faults.push(`${source.name}:${line.number}: ${found}`);
        else rows.push(found);
      }
  return { rows, faults };
}

function read(line: string): ScoredRow | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'line: is not JSON'; // the parser's own message quotes the text
  }
  if (typeof value !== 'object' || value === null) return 'line: is not an object';
  const row = value as Record<string, unknown>;
  const { text } = row;
  if (typeof text !== 'string' || !hasSomethingToRead(text))
    return 'text: must be a string that is not blank';
  if (Buffer.byteLength(text) > limits.textBytes) return `text: must be at most ${limits.textBytes} bytes`;
  const scores = scoresIn(row);
  if (typeof scores === 'string') return scores;
  return Object.keys(scores).length > 0 ? { text, scores } : 'scores: none of the attributes has one';
}

const places = ['scores', 'labels', 'attributeScores', 'perspective'] as const;

/** Wherever exports put them: beside the text, under a name, or in Perspective's own answer. */
function scoresIn(row: Record<string, unknown>): Scores | string {
  const found: Partial<Record<(typeof attributes)[number], number>> = {};
  const under = places.flatMap((place) => {
    const one = row[place];
    return typeof one === 'object' && one !== null ? [one as Record<string, unknown>] : [];
  });
  for (const from of [row, ...under]) {
    for (const attribute of attributes) {
      const score = amountOf(from[attribute]);
      if (score === undefined) continue;
      if (!(score >= 0 && score <= 1)) return `${attribute}: must be a number, 0 to 1`;
      found[attribute] = score;
    }
    const alone = from.perspective;
    if (found.TOXICITY === undefined && typeof alone === 'number') {
      if (!(alone >= 0 && alone <= 1)) return 'perspective: must be a number, 0 to 1';
      found.TOXICITY = alone;
    }
  }
  return found;
}

function amountOf(given: unknown): number | undefined {
  if (typeof given === 'number') return given;
  if (typeof given !== 'object' || given === null) return undefined;
  const { summaryScore } = given as { summaryScore?: { value?: unknown } };
  return typeof summaryScore?.value === 'number' ? summaryScore.value : undefined;
}
