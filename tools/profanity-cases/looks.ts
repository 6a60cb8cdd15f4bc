// Disguises by how letters look and by what stands between or around them.
import { type Alphabet, blocks, inBlock, letters } from './alphabets.js';
import { type Disguise, family, mark, type Row, signed } from './family.js';
import {
  both,
  capital,
  cut,
  each,
  joined,
  reversed,
  spell,
  transposed,
  upper,
  vowelDropped,
} from './reshape.js';

const invisible = {
  ZWSP: '\u200b',
  ZWNJ: '\u200c',
  ZWJ: '\u200d',
  'soft hyphen': '\u00ad',
  'word joiner': '\u2060',
  BOM: '\ufeff',
  'left-to-right mark': '\u200e',
  'Arabic letter mark': '\u061c',
  'variation selector 15': '\ufe0e',
  'variation selector 17': '\u{e0100}',
  'tag characters': '\u{e0061}',
  'Hangul filler': '\u3164',
  'halfwidth Hangul filler': '\uffa0',
  'Mongolian vowel separator': '\u180e',
  'combining grapheme joiner': '\u034f',
  'Khmer inherent vowel': '\u17b4',
  'invisible times': '\u2062',
};
const styled = (names: readonly Alphabet[]): readonly Row[] =>
  names.map((name) => [name, each(letters(name))]);

export const lookDisguises: readonly Disguise[] = [
  ...family('invisible characters', false, [
    ...signed(invisible, joined),
    ['one ZWSP', cut('\u200b')],
    ['three ZWJ', cut('\u200d\u200d\u200d')],
    ['right-to-left override around', (word) => `\u202e${word}\u202c`],
    ['isolates around every letter', each((letter) => `\u2068${letter}\u2069`)],
  ]),

  ...family('lookalikes and styles', false, [
    ...styled(['cyrillic', 'cyrillicVowels', 'cyrillicCommon', 'greek', 'greekSome', 'armenian']),
    ...styled(['cherokee', 'lisu', 'superscript', 'subscript', 'smallCaps', 'phonetic', 'hooked']),
    ['greek capitals', both(each(letters('greekCapitals')), upper)],
    ['cyrillic one letter', (word) => word.replace(/[aeiocpsxy]/, letters('cyrillicCommon'))],
    ...Object.entries(blocks)
      .filter(([name]) => !name.startsWith('parenthesized'))
      .map(([name, a]): Row => [name, each(inBlock(a))]),
    ['math bold, every other letter', each((c, at) => (at % 2 ? inBlock(blocks['math bold'])(c) : c))],
  ]),
  ...family('lookalikes and styles', true, [
    ['parenthesized', each(inBlock(blocks.parenthesized))],
    ['parenthesized capitals', each(inBlock(blocks['parenthesized capitals']))],
    ...styled(['stroke']),
  ]),

  ...family('diacritics', false, [
    ['accents composed', each(letters('accents'))],
    ['soft accents composed', each(letters('softAccents'))],
    ['acute decomposed', mark('\u0301')],
    [
      'diaeresis on the vowel',
      (word) => word.replace(/[aeiou]/, (vowel) => `${vowel}\u0308`.normalize('NFC')),
    ],
    ['ring on the last', (word) => `${word}\u030a`],
    ['struck through', mark('\u0336')],
    ['underlined', mark('\u0332')],
    ['zalgo x1', mark('\u0324')],
    ['zalgo x3', mark('\u0315\u0353\u0361')],
    ['zalgo x8', mark('\u0300\u0316\u0301\u0317\u0302\u0318\u0303\u0319')],
    ['enclosing circle', mark('\u20dd')],
  ]),

  ...family('glued', false, [
    ['you behind', (word) => `${word}you`],
    ['you before', (word) => `you${word}`],
    ['words on both sides', (word) => `such${word}people`],
    ['xx on both sides', (word) => `xx${word}xx`],
    ['digits behind', (word) => `${word}2024`],
    ['digits before', (word) => `99${word}`],
    ['underscores', (word) => `the_${word}_guy`],
    ['camel case', (word) => `What${capital(word)}Nonsense`],
    ['camel hashtag', (word) => `#Another${capital(word)}Day`],
    ['small hashtag', (word) => `#${word}`],
    ['hashtag of words', (word) => `#all${word}now`],
    ['handle', (word) => `@real_${word}_07`],
  ]),

  ...family('glued', false, [['dot com', (word) => word]], ['', '.com']),
  ...family('respelled', true, [
    ['f as ph', spell('f', 'ph')],
    ['s as z', spell('s', 'z')],
    ['last s as z', spell('s', 'z', 'last')],
    ['i as y', spell('i', 'y')],
    ['i as ee', spell('i', 'ee', 'first')],
    ['ck as cc', spell('ck', 'cc')],
    ['ck as xx', spell('ck', 'xx')],
    ['ck as k', spell('ck', 'k')],
    ['ck as q', spell('ck', 'q')],
    ['c as k', spell('c', 'k')],
    ['u as oo', spell('u', 'oo', 'first')],
    ['u as v', spell('u', 'v', 'first')],
    ['er as a', spell('er', 'a', 'last')],
    ['er as ah', spell('er', 'ah', 'last')],
    ['ing as in', spell('ing', 'in', 'last')],
    ['y as ie', spell('y', 'ie', 'last')],
    ['t as tt', spell('t', 'tt', 'last')],
  ]),
  ...family('turned about', true, [
    ['reversed', reversed],
    ['upside down', both(each(letters('turned')), reversed)],
    ['upside down, in order', each(letters('turned'))],
    ['transposed', transposed],
    ['vowel dropped', vowelDropped],
  ]),
  ...family('markup inside', false, [
    ['bold inside', (word) => `${word[0]}**${word[1]}**${word.slice(2)}`],
    ['underscore emphasis inside', (word) => `${word[0]}_${word[1]}_${word.slice(2)}`],
    ['struck inside', (word) => `${word.slice(0, 2)}~~${word.slice(2)}~~`],
    ['backtick inside', cut('`')],
  ]),
  ...family('markup inside', true, [
    ['tags inside', (word) => `${word[0]}<b>${word[1]}</b>${word.slice(2)}`],
    ['empty comment inside', cut('<!-- -->')],
    ['line break tag inside', cut('<br>')],
    ['decimal entity', (word) => `${word[0]}&#${word.charCodeAt(1)};${word.slice(2)}`],
    ['hexadecimal entities', each((letter) => `&#x${letter.charCodeAt(0).toString(16)};`)],
    ['soft hyphen entity', cut('&shy;')],
  ]),
];
