import type { Finding } from '../api/types.js';

/** Whether a finding's words stay masked until asked: slurs and the coarsest words. */
export const isMasked = ({ rule, severity }: Pick<Finding, 'rule' | 'severity'>): boolean =>
  rule.startsWith('profanity/') && severity === 'severe';

/** What stands in the words' place: as many dots as letters. */
export const dots = (text: string): string => '•'.repeat(Math.min(24, [...text].length));

/** Text for a list, where nothing can be unmasked: masked words are dots. */
export function maskedText(text: string, findings: readonly Finding[]): string {
  let shown = '';
  let at = 0;
  const masked = findings
    .filter(isMasked)
    .map(({ span }) => span)
    .sort((a, b) => a.start - b.start);
  for (const { start, end } of masked) {
    if (start < at) continue;
    shown += text.slice(at, start) + dots(text.slice(start, end));
    at = end;
  }
  return shown + text.slice(at);
}
