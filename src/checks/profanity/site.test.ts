import { describe, expect, test } from '@jest/globals';
import type { SiteWord, SiteWords } from '../../domain/site-words.js';
import { Text } from '../../text/text.js';
import type { Inspection } from '../check.js';
import { profanity } from './index.js';

const check = profanity();
const by = { addedBy: 'kim', addedAt: '2026-11-20T10:00:00Z' };
const deny = (phrase: string, more: Partial<SiteWord> = {}): SiteWord => ({
  id: 'd1',
  list: 'deny',
  phrase,
  ...by,
  ...more,
});
const allow = (phrase: string): SiteWord => ({ id: 'a1', list: 'allow', phrase, ...by });
const listOf = (...words: SiteWord[]): SiteWords => ({ site: 'ours', version: 3, words });

function inspect(raw: string, words: SiteWords): Inspection {
  const found = check.inspect(new Text(raw), { words }, new AbortController().signal);
  if (found instanceof Promise) throw new TypeError('the check answers at once');
  return found;
}
const marked = (raw: string, words: SiteWords): string[] =>
  inspect(raw, words).findings.map(({ span }) => raw.slice(span.start, span.end));

describe('deny', () => {
  test.each([
    ['a word', 'grok', 'They grok it.', ['grok']],
    ['its plural', 'grok', 'two groks', ['groks']],
    ['not within a word', 'grok', 'grokking', []],
    [
      'in disguise',
      'grok',
      'gr0k g.r.o.k g*ok ɡrоk Grôk groook',
      ['gr0k', 'g.r.o.k', 'g*ok', 'ɡrоk', 'Grôk', 'groook'],
    ],
    ['a start', 'grok*', 'grokking ingrok', ['grokking']],
    ['an end', '*grok', 'grokking ingrok', ['ingrok']],
    ['a stem', '*grok*', 'ungrokked', ['ungrokked']],
    ['a star within', 'gr*ck', 'grick, gruck and grack; grok', ['grick', 'gruck', 'grack']],
    ['a phrase', 'get bent', 'Get  bent! Get-bent. get it bent', ['Get  bent', 'Get-bent']],
    ['a phrase with a star', 'grok* you', 'grokking you, grok them', ['grokking you']],
    ['an apostrophe', "don't grok", 'I don’t grok', ['don’t grok']],
    ['digits', '1488', '1488! 14880', ['1488']],
    ['letters and digits', 'h8', 'h8 h88', ['h8']],
    ['another script', 'дурак*', 'Ну и ДУРАКИ-то! продурак', ['ДУРАКИ']],
    ['a word of look-alikes in a Latin text', 'сука', 'so what, сука', ['сука']],
    ['an emoji', '🐒', 'you 🐒🐒', ['🐒', '🐒']],
    ['a script without blanks', '笨蛋', '你是笨蛋吗', ['笨蛋']],
  ])('%s: %s', (_, phrase, raw, expected) => {
    expect(marked(raw, listOf(deny(phrase)))).toEqual(expected);
  });

  test('names the entry and its severity', () => {
    expect(inspect('grok', listOf(deny('grok', { severity: 'severe', note: 'slang of trolls' })))).toEqual({
      findings: [
        {
          rule: 'profanity/site',
          attribute: 'PROFANITY',
          span: { start: 0, end: 4 },
          score: 1,
          severity: 'severe',
          note: 'Slang of trolls (site\'s entry "d1").',
        },
      ],
      scores: { PROFANITY: 1 },
      using: 'words.3',
    });
    expect(inspect('grok', listOf(deny('grok'))).findings[0]).toMatchObject({
      severity: 'moderate',
      note: 'On this site\'s deny list (site\'s entry "d1").',
    });
  });

  test('is surer of a denied word, in any disguise, than the lexicon of a moderate one, unless it is denied as mild', () => {
    const list = listOf(deny('grokker'));
    for (const disguised of ['grokker', 'gr0kker', 'g r o k k e r', 'gr*kker'])
      expect(inspect(disguised, list).scores.PROFANITY).toBeGreaterThanOrEqual(0.95);
    expect(inspect('grokker', listOf(deny('grokker', { severity: 'mild' }))).scores).toEqual({
      PROFANITY: 0.85,
    });
  });

  test('a word that the lexicon thinks mild may be severe on a site', () => {
    const words = listOf(deny('damn', { severity: 'severe' }));
    expect(inspect('damn it', words).findings[0]).toMatchObject({
      rule: 'profanity/site',
      severity: 'severe',
    });
  });
});

describe('allow', () => {
  test.each([
    ['a word', 'shit', 'shit shits bullshit sh1t', ['bullshit', 'sh1t']],
    ['a start', 'shit*', 'shitty shithead bullshit', ['bullshit']],
    ['a stem', '*shit*', 'shitty bullshit', []],
    ['a phrase', 'pussy riot', 'Pussy Riot played; pussy', ['pussy']],
    ['a star within', 'sh*t', 'shit, shoot, short; shitty', ['shitty']],
    ['nothing else', 'damn', 'what the fuck', ['fuck']],
  ])('%s: %s', (_, phrase, raw, expected) => {
    expect(marked(raw, listOf(allow(phrase)))).toEqual(expected);
  });

  test("also where the site's own pattern would deny it", () => {
    expect(marked('grokking and grokster', listOf(deny('grok*'), allow('grokking')))).toEqual(['grokster']);
  });
});

test('says by which version of the list it went, also where nothing was found', () => {
  expect(inspect('a fine day', listOf(deny('grok')))).toEqual({
    findings: [],
    scores: { PROFANITY: 0 },
    using: 'words.3',
  });
});

test('a full list is read', () => {
  const many = Array.from({ length: 5000 }, (_, k) =>
    deny(`w${'abcdefghij'[k % 10]}x${k.toString(26).replace(/\d/g, (d) => 'klmnopqrst'[Number(d)]!)}`, {
      id: `d${k}`,
    }),
  );
  expect(marked('nothing here', listOf(...many))).toEqual([]);
  expect(marked(`so ${many[4321]!.phrase}!`, listOf(...many))).toEqual([many[4321]!.phrase]);
});
