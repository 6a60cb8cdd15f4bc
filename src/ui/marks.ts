import type { Finding, Severity } from '../api/types.js';

/** A stretch of the text and the findings that cover all of it; none for plain text. */
export interface Segment {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/**
 * Cuts a text where findings begin and end. The segments joined are the text again, whatever the findings say:
 * spans beyond the text are cut to it, empty ones left out, and where spans overlap the stretch carries both.
 */
export function segmentsOf(text: string, findings: readonly Finding[]): Segment[] {
  const cuts = new Set([0, text.length]);
  for (const { span } of findings)
    for (const place of [span.start, span.end]) if (place > 0 && place < text.length) cuts.add(place);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? text.length;
    const covering = findings.filter(({ span }) => span.start <= start && end <= span.end);
    return { text: text.slice(start, end), findings: covering };
  });
}

const order: readonly Severity[] = ['mild', 'moderate', 'severe'];

/** The worst severity among findings. */
export const worstOf = (findings: readonly Finding[]): Severity =>
  order[Math.max(...findings.map(({ severity }) => order.indexOf(severity)))] ?? 'mild';

/** One finding in a line: what, how bad, how sure, why. */
export const describe = ({ attribute, severity, score, note }: Finding): string =>
  `${attribute}, ${severity}, score ${score.toFixed(2)}: ${note}`;
