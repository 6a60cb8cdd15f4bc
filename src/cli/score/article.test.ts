import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatArticle, looksLikeArticle, parseArticle, promisedBy } from './article.js';

const page = `Headline

First paragraph.
Second paragraph.

Comments (24)
No. 1-24

One comment.


Another
over two lines.

Last, without an end`;

test('reads headline, body, promise and comments with their lines', () => {
  expect(parseArticle(page)).toEqual({
    title: 'Headline',
    text: 'First paragraph.\nSecond paragraph.',
    promised: 24,
    comments: [
      { text: 'One comment.', line: 9 },
      { text: 'Another\nover two lines.', line: 12 },
      { text: 'Last, without an end', line: 15 },
    ],
  });
});

test('Windows line ends and a byte order mark change nothing', () => {
  expect(parseArticle(`\uFEFF${page.replaceAll('\n', '\r\n')}`)).toEqual(parseArticle(page));
});

test('the line "No. 1-24" may be missing', () => {
  expect(parseArticle('T\n\nComments (1)\n\nHello').comments).toEqual([{ text: 'Hello', line: 5 }]);
});

test('a comment may come right under the headers', () => {
  expect(parseArticle('T\nComments (1)\nNo. 1-1\nHello').comments).toEqual([{ text: 'Hello', line: 4 }]);
});

test('an article without comments line is all article', () => {
  expect(parseArticle('T\nbody')).toEqual({ title: 'T', text: 'body', comments: [] });
});

test.each([
  ['nothing', '', { title: '', text: '', comments: [] }],
  ['a promise and nothing else', 'Comments (3)', { title: '', text: '', promised: 3, comments: [] }],
])('%s', (_, text, expected) => {
  expect(parseArticle(text)).toEqual(expected);
});

test.each([
  ['Comments (24)', 24],
  [' comment (1) ', 1],
  ['Comments(0)', 0],
  ['Comments', undefined],
  ['Comments (many)', undefined],
  ['I read the Comments (24)', undefined],
  [`Comments (${'1'.repeat(60)})`, undefined],
])('%j promises %j', (line, promised) => {
  expect(promisedBy(line)).toBe(promised);
});

test('what is written in the form is read back', () => {
  const line = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
    .map((text) => text.replaceAll(/[\r\n\uFEFF]/g, ''))
    .filter((text) => text.trim() !== '' && promisedBy(text) === undefined && !/^no\./i.test(text.trim()));
  const block = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
  const trimmed = block.map((text) => text.trim()).filter((text) => text !== '');
  const pages = fc.record({
    title: line.map((text) => text.trim()),
    text: trimmed,
    comments: fc.array(block, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(pages, fc.nat(999), ({ title, text, comments }, promised) => {
      const written = formatArticle({
        title,
        text,
        promised,
        comments: comments.map((comment) => ({ text: comment, line: 0 })),
      });
      const found = parseArticle(written);
      expect({ ...found, comments: found.comments.map((comment) => comment.text) }).toEqual({
        title,
        text,
        promised,
        comments,
      });
      const lines = written.split('\n');
      for (const comment of found.comments) expect(lines[comment.line - 1]).toBe(comment.text.split('\n')[0]);
    }),
  );
});

describe('looks like an article', () => {
  const long = 'x'.repeat(100);
  test.each([
    ['a comments line', 'a\nComments (2)\nb', true],
    ['five long lines', Array(5).fill(long).join('\n\n'), true],
    ['four long lines', Array(4).fill(long).join('\n'), false],
    ['short lines', Array(9).fill('short').join('\n'), false],
    ['median below the bound', [long, long, 'a', 'b', 'c'].join('\n'), false],
    ['median at the bound', [long, long, long, 'b', 'c'].join('\n'), true],
    ['nothing', '', false],
  ])('%s', (_, text, expected) => {
    expect(looksLikeArticle(text)).toBe(expected);
  });
});
