import { severities } from '../../domain/finding.js';
import type { Span } from '../../domain/span.js';
import type { Hit, Innocent } from './hit.js';

/**
 * One hit a place: hits within an innocent phrase of their entry are dropped, hits that overlap become one that
 * covers both and names the graver entry. In text order.
 * @param place where a hit stands in the author's text; two folded places may share a character there
 */
export function gather(
  hits: readonly Hit[],
  innocents: readonly Innocent[],
  place: (hit: Hit) => Span,
): { readonly span: Span; readonly hit: Hit }[] {
  const kept = innocents.length === 0 ? hits : withoutInnocent(hits, innocents);
  const placed = kept.map((hit) => ({ span: place(hit), hit }));
  placed.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const found: { span: Span; hit: Hit }[] = [];
  for (const { span, hit } of placed) {
    const last = found.at(-1);
    if (!last || span.start >= last.span.end) {
      found.push({ span, hit });
      continue;
    }
    if (span.end > last.span.end) last.span = { start: last.span.start, end: span.end };
    if (weight(hit) > weight(last.hit)) last.hit = hit;
  }
  return found;
}

/** One walk over both, in text order: an innocent stretch that started before the hit and reaches its end covers it. */
function withoutInnocent(hits: readonly Hit[], innocents: readonly Innocent[]): Hit[] {
  const stretches = innocents.toSorted((a, b) => a.start - b.start);
  const reach = new Map<Innocent['entry'], number>(); // under undefined: for every entry
  let next = 0;
  return hits
    .toSorted((a, b) => a.from - b.from)
    .filter(({ from, to, pattern }) => {
      for (; next < stretches.length && stretches[next]!.start <= from; next++) {
        const { entry, end } = stretches[next]!;
        reach.set(entry, Math.max(reach.get(entry) ?? 0, end));
      }
      return Math.max(reach.get(pattern.entry) ?? 0, reach.get(undefined) ?? 0) < to;
    });
}

/** Graver first; of equals, the longer word. */
export const weight = ({ pattern }: Hit): number =>
  severities.indexOf(pattern.entry.severity) * 100 + Math.min(99, pattern.text.length);
