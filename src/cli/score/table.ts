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
      const why = padTo(harmless(`${line.error} (${place})`), left);
      return row(
        padTo(harmless(line.id ?? place), id),
        paint('error', padTo('error', action)),
        padTo('', priority),
        why,
      );
    }
    const said = isBad(entry) || !words ? '' : entry.comment.text;
    return row(
      padTo(harmless(line.id), id),
      paint(line.action, padTo(line.action, action)),
      String(line.priority).padStart(priority),
      padTo(harmless(topReason(line)), reason),
      ...(words ? [excerpt(said, line.findings[0]?.span, text, colors)] : []),
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

/** The first reason for the action taken, and the rule of the first finding that it speaks of. */
function topReason({ action, reasons = [], findings }: VerdictLine): string {
  const top = reasons.find((reason) => reason.action === action);
  if (!top) return findings[0]?.rule ?? '';
  return top.kind === 'failed_check'
    ? `${top.check} failed`
    : `${top.rule} ${top.score}${ruleOf(top, findings)}`;
}

function ruleOf(top: Extract<Reason, { kind: 'rule' }>, findings: VerdictLine['findings']): string {
  const found = findings.find(({ attribute }) => attribute === top.attribute);
  return found ? ` ${found.rule}` : '';
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
