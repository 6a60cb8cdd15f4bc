import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fold } from './fold.js';
import { splitsPair } from './view.js';

/** Texts of everything that is hard to fold: invisible, combining, styled, astral, right to left, broken. */
const hardText = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.constantFrom(
        '\u200b',
        '\u0336',
        '\ufe0f',
        '🔥',
        '👨‍👩‍👧',
        '🇺🇸',
        '\ud800',
        '\udc00',
        'ﷺ',
        'ß',
        'шло',
        'ｆ',
        '𝓯',
        'f',
        'u',
        '’',
      ),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(''));

describe('what is read as plain letters', () => {
  test.each([
    ['lower case', 'HeLLo', 'hello'],
    ['signs made of signs', '6⁗ ŉ', "6'''' 'n"],
    ['accents', 'Crème Brûlée', 'creme brulee'],
    ['combining marks', 'f\u0336u\u0336n\u0336', 'fun'],
    ['invisible characters', 'f\u200bu\u00ad\u2060n\ufeff', 'fun'],
    ['variation selectors and tags', 'f\ufe0fu\u{e0020}n\u{e0100}', 'fun'],
    ['Hangul fillers', 'f\u3164u\u115fn', 'fun'],
    ['full width', 'ＦＵＮ', 'fun'],
    ['circled, parenthesised, squared', 'ⓕ⒰🅽', 'fun'],
    ['mathematical styles', '𝓯𝔲𝖓', 'fun'],
    ['strokes, hooks, small capitals', 'ƒʉɴ', 'fun'],
    ['ligatures', 'ﬁne Straße', 'fine strasse'],
    ['curly apostrophes', 'don’t', "don't"],
    ['Cyrillic among Latin letters', 'fuсkіng', 'fucking'],
    ['Greek among Latin letters', 'fυn', 'fun'],
    ['a word of look-alikes in an English sentence', 'what a ѕһіт day it is', 'what a shit day it is'],
    ['Cherokee and Lisu look-alikes', 'so ꓝꓴN it is', 'so fun it is'],
    ['small Cherokee look-alikes', 'ꮪꮋe', 'she'],
    ['Canadian syllabics', 'ᖴᑘᘉ now', 'fun now'],
    ['faux Chinese and half-width kana', '千ㄩ几 丂んe', 'fun she'],
    ['letters of many scripts in one word', 'รђє has ԲՄn', 'she has fun'],
    ['Latin letters of old books and of phonetics', 'ꝼꭎꞑ ʃhe', 'fun she'],
    ['one Latin letter for several', 'ꜳʣꝏ', 'aadzoo'],
    ['styled Greek among Latin letters', 'f𝛼n', 'fan'],
    ['Thai marks on Latin letters', 'f\u0e34un', 'fun'],
  ])('%s', (_, raw, folded) => {
    expect(fold(raw).text).toBe(folded);
  });
});

describe('what stays itself', () => {
  test.each([
    ['Russian', 'Новости города: сегодня открыли мост.', 'новости города: сегодня открыли мост.'],
    ['Ukrainian', 'Слава Україні, це моя країна.', 'слава украіні, це моя краіна.'],
    ['Bulgarian', 'Тук е много хубаво, нали?', 'тук е много хубаво, нали?'],
    ['Greek', 'Η κυβέρνηση ανακοίνωσε νέα μέτρα.', 'η κυβερνηση ανακοινωσε νεα μετρα.'],
    ['an English name in a Russian sentence', 'Он купил новый iPhone вчера', 'он купил новыи iphone вчера'],
    ['a Russian word in an English sentence', 'They say друзья, привет here', 'they say друзья, привет here'],
    ['Hebrew in an English sentence', 'they say תודה רבה here', 'they say תודה רבה here'],
    ['Arabic in an English sentence', 'they say الله here', 'they say الله here'],
    ['Han in an English sentence', 'they say 谢谢 here', 'they say 谢谢 here'],
    ['Han beside Latin letters', '我用iPhone看', '我用iphone看'],
    ['Georgian in an English sentence', 'they say გმადლობ here', 'they say გმადლობ here'],
    ['kana with voicing marks', 'がんばる', 'がんばる'],
    ['Devanagari vowel signs', 'हिन्दी', 'हिन्दी'],
    ['Hangul syllables', '한국어', '한국어'],
    ['emoji and flags', 'so 🔥 🇺🇸', 'so 🔥 🇺🇸'],
    ['a lone surrogate', 'a\ud800b', 'a\ud800b'],
  ])('%s', (_, raw, folded) => {
    expect(fold(raw).text).toBe(folded);
  });
});

test('a folded word maps to the whole of what was written, marks and invisible characters included', () => {
  const raw = 'oh f\u200bu\u0336n\u0336 yes';
  const view = fold(raw);
  const start = view.text.indexOf('fun');
  expect(view.toRaw({ start, end: start + 3 })).toEqual({ start: 3, end: 9 });
});

test('one character that is read as several maps back whole', () => {
  expect(fold('aﷺb').toRaw({ start: 3, end: 4 })).toEqual({ start: 1, end: 2 });
});

test('an empty stretch is refused', () => {
  expect(() => fold('abc').toRaw({ start: 1, end: 1 })).toThrow(RangeError);
});

describe('for every text', () => {
  test('each unit of the view maps into the text, in order, never into a surrogate pair', () => {
    fc.assert(
      fc.property(hardText, (raw) => {
        const view = fold(raw);
        let last = { start: 0, end: 0 };
        for (let at = 0; at < view.text.length; at++) {
          const span = view.toRaw({ start: at, end: at + 1 });
          expect(span.start).toBeGreaterThanOrEqual(last.start);
          expect(span.end).toBeGreaterThanOrEqual(last.end);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(raw.length);
          expect(splitsPair(raw, span.start) || splitsPair(raw, span.end)).toBe(false);
          last = span;
        }
      }),
    );
  });

  test('a stretch maps to from its first unit to its last', () => {
    fc.assert(
      fc.property(hardText, fc.nat(), fc.nat(), (raw, a, b) => {
        const view = fold(raw);
        fc.pre(view.text.length > 0);
        const start = a % view.text.length;
        const end = start + 1 + (b % (view.text.length - start));
        const whole = view.toRaw({ start, end });
        expect(whole.start).toBe(view.toRaw({ start, end: start + 1 }).start);
        expect(whole.end).toBe(view.toRaw({ start: end - 1, end }).end);
      }),
    );
  });

  test('plain ASCII is only put in lower case, place by place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (raw) => {
        expect(fold(raw).text).toBe(raw.toLowerCase());
      }),
    );
  });

  test('folding twice changes nothing more, look-alikes aside: those depend on the letters around', () => {
    const lookalike = /[^\P{L}\p{Script=Latin}\p{Script=Han}\p{Script=Arabic}]/u;
    fc.assert(
      fc.property(hardText, (raw) => {
        const once = fold(raw).text;
        fc.pre(!lookalike.test(raw) && !lookalike.test(once));
        expect(fold(once).text).toBe(once);
      }),
    );
  });
});

test('a text with a text before it is folded as if alone', () => {
  fold('ｆｕｌｌ '.repeat(3000));
  expect(fold('ｓｈｏｒｔ').text).toBe('short');
});
