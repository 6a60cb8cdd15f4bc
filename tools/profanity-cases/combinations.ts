// Two or more disguises at once.
import { blocks, inBlock, letters } from './alphabets.js';
import { type Disguise, family, leetDigits, leetSigns, mark } from './family.js';
import { both, cut, each, joined, maskVowel, repeatAt, repeatVowel, swap, upper } from './reshape.js';

export const combinedDisguises: readonly Disguise[] = [
  ...family('combined', false, [
    ['digits and spaces', both(swap(leetDigits, 'first'), joined(' '))],
    ['capitals, digits and dots', both(swap(leetDigits, 'first'), upper, joined('.'))],
    ['cyrillic and ZWSP', both(each(letters('cyrillicCommon')), joined('\u200b'))],
    ['soft hyphen and greek', both(each(letters('greekSome')), joined('\u00ad'))],
    ['repeat and mask', both(repeatAt(-1, 4), maskVowel('*'))],
    ['repeat and signs', both(repeatVowel(4), swap(leetSigns))],
    ['mask and spaces', both(maskVowel('*'), joined(' '))],
    ['mask and ZWNJ', both(maskVowel('#'), joined('\u200c'))],
    ['fullwidth and dashes', both(each(inBlock(blocks.fullwidth)), (w) => [...w].join('-'))],
    ['math bold and dots', both(each(inBlock(blocks['math bold'])), (w) => [...w].join('.'))],
    ['circled and spaces', both(each(inBlock(blocks.circled)), (w) => [...w].join(' '))],
    ['accents and repeat', both(repeatVowel(4), each(letters('accents')))],
    ['accents and spaces', both(each(letters('softAccents')), joined(' '))],
    ['struck and signs', both(swap(leetSigns), mark('\u0336'))],
    [
      'dashes, case in turn',
      both(
        each((c, at) => (at % 2 ? c : c.toUpperCase())),
        joined('-'),
      ),
    ],
    ['repeat and underscores', both(repeatVowel(3), joined('_'))],
    ['digits, glued', (word) => `${swap(leetDigits, 'first')(word)}face99`],
    ['signs in a hashtag', both(swap({ i: '1', o: '0', e: '3' }), (w) => `#so${w}`)],
    [
      'doubled and dotted',
      both(
        each((letter) => letter.repeat(2)),
        joined('.'),
      ),
    ],
    ['small caps and ZWJ', both(each(letters('smallCaps')), joined('\u200d'))],
    ['capitals, hyphen, repeat', both(repeatAt(-1, 3), cut('-'), upper)],
  ]),
];
