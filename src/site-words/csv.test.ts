import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { severities } from '../domain/finding.js';
import type { SiteWord, WordEntry } from '../domain/site-words.js';
import { readWordsCsv, writeWordsCsv } from './csv.js';
import { readEntries, withIds } from './entry.js';

const kim = { by: 'kim', at: '2026-11-20T10:00:00Z' };
const stamped = (entries: readonly WordEntry[]): SiteWord[] => withIds(entries, kim, []);

/** What a file makes of a list that is empty: its entries, or its faults in words. */
function imported(file: string | Buffer): readonly WordEntry[] | string[] {
  const posted = readWordsCsv(Buffer.from(file));
  const read = posted.ok ? readEntries(posted.posted, []) : posted;
  return read.ok ? read.entries : read.faults.map(({ field, reason }) => `${field}: ${reason}`);
}

test('a list is written with a header, each cell a spreadsheet would run made harmless', () => {
  const words = stamped([
    { list: 'deny', phrase: '@home', severity: 'mild', note: '=1+1' },
    { list: 'allow', phrase: 'a, "b"' },
  ]);
  const [one, two] = words;
  expect(writeWordsCsv(words)).toBe(
    [
      'list,phrase,severity,note,id,addedBy,addedAt',
      `deny,'@home,mild,'=1+1,${one!.id},kim,${kim.at}`,
      `allow,"a, ""b""",,,${two!.id},kim,${kim.at}`,
      '',
    ].join('\r\n'),
  );
});

describe('reading', () => {
  const oaf = [{ list: 'deny', phrase: 'oaf' }];
  test.each([
    ['a header and a row', 'list,phrase\ndeny,oaf\n', oaf],
    ['a byte-order mark, CRLF, no end', '\ufefflist,phrase\r\ndeny,oaf', oaf],
    [
      'semicolons, as spreadsheets write them where commas part decimals',
      'list;phrase;note\ndeny;oaf;\n',
      oaf,
    ],
    ['tabs', 'phrase\tlist\noaf\tdeny', oaf],
    ['capitals and blanks in the header and the lists', ' List ,PHRASE\nDeny , oaf\n', oaf],
    ['empty lines', '\nlist,phrase\n\n\ndeny,oaf\n\n', oaf],
    ['ids and authors of an export, which pass', 'list,phrase,id,addedBy,addedAt\ndeny,oaf,x,y,z\n', oaf],
    ['a severity in capitals', 'list,phrase,severity\ndeny,oaf,Mild\n', [{ ...oaf[0], severity: 'mild' }]],
    ['a guarded phrase', "list,phrase\ndeny,'@oaf\n", [{ list: 'deny', phrase: '@oaf' }]],
    ['an apostrophe of its own', "list,phrase\ndeny,'tis\n", [{ list: 'deny', phrase: "'tis" }]],
    ['a header alone', 'list,phrase\n', []],
  ])('takes %s', (_name, file, entries) => expect(imported(file)).toEqual(entries));

  test.each([
    [
      'nothing',
      '',
      'file: is empty: its first line must name list, phrase, severity, note, id, addedBy, addedAt',
    ],
    ['other bytes than UTF-8', Buffer.from([0x6c, 0xff]), /^file: is not UTF-8 /],
    [
      'no header',
      'deny,oaf\n',
      /^line 1: column 1 is not known: there are list, phrase, .*line 1: must be a header/,
    ],
    ['a header without phrase', 'list,note\n', 'line 1: must be a header that names the column phrase'],
    ['a column twice', 'list,phrase,list\n', 'line 1: names the column list twice'],
    ['a misspelt column', 'list,phrase,sevrity\n', /^line 1: column 3 is not known/],
    ['a row too short', 'list,phrase,note\ndeny,oaf\n', 'line 2: has 2 cells where the header has 3'],
    ['a comma without quotes', 'list,phrase\ndeny,a,b\n', 'line 2: has 3 cells where the header has 2'],
    ['a quote never closed', 'list,phrase\ndeny,"oaf\n', /^line \d: a quote before this is never closed$/],
    ['a quote within', 'list,phrase\ndeny,o"af\n', /^line 2: holds a quote in a cell/],
    ['words after a quote', 'list,phrase\ndeny,"o"af\n', /^line 2: a closing quote must be followed/],
    ['no phrase', 'list,phrase\n\ndeny,\n', 'line 3, phrase: is required'],
    [
      'a bad severity',
      'list,phrase,severity\ndeny,oaf,mild\ndeny,lout,bad',
      'line 3, severity: must be one of mild, moderate, severe',
    ],
    ['a repeat', 'list,phrase\ndeny,oaf\nallow,lout\ndeny,OAF', 'line 4, phrase: is the same as line 2'],
    [
      'a phrase of two lines',
      'list,phrase\ndeny,"o\naf"\ndeny,lout',
      'line 2, phrase: must not hold control characters or line breaks',
    ],
  ])('refuses %s', (_name, file, fault) => {
    const faults = imported(file).join('; ');
    if (typeof fault === 'string') expect(faults).toBe(fault);
    else expect(faults).toMatch(fault);
  });
});

const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ maxLength, unit: 'grapheme' }),
    fc.string({ maxLength, unit: fc.constantFrom(...'=\'+-@\t"; ,*ab＝') }),
  );
const posted = fc.record(
  {
    list: fc.constantFrom('allow', 'deny'),
    phrase: text(30),
    severity: fc.constantFrom(...severities),
    note: text(60),
  },
  { requiredKeys: ['list', 'phrase'] },
);

test('what is exported and imported is the same list, for any entries that are valid', () => {
  let some = 0;
  fc.assert(
    fc.property(fc.array(posted, { maxLength: 8 }), (entries) => {
      const valid: WordEntry[] = [];
      for (const entry of entries) {
        const read = readEntries([{ entry, place: () => '' }], stamped(valid));
        if (read.ok) valid.push(...read.entries);
      }
      some += valid.length;
      expect(imported(writeWordsCsv(stamped(valid)))).toEqual(valid);
    }),
    { numRuns: 500 },
  );
  expect(some).toBeGreaterThan(100);
});
