/**
 * Texts that are meant to hurt: each is easy to write, and each once made, or could make, some reader of text look at
 * the same letters again and again. The families are those that brought down other profanity filters (long runs of
 * one sign, marks piled up, invisible characters, words glued without end); the rest aim at single steps of our own.
 */
export interface Hostile {
  /** What it is, and what it is after. */
  readonly name: string;
  /** The text, of `length` UTF-16 units or a few fewer. */
  make(length: number): string;
}

/** Never ends in half a pair, save where the atom is one. */
const cut = (text: string, length: number): string => {
  const short = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(short) && text.length > length ? short.slice(0, -1) : short;
};
const fill = (atom: string, length: number): string =>
  cut(atom.repeat(Math.ceil(length / atom.length)), length);

const of = (name: string, atom: string): Hostile => ({ name, make: (length) => fill(atom, length) });
/** One half of the length for each. */
const halves = (name: string, left: string, right: string): Hostile => ({
  name,
  make: (length) => fill(left, length >> 1) + fill(right, length >> 1),
});
/** One token or line, of which only the ends differ. */
const within = (name: string, head: string, atom: string, tail: string): Hostile => ({
  name,
  make: (length) => head + fill(atom, length - head.length - tail.length) + tail,
});

const points = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, k) => String.fromCodePoint(from + k)).join('');

export const hostile: readonly Hostile[] = [
  // One sign without end.
  of('one token in which words are read plainly and respelt by turns', 'fucka_'),
  of('the same, parted by stars', 'fucka*'),
  of('a letter: aaa…', 'a'),
  of('a stem, each letter once and the last for ever: fuckkk…', `fuc${'k'.repeat(5000)} `),
  of('dots', '.'),
  of('asterisks', '*'),
  of('blanks', ' '),
  of('line breaks', '\n'),
  of('digits that are letters: 0134…', '0134578'),
  of('ones, read two ways', '1'),
  of('signs that are letters: $@!', '$@!'),
  of('every separator', ' .,-_*~/\\|:;\t\u00a0\u2009'),
  of('underscores, which are no gap', '_'),
  of('opening brackets', '(['),
  of('quotation marks', '"\u201c\u00ab'),
  of('apostrophes', "'"),

  // Letters and signs in turn.
  of('f- f-', 'f-'),
  of('f*f*', 'f*'),
  of('one letter a gap: f u c k', 'f u c k '),
  of('one letter a gap, never a word: a b a b', 'a b '),
  of('dotted: s.h.i.t.', 's.h.i.t.'),
  of('small and capital in turn: fUcKiNg glued', 'fUcKiNg'),
  of('masked: f*ck sh*t', 'f*ck sh*t b**** '),
  of('masked for ever: f****…', `f${'*'.repeat(900)}k `),
  of('masked with each sign: f#%•ck', 'f#ck s%it b•tch c@nt f?ck d&mn '),
  of('thin masks: b-tch.sh-t', 'b-tch.sh-t_'),
  of('leet: 5h1t f4gg0t', '5h1t f4gg0t a55 '),
  of('leet in one token: sh1tsh1t', 'sh1t'),
  of('leet over underscores: sh1t_sh1t_', 'sh1t_'),
  of('leet and plain words in one token: a55fuck', 'a55fuck'),
  of('leet between letters of another script', 'sh1tшло'),
  of('split in two: fuc k, fu ck', 'fuc k fu ck '),
  of('split at hyphens and dots', 'fuc-k f.uck fuck-ing '),
  of('split pieces that are words: pen is as s', 'pen is as s tit s '),

  // Many findings.
  of('many findings: fuck fuck', 'fuck '),
  of('one token of nothing but findings', 'fuck'),
  of('one token of words and findings: youfuckthisshit', 'youfuckthisshitface'),
  of('one token of the shortest words: assass', 'ass'),
  of('findings of all kinds on one line', 'fuck sh1t b*tch c u n t fu ck dick\u200b '),
  of('a dollar sign behind each: cock$', 'cock$ '),
  of('hashtags: #fuck#fuck', '#fuck'),
  of('a word behind long digits', '123456789ass987654321 '),
  halves('invisible characters, then one token of findings', '\u200b', 'fuck'),
  halves('invisible characters, then one token of leet and plain words', '\u200b', 'a55fuck'),
  halves('invisible characters, then findings', '\u00ad', 'shit '),
  halves('underscores, then findings in the same token', '_', 'fuck_'),
  within('one token, a finding at each end', 'fuck', 'bloom', 'fuck'),
  of('stretched: fffuuuccckkk', 'fffuuuccckkk '),
  of('stretched beyond measure', `${'f'.repeat(100)}${'u'.repeat(100)}${'c'.repeat(100)}${'k'.repeat(100)}`),

  // Nothing to find, much to look at.
  of('near misses: fuc shi asasas', 'fuc shi asasas niga cun '),
  of('one token of near misses: asasas', 'as'),
  of('shared beginnings: motherfuc motherfuc', 'motherfuc'),
  of('phrases that never end: son of a son of a', 'son of a '),
  of('phrases with wide gaps', 'son      of      a      bitch      '),
  of('innocent words: class class', 'class '),
  of('innocent words glued: scunthorpeclassassess', 'scunthorpeclassassess'),
  of('innocent phrases: cock a doodle, dick cheney', 'dick cheney moby dick cock and bull pussy willow '),
  of('innocent words and findings in turn', 'class ass assess shitake shit '),

  // Beyond ASCII.
  of('accents piled up (zalgo)', `f${points(0x300, 0x33f)}u${points(0x340, 0x36f)}c\u0489k `),
  of('one letter, accents without end', '\u0336'),
  of('invisible characters alone', '\u200b\u2060\ufeff'),
  of('invisible between all letters', 'f\u200bu\u200dc\u2060k\u00ad '),
  of('emoji', '😀🔥🖕'),
  of('emoji sequences', '👩‍👩‍👧‍👦🏳️‍🌈👍🏽'),
  of('emoji between letters', 'f🔥u🔥c🔥k🔥'),
  of('regional indicators', '🇫🇺🇨🇰'),
  of('high halves of pairs', '\ud83d'),
  of('low halves of pairs', '\udd25'),
  of('halves in the wrong order', '\udd25\ud83df'),
  of('Cyrillic look-alikes', 'fuсk ѕһіт '),
  of('one token of look-alikes', 'ѕһіт'),
  of('Russian', 'это обычное слово и ещё одно '),
  of('tags and directions', '\u202ef\u{e0066}u\u{e0075}\u2066c\u2069k\u202c '),
  of('variation selectors', `f${points(0xfe00, 0xfe0f)}u`),
  of('one letter read as eighteen (U+FDFA)', '\ufdfa'),
  of('one letter read as several, findings between', '\ufdfafuck\u33c2'),
  of('full width', 'ｆｕｃｋ\u3000'),
  of('mathematical letters', '𝓯𝓾𝓬𝓴 '),
  of('squared letters in one token', '🅵🆄🅲🅺'),
  of('Thai marks on Latin letters', 'f\u0e34\u0e35u\u0e38c\u0e47k'),
  of('kana and Han', 'がんばる中文'),
  of('nulls', '\0f\0u'),
  of('everything in turn', points(0x21, 0x2ff) + points(0x370, 0x5ff) + points(0x2000, 0x2fff)),
];
