import type { Disguise } from '../domain/disguise.js';
import type { Span } from '../domain/span.js';
import type { Verdict } from '../domain/verdict.js';
import { trace } from '../text/trace.js';

/** Longest stretch whose reading is told, UTF-16 units: a sentence tells nothing by its letters. */
const longest = 60;
const most = 20;

/** Which words of a judged text were written in disguise, and how they were read; in text order, at most 20. */
export function disguises(text: string, { outcomes }: Pick<Verdict, 'outcomes'>): Disguise[] {
  const spans = new Map<string, Span>();
  for (const outcome of outcomes)
    if (outcome.status === 'ran')
      for (const { span } of outcome.findings)
        if (span.end - span.start <= longest && span.end <= text.length)
          spans.set(`${span.start} ${span.end}`, span);
  return [...spans.values()]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((span) => ({ span, cells: trace(text, span) }))
    .filter(({ cells }) => cells.some(({ kind }) => kind !== 'kept'))
    .slice(0, most)
    .map(({ span, cells }) => ({ span, read: cells.map(({ read }) => read).join(''), cells }));
}
