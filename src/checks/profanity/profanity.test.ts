import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { isWithin, overlap } from '../../domain/span.js';
import { unleet } from '../../text/leet.js';
import { Text } from '../../text/text.js';
import { splitsPair } from '../../text/view.js';
import type { Inspection } from '../check.js';
import { profanity } from './index.js';
import { readWords, unreviewed } from './source.js';
import { inflect, respell } from './spelling.js';

const check = profanity();
const inspect = (raw: string): Inspection => {
  const found = check.inspect(new Text(raw), {}, new AbortController().signal);
  if (found instanceof Promise) throw new TypeError('the check answers at once');
  return found;
};
const score = (raw: string): number => inspect(raw).scores.PROFANITY!;

describe('scores', () => {
  test('a clean text has none', () => {
    expect(inspect('What a lovely day.')).toEqual({ findings: [], scores: { PROFANITY: 0 } });
  });

  test.each(['fuck', 'what a load of shit', 'you cunt', 'son of a bitch'])(
    'a plain word is sure: %s',
    (raw) => {
      expect(score(raw)).toBeGreaterThanOrEqual(0.9);
    },
  );

  test.each(['damn cold', 'a dick', 'the penis'])(
    'a word that depends on context is unsure and mild: %s',
    (raw) => {
      expect(score(raw)).toBeLessThanOrEqual(0.35);
      expect(inspect(raw).findings[0]!.severity).toBe('mild');
    },
  );

  test('a disguise makes a word of the context tier surer', () => {
    expect(score('a d1ck')).toBeGreaterThan(score('a dick'));
  });

  test('two words score higher than the worse one alone', () => {
    expect(score('shit and fuck')).toBeGreaterThan(score('fuck'));
  });

  test('many unsure words do not add up to a sure one', () => {
    expect(score('damn hell damn hell damn hell')).toBe(score('damn'));
  });
});

test('a slur is told from other profanity', () => {
  expect(inspect('he said faggot').findings[0]).toMatchObject({
    rule: 'profanity/slur',
    attribute: 'PROFANITY',
    severity: 'severe',
    note: 'Slur against gay people (lexicon entry "faggot").',
  });
});

test('overlapping words are one finding, named after the graver one', () => {
  const { findings } = inspect('you shitfuck');
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    rule: 'profanity/sexual',
    severity: 'severe',
    span: { start: 4, end: 12 },
  });
});

test('an exception covers its own word only', () => {
  expect(inspect('Scunthorpe').findings).toEqual([]);
  expect(inspect('a cunt in Scunthorpe').findings.map(({ span }) => span)).toEqual([{ start: 2, end: 6 }]);
});

