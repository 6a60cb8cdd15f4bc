import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { kind, kinds, looksLike, readings } from '../../src/text/characters.js';
import { fold } from '../../src/text/fold.js';
import { fancy, foreign, latin } from './lookalikes.js';
import { credits } from './packages.js';

const rows = (table: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(table).flatMap(([plain, odd]) => [...odd].map((c): [string, string] => [c, plain]));
const file = readFileSync(new URL('../../src/text/unicode-tables.ts', import.meta.url), 'utf8');

describe('the checked-in table', () => {
  test('names each package, its version and its licence', () => {
    expect(credits).toHaveLength(4);
    for (const credit of credits) expect(file).toContain(credit);
  });

  test('stays small enough to load at every start', () => {
    expect(file.length).toBeLessThan(100_000);
  });

  test('reads our own Latin rows as they say, whatever a package says', () => {
    const wrong = rows(latin).filter(([c, plain]) => fold(c).text !== plain);
    expect(wrong).toEqual([]);
  });

  test('knows our own rows of other scripts as they say, whatever a package says', () => {
    const wrong = rows(foreign)
      .concat(rows(fancy))
      .filter(([c, plain]) => String.fromCharCode(looksLike[c.charCodeAt(0)]!) !== plain);
    expect(wrong).toEqual([]);
  });

  test('reads ASCII as itself, in lower case', () => {
    for (let unit = 0; unit < 0x80; unit++)
      expect(String.fromCharCode(readings[unit]!)).toBe(String.fromCharCode(unit).toLowerCase());
  });

  test('has look-alikes only in scripts that are not Latin', () => {
    const wrong = Array.from(looksLike, (_, unit) => String.fromCharCode(unit)).filter(
      (c, unit) => looksLike[unit]! > 0 && /[\p{Script=Latin}\p{Script=Common}]/u.test(c),
    );
    expect(wrong).toEqual([]);
  });

  test('reads no letter of another script as Latin by itself', () => {
    const wrong = Array.from(readings, (_, unit) => String.fromCharCode(unit)).filter(
      (c, unit) =>
        kinds[readings[unit]!]! & kind.latin && /(?=\p{L})[^\p{Script=Latin}\p{Script=Common}]/u.test(c),
    );
    expect(wrong).toEqual([]);
  });

  test('names no character twice', () => {
    const all = [...rows(latin), ...rows(foreign), ...rows(fancy)].map(([c]) => c);
    expect(all.filter((c, at) => all.indexOf(c) !== at)).toEqual([]);
  });
});
