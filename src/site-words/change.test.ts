import { describe, expect, test } from '@jest/globals';
import type { SiteWords } from '../domain/site-words.js';
import { createMemoryWordStore } from '../store/memory-word-store.js';
import type { WordStore } from '../store/word-store.js';
import { addEntries, type Changed, removeEntry, replaceEntries, restoreVersion, unfit } from './change.js';
import { postedList } from './entry.js';

const kim = { by: 'kim', at: '2026-11-20T10:00:00Z' };
const ada = { by: 'ada', at: '2026-11-21T10:00:00Z' };
const deny = (...phrases: string[]) => postedList(phrases.map((phrase) => ({ list: 'deny', phrase })));

function written(changed: Changed) {
  if (changed.result !== 'written') throw new Error(`is ${changed.result}`);
  return changed;
}
const phrases = ({ words }: SiteWords) => words.map(({ phrase }) => phrase);

/** A store in which another change comes first, `times` times. */
function raced(store: WordStore, times: number, meanwhile: () => Promise<unknown>): WordStore {
  let left = times;
  return {
    ...store,
    async replace(...given) {
      if (left-- > 0) await meanwhile();
      return store.replace(...given);
    },
  };
}

describe('adding', () => {
  test('goes to the end, under new ids, in the name of who added', async () => {
    const store = createMemoryWordStore();
    await addEntries(store, 's', deny('oaf'), kim);
    const { words, added, removed } = written(await addEntries(store, 's', deny('lout', 'churl'), ada));
    expect([words.version, phrases(words)]).toEqual([2, ['oaf', 'lout', 'churl']]);
    expect(added).toEqual(words.words.slice(1));
    expect(added[0]).toMatchObject({ addedBy: 'ada', addedAt: ada.at });
    expect(removed).toEqual([]);
    expect(await store.get('s')).toEqual(words);
    expect((await store.history('s')).map(({ by }) => by)).toEqual(['ada', 'kim']);
  });

  test('writes nothing unless all are good', async () => {
    const store = createMemoryWordStore();
    const changed = await addEntries(store, 's', deny('oaf', 'oaf'), kim);
    expect(changed).toEqual({
      result: 'refused',
      faults: [{ field: 'words[1].phrase', reason: 'is the same as words[0]' }],
    });
    expect((await store.get('s')).version).toBe(0);
  });

  test('keeps what another wrote meanwhile, and refuses what that made a repeat', async () => {
    const store = createMemoryWordStore();
    const meanwhile = () => addEntries(store, 's', deny('lout'), ada);
    const { words } = written(await addEntries(raced(store, 1, meanwhile), 's', deny('oaf'), kim));
    expect(phrases(words)).toEqual(['lout', 'oaf']);
    const same = () => addEntries(store, 's', deny('churl'), ada);
    expect(await addEntries(raced(store, 1, same), 's', deny('churl'), kim)).toMatchObject({
      result: 'refused',
    });
  });

  test('writes no list that the checks cannot go by', async () => {
    const store = createMemoryWordStore();
    const fits = async ({ words }: SiteWords) => words.length < 3;
    expect((await addEntries(store, 's', deny('oaf', 'lout'), kim, fits)).result).toBe('written');
    expect(await addEntries(store, 's', deny('fop'), kim, fits)).toEqual({
      result: 'refused',
      faults: [unfit],
    });
    const replaced = await replaceEntries(store, 's', deny('a1a', 'b1b', 'c1c'), kim, fits);
    expect(replaced).toEqual({ result: 'refused', faults: [unfit] });
    expect(phrases(await store.get('s'))).toEqual(['oaf', 'lout']);
  });

  test('gives up when others keep changing the list', async () => {
    const store = createMemoryWordStore();
    let at = 0;
    const meanwhile = () => addEntries(store, 's', deny(`word${at++}`), ada);
    const changed = await addEntries(
      raced(store, Number.POSITIVE_INFINITY, meanwhile),
      's',
      deny('oaf'),
      kim,
    );
    expect(changed).toEqual({ result: 'conflict', version: at });
    expect(at).toBe(4);
  });
});

test('removing takes one entry off, and says when there is none', async () => {
  const store = createMemoryWordStore();
  const { words } = written(await addEntries(store, 's', deny('oaf', 'lout'), kim));
  const [oaf] = words.words;
  const changed = written(await removeEntry(store, 's', oaf!.id, ada));
  expect([phrases(changed.words), changed.removed]).toEqual([['lout'], [oaf]]);
  expect(await removeEntry(store, 's', oaf!.id, ada)).toEqual({ result: 'unknown' });
  expect(await removeEntry(store, 'other', words.words[1]!.id, ada)).toEqual({ result: 'unknown' });
});

test('replacing keeps ids, and who added what did not change', async () => {
  const store = createMemoryWordStore();
  const before = written(await addEntries(store, 's', deny('oaf', 'lout', 'churl'), kim)).words.words;
  const list = [
    { list: 'deny', phrase: 'LOUT', note: 'in capitals' },
    { list: 'allow', phrase: 'churl' },
    { list: 'deny', phrase: 'oaf' },
  ];
  const { words, added, removed } = written(await replaceEntries(store, 's', postedList(list), ada));
  const [lout, churl, oaf] = words.words;
  expect(oaf).toEqual(before[0]);
  expect(lout).toEqual({ ...list[0], id: before[1]!.id, addedBy: 'ada', addedAt: ada.at });
  expect(added).toEqual([churl]);
  expect(removed).toEqual([before[2]]);
  const twice = await replaceEntries(store, 's', postedList([...list, list[2]]), ada);
  expect([twice.result, (await store.get('s')).version]).toEqual(['refused', 2]);
});

test('restoring brings a kept version back as the newest', async () => {
  const store = createMemoryWordStore();
  const first = written(await addEntries(store, 's', deny('oaf'), kim)).words;
  await replaceEntries(store, 's', deny('lout'), kim);
  const { words, added, removed } = written(await restoreVersion(store, 's', 1, ada));
  expect(words).toEqual({ ...first, version: 3 });
  expect([added.length, removed.length]).toEqual([1, 1]);
  expect((await store.history('s'))[0]).toMatchObject({ version: 3, by: 'ada', count: 1 });
  expect(await restoreVersion(store, 's', 9, ada)).toEqual({ result: 'unknown' });
});
