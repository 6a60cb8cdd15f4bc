import type { Text } from './text.js';
import { hashOf } from './words.js';

/**
 * The commonest function words of languages in Latin letters, folded, without those that English has too (die, was, in, on,
 * no, me, son, an, as, den, ...). Own lists from common knowledge of the languages; three hits tell where they are not all the same word.
 */
const foreign = `
  der das und nicht ist ich sie mit auf ein eine einen einer eines einem dem sich auch wir wird sind aber wie noch nur wenn
  mein haben bei ihr ihre ihrer uns keine kein schon weil dass doch sein seine seiner diese dieser dieses zum zur mehr immer
  werden kann hat haben oder von vom im jeder jede niemand darf soll alle durch gegen ohne unter nach aus vor recht menschen
  le la les des du de est et une dans que qui pas pour sur avec vous nous ils elle ce cette ces aux ou sont bien fait etre
  avoir leur leurs ses mes aussi comme deux ete droit toute tous nul ne se sa ainsi selon par
  el los las una que por con para su como pero muy esta este son porque cuando todo toda todos tambien hay ser sus nos donde
  sin sobre entre ya cada hasta desde nada derecho nadie tiene persona o y en estos al lo
  il lo gli di che non per una uno del della dei delle degli alla alle come anche piu questo questa nel nella nelle sua suo
  suoi loro stato ogni diritto individuo essere ed sono hanno quello ha
  os um uma nao ao aos para com por mais foi ele ela seu sua isso dos das voce tem muito eu nos pelo pela ou ser toda todo
  pessoa direito ninguem da na em
  het een van niet dat zijn ik hij ook voor maar met aan wat ze naar nog bij deze heeft wel geen zo hun de te ieder recht
  worden op en tot zal zich wordt mag niemand
  och att det som av inte med har han hon kan jag vi ett om alla vara eller efter bara en ar till skall var sin den dess
  ratt ingen
  og ikke til af jeg vi de den paa fra er var blir ble hun som et
  nie sie jest na ze jak ale czy przez oraz byl tym tego tylko juz jego byc do w z prawo i kazdy czlowiek ma lub o wszyscy
  se je ze jsem jsou nebo aby byl tak ktery jako protoze pravo kazdy ma na
  yang dan di itu dengan untuk tidak dari ini dalam akan pada juga saya ke karena bisa ada mereka orang atau setiap hak
  berhak atas seorang tanpa oleh
  bir ve bu da icin ile degil cok daha gibi ama ne var olarak sonra kadar ben sen onlar her hakki veya haiz sahsin hakkina
  kimse hic herkes bulunan suretiyle gerek veyahut olan olmak uzere her turlu diger hususunda
  si nu este care pe din mai sunt fost lui sau dar cu pentru aceasta dreptul la orice persoana are sa in al unei
  ja ei on se han mutta kun ovat olla niin mita kuin tai joka sen jokaisella oikeus hanen ihmisella tulee ole sekä seka kukaan maan kansainvalisen tahan oikeuksien vapauksien saa
  es az nem egy hogy meg mint csak van volt ezt azt nagyon minden joga`;
/** Words that English has too: they tell nothing. */
const shared = `on son no me so an as die was den man van per ma o a i ha he her his is at to do but for or of in all some
  come well bin plus more if us not fast gift art war sin sur sera fin met mad had hat nut cu om air via fra pro sit set sun
  due six pie sole tout are mag w z y e u te ten sole ada bis den hen bad par pe da ed al ya ben sen var un mint meg han has
  kan on ne los las el`;
const english = `the and to of that it is was for with he she they you are this have not be at but his her from we or had by
  what were there been would will who about when which if your can my their just do like because should than then only into
  could these those people how out get don't it's i'm that's some up down very here again never them him our`;

const listed = (words: string): string[] => words.trim().split(/\s+/);
const [ofEnglish, ofOthers] = [1, 2];

/** Kinds of words by hash, in a table that is mostly empty: most words of a text are answered by one look. */
const slots = 1 << 13;
const hashes = new Int32Array(slots);
const kinds = new Int8Array(slots);
const slotOf = (hash: number): number => {
  let slot = (hash ^ (hash >>> 13)) & (slots - 1);
  while (kinds[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & (slots - 1);
  return slot;
};
const kindOf = (hash: number): number => kinds[slotOf(hash)]!;
const sharedWords = new Set(listed(shared));
for (const [kind, words] of [
  [ofOthers, foreign],
  [ofEnglish, english],
] as const)
  for (const word of listed(words)) {
    if (sharedWords.has(word)) continue;
    const slot = slotOf(hashOf(word));
    hashes[slot] = hashOf(word);
    kinds[slot] = kind; // English comes last: what both have is English
  }

/** Fewer words tell nothing: names, slang and quotations look like anything. */
const fewestWords = 6;
const fewestHits = 3;
/** Words that are looked at: the first of them tell as well as all. */
const mostWords = 40;
/** Letters of other scripts that tell by themselves, where they are more than so large a part. */
const fewestLetters = 8;
const foreignPart = 0.6;

/**
 * Whether a text is surely not English: most of its letters are of another script, or it has other languages' function words
 * and hardly any of English. What is short, mixed or doubtful counts as English: a comment is better read than left.
 */
export function isSurelyForeign(text: Text): boolean {
  const { words } = text;
  const count = Math.min(words.length, mostWords);
  let [other, latin, hits, own, first] = [0, 0, 0, 0, 0];
  let several = false;
  for (let k = 0; k < count; k++) {
    const word = words[k]!;
    const unit = word.text.charCodeAt(0);
    if (unit >= 0x370 && (unit < 0x1e00 || unit >= 0x2c00) && unit < 0xd800) other += word.text.length;
    else latin += word.text.length;
    const kind = kindOf(word.hash);
    if (kind === ofEnglish) own++;
    else if (kind === ofOthers) {
      hits++;
      if (first === 0) first = word.hash;
      else several ||= word.hash !== first;
    }
  }
  if (other >= fewestLetters && other > foreignPart * (other + latin)) return true;
  if (!several || count < fewestWords) return false;
  if (own === 0 && hits >= 2 && count >= 8) return true;
  return hits >= fewestHits && hits > 2 * own && hits >= count / 8;
}

/** Whether a BCP 47 tag names English, or nothing at all. */
export const mayBeEnglish = (tag: string | undefined): boolean =>
  tag === undefined || tag === '' || /^(?:en|eng|und|mul|zxx)(?:$|[-_])/i.test(tag);
