import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hasLoneSurrogate, limits } from '../../domain/limits.js';
import type { SiteWord } from '../../domain/site-words.js';
import { keptVersions, type WordStore } from '../word-store.js';

export const word = (phrase: string, more: Partial<SiteWord> = {}): SiteWord => ({
  id: `w-${phrase}`,
  list: 'deny',
  phrase,
  severity: 'moderate',
  addedBy: 'desk',
  addedAt: '2026-11-21T10:00:00.000Z',
  ...more,
});

const oddSites = [
  '42',
  '007',
  'a:b',
  '{x}:1',
  'ünï cödé 👍🏽',
  '',
  ' ',
  '__proto__',
  'toString',
  'x'.repeat(200),
];

/**
 * What every word store promises.
 *
 * @param open makes a store, empty of what other tests wrote, by this clock
 */
export function conformance(open: (now: () => Date) => WordStore): void {
  let second = 0;
  const times: string[] = [];
  const now = () => {
    const at = new Date(Date.parse('2026-11-21T10:00:00Z') + second++ * 1000);
    times.unshift(at.toISOString());
    return at;
  };
  const make = (): WordStore => {
    times.length = 0;
    return open(now);
  };

  test('a site that never wrote one has an empty list, version 0', async () => {
    const store = make();
    expect(await store.get('daily')).toEqual({ site: 'daily', version: 0, words: [] });
    expect(await store.get('daily', 1)).toBeUndefined();
    expect(await store.history('daily')).toEqual([]);
    expect(await store.versions()).toEqual(new Map());
  });

  test('a list is read back whole and in its order', async () => {
    const store = make();
    const words = [
      word('zebra', { note: 'Line "one"\n\\ two 👍' }),
      word('ant*', { list: 'deny', severity: 'severe' }),
      { id: '1', list: 'allow', phrase: 'Ünïcode Straße', addedBy: 'Ada "L"', addedAt: 'x' } as const,
    ];
    const written = { site: 'daily', version: 1, words };
    expect(await store.replace('daily', words, 0, 'desk')).toEqual({ result: 'written', words: written });
    expect(await store.get('daily')).toEqual(written);
    expect(await store.get('daily', 1)).toEqual(written);
    expect(await store.get('daily', 0)).toEqual({ site: 'daily', version: 0, words: [] });
    expect(await store.history('daily')).toEqual([{ version: 1, at: times[0], by: 'desk', count: 3 }]);
    expect(await store.versions()).toEqual(new Map([['daily', 1]]));
  });

  test('a change must name the version that stands; else it is told that one, and nothing is written', async () => {
    const store = make();
    const conflict = { result: 'conflict', version: 0 };
    for (const expected of [1, -1, 0.5, Number.NaN])
      expect(await store.replace('daily', [word('no')], expected, 'desk')).toEqual(conflict);
    await store.replace('daily', [word('first')], 0, 'desk');
    for (const expected of [0, 2])
      expect(await store.replace('daily', [word('no')], expected, 'desk')).toEqual({
        result: 'conflict',
        version: 1,
      });
    expect((await store.get('daily')).words).toEqual([word('first')]);
    expect(await store.history('daily')).toHaveLength(1);
    expect(await store.replace('daily', [], 1, 'desk')).toMatchObject({ result: 'written' });
  });

  test('of many changes at once to one version exactly one is written', async () => {
    const store = make();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => store.replace('daily', [word(`w${n}`)], 0, `by ${n}`)),
    );
    const written = results.filter(({ result }) => result === 'written');
    expect(written).toHaveLength(1);
    expect(results.filter((each) => each.result === 'conflict' && each.version === 1)).toHaveLength(19);
    expect([{ result: 'written', words: await store.get('daily') }]).toEqual(written);
  });

  test('emptied lists count versions on', async () => {
    const store = make();
    await store.replace('daily', [word('a')], 0, 'desk');
    await store.replace('daily', [], 1, 'desk');
    expect(await store.get('daily')).toEqual({ site: 'daily', version: 2, words: [] });
    expect(await store.versions()).toEqual(new Map([['daily', 2]]));
    expect(await store.replace('daily', [word('b')], 0, 'desk')).toEqual({ result: 'conflict', version: 2 });
  });

  test(`the newest ${keptVersions} versions are kept, with who wrote them and when`, async () => {
    const store = make();
    const total = keptVersions + 3;
    for (let n = 0; n < total; n++)
      await store.replace(
        'daily',
        Array.from({ length: n }, (_, k) => word(`${k}`)),
        n,
        `by ${n}`,
      );
    const history = await store.history('daily');
    expect(history).toEqual(
      Array.from({ length: keptVersions }, (_, back) => ({
        version: total - back,
        at: times[back],
        by: `by ${total - back - 1}`,
        count: total - back - 1,
      })),
    );
    for (const { version, count } of history)
      expect((await store.get('daily', version))?.words).toHaveLength(count);
    expect(await store.get('daily', total - keptVersions)).toBeUndefined();
    expect(await store.get('daily', total + 1)).toBeUndefined();
    expect((await store.get('daily')).version).toBe(total);
  });

  test('sites have their own lists, whatever they are called', async () => {
    const store = make();
    for (const [n, site] of oddSites.entries()) {
      expect((await store.get(site)).version).toBe(0);
      for (let version = 0; version <= n; version++)
        await store.replace(site, [word(`of ${n}`)], version, site);
    }
    for (const [n, site] of oddSites.entries()) {
      expect(await store.get(site)).toEqual({ site, version: n + 1, words: [word(`of ${n}`)] });
      expect((await store.history(site))[0]).toMatchObject({ version: n + 1, by: site });
    }
    expect(await store.versions()).toEqual(new Map(oddSites.map((site, n) => [site, n + 1])));
  });

  test(`a list of ${limits.siteWords} of the longest entries goes in and out`, async () => {
    const store = make();
    const words = Array.from({ length: limits.siteWords }, (_, n) =>
      word(`${n}-`.padEnd(limits.sitePhraseLength, 'ж'), { note: 'n'.repeat(200) }),
    );
    expect(await store.replace('daily', words, 0, 'desk')).toMatchObject({ result: 'written' });
    expect((await store.get('daily')).words).toEqual(words);
    expect((await store.history('daily'))[0]?.count).toBe(limits.siteWords);
  });

  test('nothing that went in or came out can change a list', async () => {
    const store = make();
    const words = [{ ...word('a') }];
    const written = await store.replace('daily', words, 0, 'desk');
    Object.assign(words[0]!, { phrase: 'changed' });
    if (written.result === 'written') Object.assign(written.words.words[0]!, { phrase: 'changed' });
    Object.assign((await store.get('daily')).words[0]!, { phrase: 'changed' });
    expect((await store.get('daily')).words).toEqual([word('a')]);
  });

  test('gives back any phrase, note, name and site', async () => {
    const store = make();
    const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((each) => !hasLoneSurrogate(each));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (site, phrase, note) => {
        const { version } = await store.get(site);
        await store.replace(site, [word(phrase, { note, addedBy: note })], version, note);
        expect((await store.get(site)).words).toEqual([word(phrase, { note, addedBy: note })]);
        expect((await store.history(site))[0]).toMatchObject({ version: version + 1, by: note });
        expect((await store.versions()).get(site)).toBe(version + 1);
      }),
      { numRuns: 50 },
    );
  });
}
