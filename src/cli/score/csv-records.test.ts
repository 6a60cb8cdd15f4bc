import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CsvRecord, csvRecords } from './csv-records.js';

async function records(parts: readonly string[], max?: number): Promise<CsvRecord[]> {
  async function* chunks() {
    for (const part of parts) yield Buffer.from(part, 'latin1');
  }
  const all: CsvRecord[] = [];
  for await (const some of csvRecords(chunks(), { delimiter: ',', end: '\n' }, max)) all.push(...some);
  return all;
}
const brief = (all: readonly CsvRecord[]) =>
  all.map((record) =>
    'error' in record ? `! ${record.line}` : `${record.line} ${record.bytes.toString('latin1')}`,
  );

describe('records', () => {
  test.each<[string, string, string[]]>([
    ['lines', 'a\nb\r\n\nc', ['1 a', '2 b', '4 c']],
    ['ends in quotes', '"a\nb",c\nd', ['1 "a\nb",c', '3 d']],
    ['two quotes for one', '"a""\n",b\nc', ['1 "a""\n",b', '3 c']],
    ['a quote inside a bare cell opens nothing', 'a"b\nc', ['1 a"b', '2 c']],
    ['a quote after a bare start closes nothing', '"a" b\n"c"', ['1 "a" b', '2 "c"']],
    ['a length at the bound and above it', '12345678\r\n123456789\n1', ['1 12345678', '! 2', '3 1']],
    ['a quoted record above the bound', '"1234\n5678"\n"1\n"\nx', ['! 1', '3 "1\n"', '5 x']],
    ['a quote never closed: the line of the quote', 'a\n"b\n","c\nd', ['1 a', '! 3']],
  ])('%s', async (_, text, expected) => {
    expect(brief(await records([text], 8))).toEqual(expected);
    expect(brief(await records([...text], 8))).toEqual(expected);
  });

  test('each holds what csv-parse takes for one record, and stands where it says', async () => {
    const unit = fc.constantFrom('"', '"', ',', '\n', '\r\n', '\r', 'a', ' ', '\0');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(unit, { maxLength: 12 })), async (some) => {
        const parts = [...some.map((each) => each.join('')), '\n'];
        const text = parts.join('');
        const options = { relax_quotes: true, relax_column_count: true, skip_empty_lines: true } as const;
        const all = await records(parts);
        const lines = text.split('\n');
        const rows = all.flatMap((record) => {
          if ('error' in record) return [];
          const words = record.bytes.toString('latin1');
          expect(lines[record.line - 1]).toContain(words.split('\n')[0]!);
          return parse(`${words}\n`, { ...options, record_delimiter: '\n' });
        });
        const open = all.some((record) => 'error' in record);
        const whole = () => parse(text, { ...options, record_delimiter: ['\r\n', '\n'] });
        if (open) expect(whole).toThrow(/Quote Not Closed/);
        else expect(rows).toEqual(whole());
      }),
      { numRuns: 1000 },
    );
  });
});