describe('for every text', () => {
  const hard = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'fuck',
          'sh1t',
          'f*ck',
          'f u c k',
          'b i',
          'a$$',
          'ass',
          '@',
          '*',
          '.',
          ' ',
          '\n',
          '|<',
          '!',
          '1',
        ),
        fc.constantFrom(
          '\u200b',
          '\u0336',
          '🔥',
          '\ud83d',
          '\udd25',
          'ﷺ',
          'шит',
          'ﷲ',
          '_',
          '#',
          "'",
          '-',
          'ｆ',
          '𝓯',
          'ß',
        ),
        fc.string({ unit: 'binary', maxLength: 4 }),
      ),
      { maxLength: 25 },
    )
    .map((pieces) => pieces.join(''));

  test('findings lie within the text, in order, apart, and never split a surrogate pair', () => {
    fc.assert(
      fc.property(hard, (raw) => {
        const { findings, scores } = inspect(raw);
        for (const [at, finding] of findings.entries()) {
          expect(isWithin(finding.span, raw.length)).toBe(true);
          expect(splitsPair(raw, finding.span.start) || splitsPair(raw, finding.span.end)).toBe(false);
          expect(finding.score).toBeGreaterThan(0);
          expect(scores.PROFANITY).toBeGreaterThanOrEqual(finding.score);
          expect(scores.PROFANITY).toBeLessThanOrEqual(1);
          if (at > 0) {
            expect(finding.span.start).toBeGreaterThanOrEqual(findings[at - 1]!.span.start);
            expect(overlap(finding.span, findings[at - 1]!.span)).toBe(false);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a word among others is found with its own span', () => {
    const words = fc.constantFrom(
      'fuck',
      'FUCKING',
      'sh1t',
      'b*tch',
      'c u n t',
      'fu\u200bck',
      'ｓｈｉｔ',
      'a$$hole',
      '#shitshow',
    );
    const around = fc.constantFrom(
      'the council met',
      'nobody knows',
      'we all went home',
      '🔥🔥',
      'что это',
      '',
    );
    fc.assert(
      fc.property(words, around, around, (word, before, after) => {
        const raw = `${before}, ${word}, ${after}`;
        const start = before.length + 2;
        expect(inspect(raw).findings.map(({ span }) => span)).toEqual([{ start, end: start + word.length }]);
      }),
    );
  });
});

describe('hostile texts of 100 KB get an answer whose size is bounded by theirs', () => {
  test.each(
    [
      'a',
      'f*',
      '*',
      'f*g ',
      '\u200b',
      'f\u0336\u0335',
      '🔥',
      'f🔥',
      'f u c k ',
      'fuck',
      'class ',
      'f.',
      '5h1t',
      '\ud800',
      'ﷺ',
      'scunthorpe ',
    ].map((piece) => [JSON.stringify(piece), piece] as const),
  )('%s', (_, piece) => {
    const raw = piece.repeat(Math.ceil(102_400 / piece.length));
    const { findings } = inspect(raw);
    expect(findings.length).toBeLessThanOrEqual(raw.length / 4);
    expect(findings.every(({ span }) => isWithin(span, raw.length))).toBe(true);
  });
});

describe('bad-words as a source', () => {
  const words = readWords();
  const overlay = (
    parse(readFileSync(new URL('bad-words.yml', import.meta.url), 'utf8')) as { phrases: string }[]
  ).flatMap(({ phrases }) => phrases.split(',').map((phrase) => phrase.trim()));
  const listed = (list: string[]) => unreviewed(list, [], new Set()).map(({ id, mode }) => [id, mode]);

  test.each([
    ['typos of the list', 'nigger;', 'nigger', 'word'],
    ['stars', 'masterbat*', 'masterbat', 'start'],
    ['digits for letters', 'sh1tter', 'shitter', 'word'],
    ['several words', 'Carpet Muncher', 'carpet muncher', 'phrase'],
  ])('%s are cleaned', (_, raw, id, mode) => {
    expect(listed([raw])).toEqual([[id, mode]]);
  });

  test('what is reviewed, covered or dropped is not listed again', () => {
    const reviewed = words.entries.filter(({ source }) => source === 'review');
    expect(unreviewed(['Fuck', 'fuckers', 'pawn', 'shitz'], reviewed, new Set(['pawn']))).toEqual([]);
  });

  test('no word of the pinned version is left unreviewed', () => {
    expect(words.entries.filter(({ category }) => category === 'unreviewed')).toEqual([]);
  });

  test('every spelling that the overlay reviews is one that the list holds', () => {
    const listed = words.entries.filter(({ source }) => source === 'bad-words');
    expect(listed.flatMap(({ phrases }) => phrases).toSorted()).toEqual(overlay.toSorted());
  });

  test('a spelling that the list drops is no longer looked for, one that it adds is', () => {
    const found = readWords(['peeenus', 'Blarghole']).entries;
    expect(found.filter(({ source }) => source === 'bad-words').flatMap(({ phrases }) => phrases)).toEqual([
      'peeenus',
      'blarghole',
    ]);
    expect(found.at(-1)).toMatchObject({ category: 'unreviewed', mode: 'word', severity: 'moderate' });
  });

  test('its plain words are found, but for those dropped with a reason', () => {
    expect(inspect('cunt, arse, wank, twat, slut').findings).toHaveLength(5);
    expect(inspect('God took the pawn').findings).toEqual([]);
  });
});

describe('spelling', () => {
  test.each([
    ['fuck', ['fuck', 'fucks', 'fuckz']],
    ['pussy', ['pussy', 'pussys', 'pussyz', 'pussies']],
    ['ass', ['ass', 'asses']],
    ['bitch', ['bitch', 'bitches', 'bitchs']],
  ])('plurals of %s', (word, forms) => {
    expect(inflect(word)).toEqual(forms);
  });

  test('bent spellings keep three letters and never the word itself', () => {
    for (const word of ['fuck', 'shitty', 'bitch', 'tits'])
      for (const bent of respell(word)) {
        expect(bent).not.toBe(word);
        expect(bent.length).toBeGreaterThan(3);
      }
    expect(respell('fuck')).toEqual(expect.arrayContaining(['fcuk', 'phuck', 'fucc', 'fook'].slice(0, 3)));
  });

  test('digits and signs become letters', () => {
    expect(unleet('$h1++y')).toBe('shitty');
  });
});

test('the version is stable and names code and words', () => {
  expect(check.version).toMatch(/^\d+\.[0-9a-f]{8}$/);
  expect(profanity().version).toBe(check.version);
});
