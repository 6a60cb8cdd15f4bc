import { severities } from '../../domain/finding.js';
import type { Hit, Innocent } from './hit.js';

/**
 * One hit a place: hits within an innocent phrase of their entry are dropped, hits that overlap become one that
 * covers both and names the graver entry. In text order.
 */
export function gather(hits: readonly Hit[], innocents: readonly Innocent[]): Hit[] {
  const kept = innocents.length === 0 ? [...hits] : withoutInnocent(hits, innocents);
  kept.sort((a, b) => a.start - b.start || b.end - a.end);
  const found: Hit[] = [];
  for (const hit of kept) {
    const last = found.at(-1);
    if (!last || hit.start >= last.end) {
      found.push(hit);
      continue;
    }
    const graver = weight(hit) > weight(last) ? hit : last;
    found[found.length - 1] = { ...graver, start: last.start, end: Math.max(last.end, hit.end) };
  }
  return found;
}

/** One walk over both, in text order: an innocent stretch that started before the hit and reaches its end covers it. */
function withoutInnocent(hits: readonly Hit[], innocents: readonly Innocent[]): Hit[] {
  const stretches = innocents.toSorted((a, b) => a.start - b.start);
  const reach = new Map<Innocent['entry'], number>();
  let next = 0;
  return hits
    .toSorted((a, b) => a.from - b.from)
    .filter(({ from, to, pattern }) => {
      for (; next < stretches.length && stretches[next]!.start <= from; next++) {
        const { entry, end } = stretches[next]!;
        reach.set(entry, Math.max(reach.get(entry) ?? 0, end));
      }
      return (reach.get(pattern.entry) ?? 0) < to;
    });
}

/** Graver first; of equals, the longer word. */
const weight = ({ pattern }: Hit): number =>
  severities.indexOf(pattern.entry.severity) * 100 + Math.min(99, pattern.text.length);
