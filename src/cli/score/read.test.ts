import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Entry, type Form, isBad } from './entry.js';
import { readSource } from './read.js';
import { findSources } from './sources.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decorum-read-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Read {
  readonly found: readonly string[];
  readonly entries: readonly Entry[];
  readonly said: string;
  readonly bytes: number;
}

async function read(name: string, content: string | Uint8Array, from: Form | 'auto' = 'auto'): Promise<Read> {
  async function* stdin() {
    yield Buffer.from(content);
  }
  const path = name === '-' ? '-' : join(folder, name);
  if (name !== '-') writeFileSync(path, content);
  const { sources } = await findSources([path], stdin());
  const entries: Entry[] = [];
  const said: string[] = [];
  let bytes = 0;
  const options = {
    from,
    say: (remark: string) => void said.push(remark),
    count: (more: number) => {
      bytes += more;
    },
    signal: new AbortController().signal,
  };
  for await (const some of readSource(sources[0]!, options)) entries.push(...some);
  const found = entries.map((entry) =>
    isBad(entry) ? `! ${entry.line} ${entry.error}` : `${entry.comment.id} ${entry.comment.text}`,
  );
  return { found, entries, said: said.join('\n').replaceAll(folder, ''), bytes };
}

const page = 'Title\n\nBody.\n\nComments (3)\nNo. 1-3\n\nFirst\n\n\nSecond\nline';

describe('how a source is read', () => {
  test('a text file with a comments line is an article', async () => {
    const { found, entries, said } = await read('page.txt', page);
    expect(found).toEqual(['page#1 First', 'page#2 Second\nline']);
    expect(entries[0]).toMatchObject({ line: 8, comment: { article: { title: 'Title', text: 'Body.' } } });
    expect(said).toMatch(/^\/page.txt: read as an article; .* --from /);
    expect(said).toContain('promises 3 comments, holds 2');
  });

  test('a page that keeps its promise says nothing of it', async () => {
    expect((await read('page.txt', 'T\nComments (1)\n\nFirst')).said).not.toContain('promises');
  });

  test('prose without a comments line is an article without comments', async () => {
    const { found, said } = await read('prose.txt', Array(6).fill('long line '.repeat(12)).join('\n'));
    expect(found).toEqual([]);
    expect(said).toContain('an article without comments');
  });

  test('other text is one comment a line', async () => {
    const { found, said } = await read('list.txt', 'one\n\n  two \n');
    expect(found).toEqual(['list:1 one', 'list:3   two ']);
    expect(said).toContain('read as one comment a line');
  });

  test('--from outdoes all signs', async () => {
    expect((await read('page.txt', 'T\nComments (1)\n', 'text')).found).toEqual([
      'page:1 T',
      'page:2 Comments (1)',
    ]);
    expect((await read('list.txt', 'T\nbody', 'article')).said).toBe(
      '/list.txt: an article without comments',
    );
    expect((await read('data.txt', '{"text":"a"}\n', 'jsonl')).found).toEqual(['data:1 a']);
  });

  test('JSON lines: blank lines skipped, bad ones named, the rest read', async () => {
    const { found } = await read('x.jsonl', '{"text":"a"}\n\n{bad\n[1]\n{"id":"i","text":"b"}');
    expect(found).toEqual(['x:1 a', '! 3 line: is not JSON', '! 4 line: must be an object', 'i b']);
  });

  test.each([
    ['JSON lines by the first character', ' \n{"text":"a"}\n', ['stdin:2 a']],
    ['else text, article or not', 'Comments (2)\n', ['stdin:1 Comments (2)']],
    ['nothing', '', []],
  ])('standard input: %s', async (_, content, expected) => {
    expect((await read('-', content)).found).toEqual(expected);
  });

  test('a file without a known name is known by its content', async () => {
    expect((await read('data', '{"text":"a"}')).found).toEqual(['data:1 a']);
    expect((await read('page', page)).found).toHaveLength(2);
  });

  test('packed files are read, and their bytes on disk counted', async () => {
    const packed = gzipSync('{"text":"a"}\n'.repeat(1000));
    expect(gunzipSync(packed).length).toBeGreaterThan(packed.length);
    const { found, bytes } = await read('x.jsonl.gz', packed);
    expect(found).toHaveLength(1000);
    expect(found[999]).toBe('x:1000 a');
    expect(bytes).toBe(packed.length);
  });

  test('a packed file that breaks off gives what it holds, then an error', async () => {
    const packed = gzipSync(Array.from({ length: 20_000 }, (_, i) => `comment ${i * 7919}`).join('\n'));
    const { found } = await read('x.csv.gz', packed.subarray(0, packed.length / 2), 'text');
    expect(found.length).toBeGreaterThan(1000);
    expect(found.at(-1)).toMatch(/^! \d+ file: ends too early/);
    expect((await read('y.jsonl.gz', 'not packed at all')).found).toEqual([
      '! 1 file: is damaged, or not a gzip file',
    ]);
  });

  test('an article beyond its bound is refused, not read', async () => {
    const { found } = await read('big.txt', 'x'.repeat(5 * 1024 * 1024 + 1), 'article');
    expect(found).toEqual(['! 1 file: an article must be at most 5242880 bytes']);
  });

  test('a text file beyond that bound is one comment a line', async () => {
    const { found } = await read('big.txt', `Comments (1)\n${`${'long '.repeat(200)}\n`.repeat(5300)}`);
    expect(found).toHaveLength(5301);
  });

  test('an article that is not UTF-8 is refused', async () => {
    expect((await read('latin.txt', Buffer.from([0x63, 0xe7]), 'article')).found).toEqual([
      '! 1 file: is not UTF-8',
    ]);
  });

  test('a comment under an article is bound by the limits of intake', async () => {
    const { found } = await read('page.txt', `T\nComments (2)\n\n${'x'.repeat(20_481)}\n\nok`);
    expect(found).toEqual(['! 4 text: must be at most 20480 bytes of UTF-8', 'page#2 ok']);
  });
});
