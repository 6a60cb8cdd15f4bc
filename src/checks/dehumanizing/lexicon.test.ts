import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { dehumanizing } from './index.js';
import { type LexiconFile, loadLexicons } from './lexicon.js';

const read = (file: LexiconFile): string => readFileSync(new URL(`./${file}.yml`, import.meta.url), 'utf8');
const withFile = (file: LexiconFile, text: string) =>
  loadLexicons((name) => (name === file ? text : read(name)));
const entry = (rest: string): string => `- { id: a, class: animal, kind: noun, severity: mild, ${rest} }`;

test.each([
  ['an empty phrase', entry("note: n, phrases: ['']"), /comparisons\.yml: entry a: empty phrase/],
  ['a phrase that is there twice', entry('note: n, phrases: [rat, rat]'), /entry a: "rat" is there twice/],
  ['an entry without a note', entry('phrases: [rat]'), /entry a: note absent/],
  ['an entry without phrases', entry('note: n, phrases: []'), /entry a: no phrases/],
  [
    'an id that is there twice',
    `${entry('note: n, phrases: [rat]')}\n${entry('note: n, phrases: [ape]')}`,
    /entry a: id absent or repeated/,
  ],
  [
    'an unknown class',
    '- { id: a, class: plant, kind: noun, note: n, phrases: [rose] }',
    /unknown class plant/,
  ],
])('refuses %s, and says where', (_, text, message) => {
  expect(() => withFile('comparisons', text)).toThrow(message);
});

test('refuses an unknown tag', () => {
  expect(() => withFile('grammar', 'nonsense: [a]')).toThrow(/unknown tag nonsense/);
});

test('the version changes with a lexicon', () => {
  const other = withFile('people', `${read('people')}\n- { id: more, note: n, phrases: [quidnunc] }`);
  expect(dehumanizing(other).version).not.toBe(dehumanizing().version);
});
