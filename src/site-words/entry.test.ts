import { describe, expect, test } from '@jest/globals';
import { limits } from '../domain/limits.js';
import type { SiteWord } from '../domain/site-words.js';
import { postedList, readEntries, withIds } from './entry.js';

const standing: SiteWord[] = [
  { id: 'aa', list: 'deny', phrase: 'Churl', addedBy: 'kim', addedAt: '2026-11-20T10:00:00Z' },
  { id: 'bb', list: 'allow', phrase: 'scurvy', addedBy: 'kim', addedAt: '2026-11-20T10:00:00Z' },
];
const read = (...entries: unknown[]) => readEntries(postedList(entries), standing);
const faultsOf = (...entries: unknown[]) => {
  const found = read(...entries);
  return found.ok ? [] : found.faults.map(({ field, reason }) => `${field} ${reason}`);
};

test('good entries come back as they will stand: blanks at the ends off, empty notes left out', () => {
  expect(
    read(
      { list: 'deny', phrase: '  wastrel* ', severity: 'severe', note: ' seen often ' },
      { list: 'allow', phrase: 'Dick Turpin', note: '  ' },
    ),
  ).toEqual({
    ok: true,
    entries: [
      { list: 'deny', phrase: 'wastrel*', severity: 'severe', note: 'seen often' },
      { list: 'allow', phrase: 'Dick Turpin' },
    ],
  });
});

describe('refused', () => {
  const deny = (phrase: unknown, more: object = {}) => ({ list: 'deny', phrase, ...more });
  test.each([
    ['a string', 'churlish', 'words[0] must be an object'],
    ['null', null, 'words[0] must be an object'],
    ['no list', { phrase: 'oaf' }, 'words[0].list is required'],
    ['another list', { list: 'ban', phrase: 'oaf' }, 'words[0].list must be allow or deny'],
    ['no phrase', { list: 'deny' }, 'words[0].phrase is required'],
    ['a phrase that is none', deny(7), 'words[0].phrase must be a string'],
    ['an empty phrase', deny('  '), 'words[0].phrase must not be empty'],
    ['a long phrase', deny('x'.repeat(101)), 'words[0].phrase must be at most 100 characters'],
    ['two lines', deny('a\nb'), 'words[0].phrase must not hold control characters or line breaks'],
    ['nothing but a star', deny('*'), 'words[0].phrase must hold something besides *'],
    [
      'an unknown severity',
      deny('oaf', { severity: 'awful' }),
      'words[0].severity must be one of mild, moderate, severe',
    ],
    [
      'a severity for an allowed word',
      { list: 'allow', phrase: 'oaf', severity: 'mild' },
      'words[0].severity is for denied words: an allowed one has none',
    ],
    ['a note that is none', deny('oaf', { note: {} }), 'words[0].note must be a string'],
    ['a long note', deny('oaf', { note: 'x'.repeat(2001) }), 'words[0].note must be at most 2000 characters'],
    [
      'a note of two lines',
      deny('oaf', { note: 'a\r\nb' }),
      'words[0].note must not hold control characters or line breaks',
    ],
    [
      'a note that UTF-8 cannot carry',
      deny('oaf', { note: '\ud800' }),
      'words[0].note holds half a surrogate pair, which UTF-8 cannot carry',
    ],
    [
      'an unknown field',
      deny('oaf', { sevrity: 'mild' }),
      'words[0].sevrity is not a known field: there are list, phrase, severity, note',
    ],
    [
      'a field that is no name',
      deny('oaf', { 'you oaf': 1 }),
      'words[0] is not a known field: there are list, phrase, severity, note',
    ],
    ['what stands already', deny('CHURL'), 'words[0].phrase is the same as entry aa'],
    [
      'what stands on the other list',
      deny('scurvy'),
      'words[0].phrase is on the allow list (entry bb): no phrase can be on both',
    ],
  ])('%s', (_name, entry, fault) => expect(faultsOf(entry)).toEqual([fault]));

  test('all together, each by its place, and then no entry is let in', () => {
    expect(
      faultsOf(
        deny('oaf'),
        deny('', { severity: 'x' }),
        { list: 'allow', phrase: 'ÓAF' },
        deny('Oaf'),
        deny('lout'),
        { list: 'nope' },
      ),
    ).toEqual([
      'words[1].phrase must not be empty',
      'words[1].severity must be one of mild, moderate, severe',
      'words[2].phrase is on the deny list (words[0]): no phrase can be on both',
      'words[3].phrase is the same as words[0]',
      'words[5].list must be allow or deny',
      'words[5].phrase is required',
    ]);
  });

  test('more than a site may have, standing ones counted', () => {
    const many = Array.from({ length: limits.siteWords - 1 }, (_, index) => deny(`word${index}`));
    expect(faultsOf(...many)).toEqual([
      `words would make ${limits.siteWords + 1} entries: a site's lists hold at most ${limits.siteWords}`,
    ]);
    expect(faultsOf(...many.slice(1))).toEqual([]);
  });
});

test('a standing phrase that would be refused by now hinders none', () => {
  const old: SiteWord = { ...standing[0]!, phrase: '***' };
  expect(readEntries(postedList([{ list: 'deny', phrase: 'oaf' }]), [old]).ok).toBe(true);
});

test('ids are short, unlike each other and those taken, and say who and when', () => {
  const entries = Array.from({ length: 2000 }, (_, index) => ({
    list: 'deny' as const,
    phrase: `word${index}`,
  }));
  const words = withIds(entries, { by: 'kim', at: '2026-11-21T00:00:00Z' }, ['aa']);
  expect(new Set(words.map(({ id }) => id)).size).toBe(2000);
  for (const { id } of words) expect(id).toMatch(/^[0-9a-f]{8}$/);
  expect(words[7]).toMatchObject({ phrase: 'word7', addedBy: 'kim', addedAt: '2026-11-21T00:00:00Z' });
});
