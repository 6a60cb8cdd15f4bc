import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { attributes, type Finding } from '../../domain/finding.js';
import type { CommentEntry } from './entry.js';
import { createFormat } from './formats.js';
import { excerpt } from './table.js';
import { cells, harmless, padTo } from './terminal.js';
import type { ErrorLine, VerdictLine } from './verdict-line.js';

const scores = Object.fromEntries(
  attributes.map((name, index) => [name, index / 10]),
) as VerdictLine['scores'];
const found: Finding = {
  rule: 'dehumanizing/animal',
  attribute: 'DEHUMANIZATION',
  span: { start: 5, end: 12 },
  score: 0.9,
  severity: 'severe',
  note: 'People as animals.',
};
const line: VerdictLine = {
  id: 'c1',
  action: 'review',
  priority: 712,
  scores,
  findings: [found],
  policy: 'default@1',
  versions: { dehumanizing: '1' },
  reasons: [
    {
      kind: 'rule',
      rule: 'dehumanizing',
      action: 'review',
      attribute: 'DEHUMANIZATION',
      score: 0.9,
      checks: ['dehumanizing'],
    },
  ],
};
const wrong: ErrorLine = { id: '=1+1', error: 'text: is required', file: 'x.jsonl', line: 3 };
const entry = (text: string): CommentEntry => ({ comment: { id: 'c1', text }, file: 'x', line: 1 });
const table = { width: 100, colors: false, words: true };

test('JSON lines: one a comment', () => {
  const { head, format } = createFormat('jsonl', table);
  const lines = format([line, wrong], [entry('some animals'), wrong]).split('\n');
  expect(head).toBe('');
  expect(lines.map((text) => (text ? JSON.parse(text) : text))).toEqual([line, wrong, '']);
});

describe('csv', () => {
  const rows = (...lines: (VerdictLine | ErrorLine)[]): Record<string, string>[] => {
    const { head, format } = createFormat('csv', table);
    return parse(
      head +
        format(
          lines,
          lines.map(() => entry('x')),
        ),
      { columns: true },
    );
  };

  test('one row a comment with scores, findings as JSON and errors in their own columns', () => {
    const [good, bad] = rows(line, wrong);
    expect(good).toMatchObject({
      id: 'c1',
      action: 'review',
      priority: '712',
      INSULT: '0.3',
      policy: 'default@1',
    });
    expect(JSON.parse(good!.findings!)).toEqual([found]);
    expect(bad).toMatchObject({
      action: '',
      TOXICITY: '',
      error: 'text: is required',
      file: 'x.jsonl',
      line: '3',
    });
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1'])('a spreadsheet runs no id like %j', (id) => {
    expect(rows({ ...line, id })[0]!.id).toBe(`'${id}`);
  });
});

describe('table', () => {
  test('on a terminal: id, action, priority, reason, and the words with the finding marked', () => {
    const { head, format } = createFormat('table', table);
    expect(head).toMatch(/^id +action +prio +reason +text\n$/);
    expect(format([line], [entry('some animals here')])).toMatch(
      /^c1 +review +712 +dehumanizing 0.9 .* some \[\[animals\]\] here\n$/,
    );
  });

  test('what is marked is what the reason speaks of, not what stands first', () => {
    const { format } = createFormat('table', table);
    const curse: Finding = {
      ...{ rule: 'profanity/religious', attribute: 'PROFANITY', span: { start: 0, end: 4 } },
      ...{ score: 0.3, severity: 'mild', note: 'Curse.' },
    };
    const rat: Finding = { ...found, rule: 'dehumanizing/rat', span: { start: 5, end: 9 }, score: 0.6 };
    const animals: Finding = { ...found, span: { start: 14, end: 21 } };
    const mixed = { ...line, findings: [curse, rat, animals] };
    const said = entry('Damn rats and animals');
    expect(format([mixed], [said])).toMatch(/dehumanizing 0.9 \S+ +Damn rats and \[\[animals\]\]\n$/);
    expect(format([{ ...mixed, findings: [curse] }], [said])).toMatch(/dehumanizing 0.9 +Damn rats and/);
    const unsure = {
      kind: 'failed_check',
      check: 'toxicity',
      action: 'review',
      error: 'TimeoutError',
    } as const;
    expect(format([{ ...mixed, reasons: [unsure] }], [said])).toMatch(
      /toxicity failed +Damn rats and animals\n$/,
    );
    const allowed = { ...mixed, action: 'allow', reasons: [] } as const;
    expect(format([allowed], [said])).toMatch(/profanity\/religious +\[\[Damn\]\] rats/);
  });

  test('in a pipe the words stay out', () => {
    const { head, format } = createFormat('table', { ...table, words: false });
    expect(head + format([line], [entry('some animals here')])).not.toMatch(/text|animals here/);
  });

  test('no line is wider than the terminal', () => {
    for (const width of [60, 80, 200])
      for (const words of [true, false]) {
        const { head, format } = createFormat('table', { width, colors: false, words });
        const long = { ...line, id: 'i'.repeat(200) };
        const text =
          head + format([long, { ...wrong, error: 'e'.repeat(300) }], [entry('漢字'.repeat(300)), wrong]);
        for (const row of text.split('\n')) expect(cells(row)).toBeLessThanOrEqual(width);
      }
  });

  test('a comment cannot steer the terminal', () => {
    const { format } = createFormat('table', { ...table, colors: true });
    const evil = 'hi \u001b[2J\u001b]0;title\u0007 \u202Eback\r\nnew\u009b1m';
    const shown = format([{ ...line, id: '\u001b[31mid', findings: [] }], [entry(evil)]);
    const words = shown.replaceAll('\u001b[33m', '').replaceAll('\u001b[0m', '').trimEnd();
    // Nothing is left to neutralise: no escape, no turn of direction, no line end.
    expect(words).toBe(harmless(words));
    expect(words).toContain('hi ␛[2J');
  });

  test('an error says where it stands', () => {
    const { format } = createFormat('table', table);
    expect(format([wrong], [wrong])).toMatch(/^=1\+1 +error +text: is required \(x.jsonl:3\)\n$/);
  });
});

describe('excerpt', () => {
  test('moves so that what was found shows', () => {
    const text = `${'a '.repeat(100)}animals${' b'.repeat(100)}`;
    const shown = excerpt(text, { start: 200, end: 207 }, 40, false);
    expect(shown).toContain('[[animals]]');
    expect(shown).toMatch(/^….*…$/);
    expect(cells(shown)).toBe(40);
  });

  test('in colours the mark takes no room and never stays on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), fc.nat(), (text, a, b) => {
        const start = a % text.length;
        const end = start + 1 + (b % (text.length - start));
        const shown = excerpt(text, { start, end }, 30, true);
        const [on, off] = [shown.split('\u001b[7m').length, shown.split('\u001b[0m').length];
        expect(on).toBe(off);
        expect(cells(shown.replaceAll('\u001b[7m', '').replaceAll('\u001b[0m', ''))).toBe(30);
      }),
    );
  });
});

test('harmless changes unit for unit, so that spans still fit', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(harmless(text)).toHaveLength(text.length);
    }),
  );
});

test.each([
  ['abc', 5, 'abc  '],
  ['abcdef', 4, 'abc…'],
  ['漢字漢字', 5, '漢字…'],
  ['漢字漢', 6, '漢字漢'],
])('%j in %i cells', (text, width, shown) => {
  expect(padTo(text, width)).toBe(shown);
});
