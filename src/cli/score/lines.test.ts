import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Line, readLines } from './lines.js';

async function* chunks(...parts: readonly (string | Uint8Array)[]) {
  for (const part of parts) yield Buffer.from(part);
}
async function all(bytes: AsyncIterable<Uint8Array>, max?: number): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const some of readLines(bytes, max)) lines.push(...some);
  return lines;
}
const texts = (lines: readonly Line[]) =>
  lines.map((line) => ('text' in line ? line.text : `! ${line.error}`));

describe('lines', () => {
  test.each<[string, string[], string[]]>([
    ['nothing', [], []],
    ['a last line without an end', ['a\nb'], ['a', 'b']],
    ['a last line with an end', ['a\nb\n'], ['a', 'b']],
    ['empty lines', ['\n\na\n\n'], ['', '', 'a', '']],
    ['Windows line ends', ['a\r\nb\r\n', '\r\nc\r', '\n'], ['a', 'b', '', 'c']],
    ['a byte order mark, on the first line alone', ['\uFEFFa\n\uFEFFb'], ['a', '\uFEFFb']],
    ['a line over many chunks', ['a', 'b', 'c\nd', 'e'], ['abc', 'de']],
    ['separators that end no line', ['a\u2028b\u0085c\vd'], ['a\u2028b\u0085c\vd']],
  ])('%s', async (_, parts, expected) => {
    expect(texts(await all(chunks(...parts)))).toEqual(expected);
  });

  test('a line that is not UTF-8 fails alone, under its number', async () => {
    const bytes = Buffer.concat([Buffer.from('a\n'), Buffer.from([0x62, 0xff, 0x0a]), Buffer.from('ç\n')]);
    expect(await all(chunks(bytes))).toEqual([
      { number: 1, text: 'a' },
      { number: 2, error: 'line: is not UTF-8' },
      { number: 3, text: 'ç' },
    ]);
  });

  test('a line of exactly the bound passes, one byte more fails, in one chunk or many', async () => {
    for (const parts of [['12345\n123456\n1234\n'], ['1234', '5\n12', '345', '6\n1234', '\n']])
      expect(texts(await all(chunks(...parts), 5))).toEqual([
        '12345',
        '! line: must be at most 5 bytes',
        '1234',
      ]);
  });

  test('a line without an end is not held: a gigabyte passes through a few megabytes', async () => {
    const part = Buffer.alloc(1024 * 1024, 'x');
    async function* endless() {
      for (let i = 0; i < 1024; i++) yield part;
      yield Buffer.from('\nok\n');
    }
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    async function* watched() {
      for await (const chunk of endless()) {
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
        yield chunk;
      }
    }
    expect(texts(await all(watched()))).toEqual(['! line: must be at most 1048576 bytes', 'ok']);
    expect(most).toBeLessThan(200 * 1024 * 1024);
  });

  test('however the bytes are cut, the lines are the same', async () => {
    const text = fc.array(fc.constantFrom('a', 'ß', '😀', '\n', '\r\n', '', ' '), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(60), { maxLength: 8 }), async (pieces, cuts) => {
        const whole = Buffer.from(pieces.join(''));
        const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
        const parts = at.slice(1).map((to, index) => whole.subarray(at[index], to));
        const expected = whole.toString().split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(texts(await all(chunks(...parts)))).toEqual(expected.map((line) => line.replace(/\r$/, '')));
      }),
    );
  });
});
