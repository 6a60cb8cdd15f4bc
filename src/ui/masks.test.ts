import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../api/types.js';
import { isMasked, maskedText } from './masks.js';

const finding = (start: number, end: number, more: Partial<Finding> = {}): Finding => ({
  rule: 'profanity/slur',
  attribute: 'PROFANITY',
  span: { start, end },
  score: 1,
  severity: 'severe',
  note: 'A note.',
  ...more,
});

test('severe words of the profanity check are masked, others are not', () => {
  expect(isMasked(finding(0, 1))).toBe(true);
  expect(isMasked(finding(0, 1, { severity: 'moderate' }))).toBe(false);
  expect(isMasked(finding(0, 1, { rule: 'dehumanizing/vermin' }))).toBe(false);
  expect(maskedText('a rude word', [finding(2, 6)])).toBe('a •••• word');
  expect(maskedText('a rude word', [finding(2, 6), finding(3, 8)])).toBe('a •••• word');
});

test('what is masked never shows, wherever findings overlap', () => {
  const spans = fc.array(
    fc.tuple(fc.nat(30), fc.nat(10)).map(([start, length]) => finding(start, Math.min(40, start + length))),
  );
  fc.assert(
    fc.property(spans, (findings) => {
      const shown = maskedText('x'.repeat(40), findings);
      const hidden = findings.reduce((sum, { span }) => sum + (span.end - span.start), 0);
      expect((shown.match(/x/g) ?? []).length).toBeGreaterThanOrEqual(40 - hidden);
      if (findings.some(({ span }) => span.end > span.start)) expect(shown).toContain('•');
    }),
  );
});
