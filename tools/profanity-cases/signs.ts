// Disguises by signs: case and quotes, leet, masks, separators, cuts.
import { type Disguise, family, leetDigits, leetSigns, type Row, signed } from './family.js';
import {
  both,
  capital,
  cut,
  each,
  joined,
  maskAt,
  maskLast,
  maskMiddle,
  maskVowel,
  maskVowels,
  plural,
  type Reshape,
  repeatAt,
  repeatVowel,
  swap,
  upper,
} from './reshape.js';

const keep: Reshape = (word) => word;
/** Nothing where no letter is left: 7175 is a number. */
const lettered =
  (of: Reshape): Reshape =>
  (word) => {
    const text = of(word);
    return text !== undefined && /[a-z]/.test(text) ? text : undefined;
  };
const separators = {
  space: ' ',
  dot: '.',
  dash: '-',
  underscore: '_',
  slash: '/',
  comma: ',',
  tab: '\t',
  newline: '\n',
  'no-break space': '\u00a0',
  'thin space': '\u2009',
  'ideographic space': '\u3000',
  'two spaces': '  ',
  'spaced dash': ' - ',
  'dot and space': '. ',
  'two dots': '..',
  asterisk: '*',
  bar: '|',
  tilde: '~',
  'middle dot': '\u00b7',
  'em dash': '\u2014',
  colon: ':',
  emoji: '\u{1f525}',
  heart: '\u2764\ufe0f',
};
const cuts = { hyphen: '-', dot: '.', underscore: '_', slash: '/', asterisk: '*', bar: '|', apostrophe: "'" };
const signs = [...'*#%@•-_.~?$!■×+^&'];

export const signDisguises: readonly Disguise[] = [
  ...family('case, quotes, plural', false, [
    ['upper case', upper],
    ['capital', capital],
    ['alternate case', each((letter, at) => (at % 2 ? letter.toUpperCase() : letter))],
    ['last letter capital', (word) => word.slice(0, -1) + word.at(-1)!.toUpperCase()],
    ['plural', plural],
    ['possessive', (word) => (word.endsWith('s') ? undefined : `${word}’s`)],
  ]),
  ...[['"', '"'] as const, ['«', '»'] as const, ['(', ')!!!'] as const, ['…', '?!'] as const].flatMap(
    (pair) => family('case, quotes, plural', false, [[`between ${pair.join(' ')}`, keep]], pair),
  ),

  ...family('leet', false, [
    ...Object.entries({
      a: '4@',
      b: '8',
      e: '3€',
      g: '9',
      i: '1!|',
      l: '1|',
      o: '0',
      s: '5$',
      t: '7+',
    }).flatMap(([letter, looks]) =>
      [...looks].map((look): Row => [`${letter} as ${look}`, swap({ [letter]: look })]),
    ),
    ['first letter that can', swap({ ...leetDigits, ...leetSigns }, 'first')],
    ['vowels as digits', swap({ a: '4', e: '3', i: '1', o: '0' })],
    ['all digits', lettered(swap(leetDigits))],
    ['all signs', swap(leetSigns)],
    ['digits and signs', swap({ ...leetDigits, a: '@', s: '$', i: '!' })],
    ['capitals and digits', (word) => upper(swap({ e: '3', i: '1', o: '0', a: '4' })(word)!)],
  ]),
  ...family('leet', true, [
    ['c as (', swap({ c: '(' })],
    ['c as < and k as |<', swap({ c: '<', k: '|<' })],
    ['k as |{', swap({ k: '|{' })],
    ['u as |_|', swap({ u: '|_|' })],
    ['a as /\\', swap({ a: '/\\' })],
    ['f as |=', swap({ f: '|=' })],
    ['h as #', swap({ h: '#' })],
    ['g as 6', swap({ g: '6' })],
    ['w as vv', swap({ w: 'vv' })],
    ['u as µ and c as ¢', swap({ u: 'µ', c: '¢' })],
  ]),

  ...family('one letter masked', false, [
    ...signs.map((sign): Row => [`vowel as ${sign}`, maskVowel(sign)]),
    ...[...'*#@_'].map((sign): Row => [`second letter as ${sign}`, maskAt(1, 1, sign)]),
    ['third letter as *', maskAt(2, 1, '*')],
    ['last letter as *', maskLast(1, '*')],
    ['capitals, vowel as *', both(maskVowel('*'), upper)],
    ['escaped asterisk', maskVowel('\\*')],
    ['every vowel as *', maskVowels('*')],
  ]),
  ...family('more letters masked', false, [
    ...[...'*#@-_.'].map((sign): Row => [`two letters as ${sign}`, maskAt(1, 2, sign)]),
    ['grawlix', (word) => (word.length < 4 ? undefined : `${word[0]}#@${word.slice(3)}`)],
    ['vowel as **', maskVowel('**')],
  ]),
  ...family('more letters masked', true, [
    ['middle as *', maskMiddle('*')],
    ['middle as #', maskMiddle('#')],
    ['middle as -', maskMiddle('-')],
    ['middle as one …', (word) => (word.length < 4 ? undefined : `${word[0]}…${word.at(-1)}`)],
    ['last two as *', maskLast(2, '*')],
    ['first letter as *', (word) => `*${word.slice(1)}`],
  ]),

  ...family('spaced, dotted, dashed', false, [
    ...signed(separators, joined),
    ['signs in turn', joined('.', '-', ' ', '_')],
    ['capitals and spaces', both(upper, joined(' '))],
    ['brackets', each((letter) => `[${letter}]`)],
  ]),
  ...family('split in two', false, [
    ...signed(cuts, cut),
    ['after the first by -', cut('-', 1)],
    ['before the last by .', cut('.', -1)],
    ['two dashes', cut('--')],
    ['ellipsis', cut('…')],
    ['emoji', cut('\u{1f602}')],
  ]),
  ...family('split in two', true, [
    ['space', cut(' ')],
    ['after the first by a space', cut(' ', 1)],
    ['before the last by a space', cut(' ', -1)],
    ['newline', cut('\n')],
    ['comma and space', cut(', ')],
  ]),

  ...family('repeats', false, [
    ['vowel x3', repeatVowel(3)],
    ['vowel x12', repeatVowel(12)],
    ['first x4', repeatAt(0, 4)],
    ['last x6', repeatAt(-1, 6)],
    ['all x2', each((letter) => letter.repeat(2))],
    ['all x4', each((letter) => letter.repeat(4))],
    ['capitals, vowel x7', both(repeatVowel(7), upper)],
    ['all x2, case in turn', each((letter) => letter.toUpperCase() + letter)],
  ]),
];
