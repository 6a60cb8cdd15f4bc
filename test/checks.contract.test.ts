import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allChecks } from '../src/checks/index.js';
import { severities } from '../src/domain/finding.js';
import { isWithin } from '../src/domain/span.js';
import { Text } from '../src/text/text.js';

const signal = new AbortController().signal;
const nasty = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '🐀🐀🐀',
  'f\u200bu\u200bc\u200bk',
  'ＡＮＩＭＡＬＳ',
  'a'.repeat(20_480),
  'f*'.repeat(10_000),
  '[[__proto__]]',
  'مرحبا بالعالم',
  'They are vermin.\r\n\r\nAll of them!',
  'é'.normalize('NFD').repeat(5000),
];
/** Texts that stumble over the edges: words that checks look for, mixed with anything Unicode has. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'they',
          'are',
          'animals',
          'fuck',
          'sh1t',
          'v e r m i n',
          'not',
          '"',
          '🐀',
          '.',
          'should be dead',
        ),
        fc.string({ unit: 'grapheme', maxLength: 5 }),
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(' ')),
);

describe.each(allChecks().map((check) => [check.name, check] as const))(
  '%s keeps the contract of checks',
  (name, check) => {
    const inspect = async (raw: string) => check.inspect(new Text(raw), {}, signal);

    async function holds(raw: string): Promise<void> {
      const { findings, scores } = await inspect(raw);
      let last = 0;
      for (const { rule, attribute, span, score, severity, note } of findings) {
        expect(rule.startsWith(`${name}/`)).toBe(true);
        expect(check.attributes).toContain(attribute);
        expect(isWithin(span, raw.length)).toBe(true);
        expect(span.start).toBeGreaterThanOrEqual(last);
        last = span.start;
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(scores[attribute] ?? 0).toBeGreaterThanOrEqual(score);
        expect(severities).toContain(severity);
        expect(note).toMatch(/\S/);
      }
      for (const [attribute, score] of Object.entries(scores)) {
        expect(check.attributes).toContain(attribute);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
    }

    test('its name is a word of its own and its version is not empty', () => {
      expect(name).toMatch(/^[a-z][a-z-]*$/);
      expect(check.version).toMatch(/^\S+$/);
      expect(check.attributes.length).toBeGreaterThan(0);
    });
    test.each(nasty.map((raw) => [JSON.stringify(raw).slice(0, 40), raw]))('on %s', async (_shown, raw) =>
      holds(raw),
    );
    test('on anything', () => fc.assert(fc.asyncProperty(texts, holds), { numRuns: 200 }));
    test('the same text gives the same inspection', () =>
      fc.assert(
        fc.asyncProperty(texts, async (raw) => {
          expect(await inspect(raw)).toEqual(await inspect(raw));
        }),
        { numRuns: 50 },
      ));
  },
);
