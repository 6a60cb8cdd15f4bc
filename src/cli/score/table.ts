import type { Finding } from '../../domain/finding.js';
import type { Span } from '../../domain/span.js';
import type { Action, Reason } from '../../domain/verdict.js';
import { type Entry, isBad } from './entry.js';
import type { Format } from './format.js';
import { cells, harmless, padTo } from './terminal.js';
import type { Line, VerdictLine } from './verdict-line.js';

export interface TableOptions {
  /** Cells a line. */
  readonly width: number;
  readonly colors: boolean;
  /** Whether the comment's own words are shown, with what was found marked: on a terminal, never in a pipe. */
  readonly words: boolean;
}

const colorOf: Record<Action | 'error', string> = {
  allow: '\u001b[32m',
  review: '\u001b[33m',
  block: '\u001b[31m',
  error: '\u001b[35m',
};
const marked = '\u001b[7m';
const plain = '\u001b[0m';

/** A table for people: id, action, priority, the strongest reason and, on a terminal, an excerpt. */
export function tableFormat({ width, colors, words }: TableOptions): Format {
  const [id, action, priority] = [24, 6, 4];
  const left = Math.max(20, width - id - action - priority - 3 * 2);
  const reason = words ? Math.min(30, Math.floor(left / 3)) : left - 1;
  const text = left - reason - 2;
  const row = (...parts: readonly string[]): string => `${parts.join('  ').trimEnd()}\n`;
  const paint = (name: Action | 'error', shown: string): string =>
    colors ? `${colorOf[name]}${shown}${plain}` : shown;

  function format(line: Line, entry: Entry): string {
    if ('error' in line) {
      const place = harmless(`${line.file}:${line.line}`);
      const wrong = padTo(harmless(`${line.error} (${place})`), left);
      return row(
        padTo(harmless(line.id ?? place), id),
        paint('error', padTo('error', action)),
        padTo('', priority),
        wrong,
      );
    }
    const said = isBad(entry) || !words ? '' : entry.comment.text;
    const { why, finding } = strongest(line);
    return row(
      padTo(harmless(line.id), id),
      paint(line.action, padTo(line.action, action)),
      String(line.priority).padStart(priority),
      padTo(harmless(why), reason),
      ...(words ? [excerpt(said, finding?.span, text, colors)] : []),
    );
  }
  return {
    head: row(
      padTo('id', id),
      padTo('action', action),
      'prio',
      padTo('reason', reason),
      ...(words ? [padTo('text', text)] : []),
    ),
    format: (lines, entries) => lines.map((line, index) => format(line, entries[index]!)).join(''),
  };
}

/**
 * The first reason for the action taken, in words, and the finding behind it: none where a check failed or a score
 * of the whole comment spoke. Without a reason it is the first finding.
 */
function strongest({ action, reasons = [], findings }: VerdictLine): { why: string; finding?: Finding } {
  const top = reasons.find((reason) => reason.action === action);
  if (top?.kind === 'failed_check') return { why: `${top.check} failed` };
  const finding = top ? findingBehind(top, findings) : findings[0];
  const rule = finding?.rule ?? '';
  return { why: top ? `${top.rule} ${top.score} ${rule}`.trimEnd() : rule, ...(finding && { finding }) };
}

/** The one whose score the reason tells; else the strongest of its attribute. */
function findingBehind(
  { attribute, score }: Extract<Reason, { kind: 'rule' }>,
  findings: readonly Finding[],
): Finding | undefined {
  const of = findings.filter((finding) => finding.attribute === attribute);
  of.sort((a, b) => b.score - a.score);
  return of.find((finding) => finding.score === score) ?? of[0];
}

/** As much of the text as fits, moved so that the span shows, with the span marked. */
export function excerpt(text: string, span: Span | undefined, width: number, colors: boolean): string {
  const safe = harmless(text);
  if (!span) return padTo(safe, width);
  let from = cells(safe.slice(0, span.end)) + 4 > width ? Math.max(0, span.start - Math.floor(width / 4)) : 0;
  if (isLow(safe.charCodeAt(from))) from++;
  const before = (from > 0 ? '…' : '') + safe.slice(from, span.start);
  const [open, close] = colors ? ['', ''] : ['[[', ']]'];
  const inside = open + safe.slice(span.start, span.end) + close;
  const shown = padTo(before + inside + safe.slice(span.end), width);
  if (!colors || !shown.startsWith(before)) return shown;
  const end = Math.min(shown.length, before.length + inside.length);
  return before + marked + shown.slice(before.length, end) + plain + shown.slice(end);
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
