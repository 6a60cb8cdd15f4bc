import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withWholeSpelled } from './spelled.js';

/** The text without its brackets, and what is widened from them. */
function widened(marked: string): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const raw = marked.replace('[', '').replace(']', '');
  const span = withWholeSpelled(raw, { start, end });
  return raw.slice(span.start, span.end);
}

describe('a span beside a word written letter by letter', () => {
  test.each([
    ['They are vermin, [s].c.u.m all', 's.c.u.m'],
    ['They are [vermin, s].c.u.m all', 'vermin, s.c.u.m'],
    ['you i d [i] o t', 'i d i o t'],
    ['i-d-i-[o-t] you', 'i-d-i-o-t'],
  ])('%s', (marked, whole) => expect(widened(marked)).toBe(whole));
});

describe('is left as it is where', () => {
  test.each([
    ['it ends at a word', 'what [scum] they are', 'scum'],
    ['two letters are initials', 'J. [R] Smith', 'R'],
    ['the letters are many words', 'all of [a] the b', 'a'],
    ['a line ends', '[s]\nc\nu\nm', 's'],
  ])('%s', (_, marked, same) => expect(widened(marked)).toBe(same));
});

test('never shrinks, and stays in the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '.', ' ', 'é', '\n') }),
      fc.nat(),
      fc.nat(),
      (raw, a, b) => {
        fc.pre(raw.length > 0);
        const [start, last] = [a % raw.length, b % raw.length].sort((x, y) => x - y) as [number, number];
        const span = withWholeSpelled(raw, { start, end: last + 1 });
        expect(span.start).toBeLessThanOrEqual(start);
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeGreaterThanOrEqual(last + 1);
        expect(span.end).toBeLessThanOrEqual(raw.length);
      },
    ),
  );
});
