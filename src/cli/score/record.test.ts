import { describe, expect, test } from '@jest/globals';
import { postedComment, read } from '../../api/schemas.js';
import { isBad, type Origin } from './entry.js';
import { entryOf, nameFrom } from './record.js';

const origin: Origin = { name: 'x.jsonl', stem: 'x', say: () => {} };
const entry = (value: unknown, site?: string) =>
  entryOf(value, site === undefined ? origin : { ...origin, site }, 3, 'x:3');

test('a nameless comment takes the id of its place and the site of the run', () => {
  expect(entry({ text: 'hello' }, 'news')).toEqual({
    comment: { id: 'x:3', text: 'hello', site: 'news' },
    isPlaceId: true,
    file: 'x.jsonl',
    line: 3,
  });
});

test('what a record says of itself stands; labels of data sets are left out', () => {
  const comment = {
    id: 'c1',
    text: 'hello',
    site: 'mine',
    author: 'a1',
    language: 'en',
    submittedAt: '2026-01-02T03:04:05Z',
    article: { id: 'a', url: 'https://example.org/a', title: 'T', text: 'body' },
    parent: { id: 'p', text: 'before' },
  };
  expect(entry({ ...comment, toxic: 1, split: 'test' }, 'news')).toEqual({
    comment,
    file: 'x.jsonl',
    line: 3,
  });
});

const faulty: readonly (readonly [string, unknown])[] = [
  ['no text', {}],
  ['text of another type', { text: 5 }],
  ['blank text', { text: ' \n\t' }],
  ['invisible text', { text: '\u200b\u200d' }],
  ['text one byte too long', { text: `${'é'.repeat(10_240)}x` }],
  ['half a surrogate pair', { text: 'a\ud800b' }],
  ['empty id', { id: '', text: 'a' }],
  ['numeric id', { id: 7, text: 'a' }],
  ['long id', { id: 'i'.repeat(201), text: 'a' }],
  ['id with a line end', { id: 'a\nb', text: 'a' }],
  ['id that is a dot', { id: '..', text: 'a' }],
  ['null site', { text: 'a', site: null }],
  ['long author', { text: 'a', author: 'x'.repeat(201) }],
  ['language that is none', { text: 'a', language: 'not a tag' }],
  ['article of another type', { text: 'a', article: 'T' }],
  ['article address with a script', { text: 'a', article: { url: 'javascript:alert(1)' } }],
  ['long title', { text: 'a', article: { title: 't'.repeat(1001) } }],
  ['long article', { text: 'a', article: { text: 't'.repeat(1024 * 1024 + 1) } }],
  ['parent without text', { text: 'a', parent: { id: 'p' } }],
  ['a day that is no moment', { text: 'a', submittedAt: 'yesterday' }],
  ['a moment of another type', { text: 'a', submittedAt: 5 }],
];

describe('a bad record is refused in the words of intake', () => {
  test.each(faulty)('%s', (_, value) => {
    const atIntake = read(postedComment, value);
    if (atIntake.ok) throw new Error('intake takes it');
    const [first] = atIntake.errors;
    const found = entry(value);
    expect(isBad(found) && found.error).toBe(`${first!.field}: ${first!.reason}`);
  });

  test('not even an object', () => {
    for (const value of [null, 5, 'text', ['text']])
      expect(entry(value)).toEqual({ error: 'line: must be an object', file: 'x.jsonl', line: 3 });
  });
});

test('text at the limit passes here as at intake', () => {
  const value = { text: 'é'.repeat(10_240) };
  expect(isBad(entry(value))).toBe(false);
  expect(read(postedComment, value).ok).toBe(true);
});

test('a bad record keeps its id where it has a usable one, and never shows its text', () => {
  expect(entry({ id: 'c9', text: 5 })).toMatchObject({ id: 'c9' });
  expect(entry({ id: 'a\u0007', text: 5 })).not.toHaveProperty('id');
  expect(JSON.stringify(entry({ text: 'sesame', author: 5 }))).not.toContain('sesame');
});

test.each([
  ['a\tb', 10, 'a b'],
  ['abcdef', 3, 'abc'],
  ['ab😀', 3, 'ab'],
])('a name made from %j', (text, max, name) => {
  expect(nameFrom(text, max)).toBe(name);
});
