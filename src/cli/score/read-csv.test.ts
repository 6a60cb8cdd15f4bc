import { describe, expect, test } from '@jest/globals';
import { type Entry, isBad } from './entry.js';
import { readCsv } from './read-csv.js';

async function* chunks(...parts: readonly (string | Uint8Array)[]) {
  for (const part of parts) yield Buffer.from(part);
}
async function entries(...parts: readonly (string | Uint8Array)[]): Promise<Entry[]> {
  const all: Entry[] = [];
  for await (const some of readCsv(chunks(...parts), { name: 'x.csv', stem: 'x', say: () => {} }))
    all.push(...some);
  return all;
}
const brief = (all: readonly Entry[]) =>
  all.map((entry) =>
    isBad(entry) ? `! ${entry.line} ${entry.error}` : `${entry.comment.id} ${entry.comment.text}`,
  );

describe('csv', () => {
  test.each<[string, string[], string[]]>([
    ['a header and rows', ['id,text\na,hello\nb,"one, two"\n'], ['a hello', 'b one, two']],
    ['no end at the end', ['text\nhello'], ['x:2 hello']],
    ['Windows line ends', ['text,id\r\nhello,a\r\n'], ['a hello']],
    ['a byte order mark before a quote', ['\uFEFF"text",id\nhello,a\n'], ['a hello']],
    ['semicolons', ['id;text\na;hello, you\n'], ['a hello, you']],
    ['tabs', ['id\ttext\na\thello, you\n'], ['a hello, you']],
    ['a column called comment', ['Comment,label\nhello,1\n'], ['x:2 hello']],
    ['blank lines', ['text\n\nhello\n\n\nthere\n'], ['x:3 hello', 'x:6 there']],
    ['quotes inside a cell', ['text\n"she said ""hi"""\na "b" c\n'], ['x:2 she said "hi"', 'x:3 a "b" c']],
    ['a header alone', ['id,text\n'], []],
    ['nothing', [], []],
    ['chunks that cut anywhere', ['id,te', 'xt\na,"he', 'l', 'lo"\nb', ',x'], ['a hello', 'b x']],
    ['records over several lines', ['text\n"one\ntwo"\nthree\n'], ['x:2 one\ntwo', 'x:4 three']],
    [
      'too many or too few cells',
      ['id,text\na\nb,hello\nc,d,e\n'],
      [
        '! 2 line: has 1 cells where the header has 2',
        'b hello',
        '! 4 line: has 3 cells where the header has 2',
      ],
    ],
    ['no text', ['id,text\na,\nb,hello\n'], ['! 2 text: must not be blank', 'b hello']],
    [
      'no text column',
      ['id,body\na,hello\n'],
      ['! 1 file: has no column text or comment; its columns are "id", "body"'],
    ],
    ['old Macs', ['text,id\rhello,a\r"one\rtwo",b'], ['a hello', 'b one\rtwo']],
    ['ends that change', ['text,id\nhello,a\r\n"there",b\n'], ['a hello', 'b there']],
    [
      'Windows line ends inside a cell, which count once',
      ['text\r\n"one\r\ntwo"\r\nthree\r\n'],
      ['x:2 one\r\ntwo', 'x:4 three'],
    ],
    [
      'a quote left open',
      ['id,text\na,hello\n"b\nb","open\nand on'],
      ['a hello', '! 4 line: a quote opened here is never closed; the rest of the file was not read'],
    ],
    [
      'a quote left open in the header',
      ['"text\nhello\n'],
      [
        '! 1 file: its header cannot be read (line: a quote opened here is never closed; the rest of the file was not read)',
      ],
    ],
  ])('%s', async (_, parts, expected) => {
    expect(brief(await entries(...parts))).toEqual(expected);
  });

  test('all columns that we know, however they are spelled', async () => {
    const header =
      'ID,Text,Site,Author,Language,submitted_at,Article Title,article_text,article.url,articleId,parent_text,parent_id,label';
    const row = 'c,hello,s,w,en,2026-01-02T03:04:05Z,T,body,https://example.org/,a,before,p,1';
    expect(await entries(`${header}\n${row}\n`)).toEqual([
      {
        comment: {
          id: 'c',
          text: 'hello',
          site: 's',
          author: 'w',
          language: 'en',
          submittedAt: '2026-01-02T03:04:05Z',
          article: { title: 'T', text: 'body', url: 'https://example.org/', id: 'a' },
          parent: { text: 'before', id: 'p' },
        },
        file: 'x.csv',
        line: 2,
      },
    ]);
  });

  test('an empty cell is an absent field, and a parent without words is none', async () => {
    expect(await entries('text,site,parent_id,parent_text\nhello,,p,\n')).toEqual([
      { comment: { id: 'x:2', text: 'hello' }, isPlaceId: true, file: 'x.csv', line: 2 },
    ]);
  });

  test('a cell that is not UTF-8 fails its record alone', async () => {
    const bytes = Buffer.concat([Buffer.from('text\nça\n'), Buffer.from([0xe7, 0x0a]), Buffer.from('ok\n')]);
    expect(brief(await entries(bytes))).toEqual(['x:2 ça', '! 3 line: is not UTF-8', 'x:4 ok']);
  });

  test('a record beyond the bound fails alone: the next ones are read, under their own lines', async () => {
    const [long, part] = ['x'.repeat(1024 * 1024), 'and on and on\n'.repeat(10_000)];
    const found = brief(
      await entries(
        'text,id\nhello,a\n',
        `${long},b\n`,
        'there,c\n"',
        ...Array(20).fill(part),
        'end",d\nyou,e',
      ),
    );
    expect(found).toEqual([
      'a hello',
      '! 3 line: must be at most 1048576 bytes',
      'c there',
      '! 5 line: must be at most 1048576 bytes',
      'e you',
    ]);
  });

  test('a quote left open in a large file fills no memory', async () => {
    const part = Buffer.from('and on and on\n'.repeat(70_000));
    async function* large() {
      yield Buffer.from('text\nhello\n"open\n');
      for (let n = 0; n < 100; n++) yield part;
    }
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const found: Entry[] = [];
    for await (const some of readCsv(large(), { name: 'x.csv', stem: 'x', say: () => {} })) {
      found.push(...some);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(brief(found)).toEqual([
      'x:2 hello',
      expect.stringMatching(/^! 3 line: a quote opened here is never/),
    ]);
    expect(most).toBeLessThan(50 * 1024 * 1024); // of 98 MB
  });
});
