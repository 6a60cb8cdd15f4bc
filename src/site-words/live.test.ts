import { afterEach, expect, test } from '@jest/globals';
import { DecorumError } from '../domain/errors.js';
import { until } from '../queue/testing/until.js';
import { createMemoryWordStore } from '../store/memory-word-store.js';
import { word } from '../store/testing/word-store.conformance.js';
import type { WordStore } from '../store/word-store.js';
import { type LiveSiteWords, liveSiteWords } from './live.js';

const open: LiveSiteWords[] = [];
afterEach(async () => {
  for (const live of open.splice(0)) await live.close();
});

/** A store that notes what it is asked, can be away, and can be made to wait; what follows it; what that logged. */
function stand(memory: WordStore = createMemoryWordStore()) {
  const asked: string[] = [];
  const lines: unknown[][] = [];
  let away = false;
  let answer: Promise<void> = Promise.resolve();
  let running = 0;
  let most = 0;
  async function note<T>(what: string, work: () => Promise<T>): Promise<T> {
    asked.push(what);
    most = Math.max(most, ++running);
    try {
      await answer;
      if (away) throw new DecorumError('unavailable', 'the store did not answer: secret');
      return await work();
    } finally {
      running--;
    }
  }
  const store: WordStore = {
    ...memory,
    get: ((site: string) => note(`get ${site}`, () => memory.get(site))) as WordStore['get'],
    versions: () => note('versions', () => memory.versions()),
  };
  const log = (...line: unknown[]): void => void lines.push(line);
  const live = liveSiteWords({ store, everyMs: 3, logger: { info: log, warn: log } });
  open.push(live);
  const polls = () => asked.filter((what) => what === 'versions').length;
  return {
    memory,
    live,
    lines,
    asked,
    most: () => most,
    isAway: (is: boolean) => {
      away = is;
    },
    answersAfter: (wait: Promise<void>) => {
      answer = wait;
    },
    async twoPolls() {
      const before = polls();
      await until('two polls', () => polls() >= before + 2);
    },
  };
}

const listed = (live: LiveSiteWords, site: string) => live.of(site)?.words.map(({ phrase }) => phrase);

test('knows every list once it is started, and none before', async () => {
  const { memory, live } = stand();
  await memory.replace('a', [word('x'), word('y')], 0, 'desk');
  await memory.replace('b', [word('z')], 0, 'desk');
  expect(live.of('a')).toBeUndefined();
  await live.start();
  expect(live.of('a')).toEqual(await memory.get('a'));
  expect(listed(live, 'b')).toEqual(['z']);
  expect(live.of('c')).toBeUndefined();
});

test('goes by a changed list, fetches no other, and hands out the same object until the next change', async () => {
  const { memory, live, asked, twoPolls } = stand();
  await memory.replace('a', [word('x')], 0, 'desk');
  await memory.replace('b', [word('y')], 0, 'desk');
  await live.start();
  const [a, b] = [live.of('a'), live.of('b')];
  await twoPolls();
  expect(live.of('a')).toBe(a);
  asked.length = 0;
  await memory.replace('a', [word('new')], 1, 'desk');
  await until('changed', () => live.of('a')?.version === 2);
  expect(listed(live, 'a')).toEqual(['new']);
  expect(live.of('b')).toBe(b);
  expect(asked.filter((what) => what !== 'versions')).toEqual(['get a']);
});

test('a list that comes, is emptied, and goes', async () => {
  const { memory, live, twoPolls } = stand();
  await live.start();
  await memory.replace('a', [word('x')], 0, 'desk');
  await until('it came', () => live.of('a') !== undefined);
  await memory.replace('a', [], 1, 'desk');
  await until('it is empty', () => live.of('a') === undefined);
  await twoPolls();
  expect(live.of('a')).toBeUndefined();
  await memory.replace('a', [word('y')], 2, 'desk');
  await until('it is back', () => live.of('a')?.version === 3);
});

test('the last known lists count while the store is away, which is told once; then it catches up', async () => {
  const { memory, live, lines, isAway, twoPolls } = stand();
  await memory.replace('a', [word('x')], 0, 'desk');
  await live.start();
  const before = live.of('a');
  lines.length = 0;
  isAway(true);
  await twoPolls();
  await memory.replace('a', [word('new')], 1, 'desk');
  await twoPolls();
  expect(live.of('a')).toBe(before);
  expect(lines).toEqual([
    [{ error: 'unavailable' }, "sites' own words cannot be read; the last known ones count"],
  ]);
  isAway(false);
  await until('caught up', () => live.of('a')?.version === 2);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toEqual([{ sites: 1 }, "sites' own words are loaded"]);
});

test('a store that comes back with another list under the same version is believed', async () => {
  const first = createMemoryWordStore();
  const restored = createMemoryWordStore();
  let memory: WordStore = first;
  const either: WordStore = {
    ...first,
    get: ((site: string) => memory.get(site)) as WordStore['get'],
    versions: () => memory.versions(),
  };
  await first.replace('a', [word('x')], 0, 'desk');
  await restored.replace('a', [word('restored')], 0, 'desk');
  const { live, isAway, twoPolls } = stand(either);
  await live.start();
  isAway(true);
  await twoPolls();
  memory = restored;
  isAway(false);
  await until('believed', () => listed(live, 'a')?.[0] === 'restored');
});

test('waits at its start until the store is there', async () => {
  const { memory, live, lines, isAway, twoPolls } = stand();
  await memory.replace('a', [word('x')], 0, 'desk');
  isAway(true);
  let started = false;
  const start = live.start().then(() => {
    started = true;
  });
  await twoPolls();
  expect(started).toBe(false);
  expect(lines).toHaveLength(1);
  isAway(false);
  await start;
  expect(listed(live, 'a')).toEqual(['x']);
});

test('questions never overlap, however slow the answers', async () => {
  const { memory, live, most, answersAfter, twoPolls } = stand();
  for (const site of ['a', 'b', 'c']) await memory.replace(site, [word('x')], 0, 'desk');
  answersAfter(new Promise((resolve) => setTimeout(resolve, 30)));
  await live.start();
  answersAfter(new Promise((resolve) => setTimeout(resolve, 30)));
  await twoPolls();
  expect(most()).toBe(1);
});

test('starting twice is starting once', async () => {
  const { live, most, twoPolls } = stand();
  await Promise.all([live.start(), live.start()]);
  await twoPolls();
  expect(most()).toBe(1);
});

test('closed, it waits for the question under way and asks no other; the last known lists stay', async () => {
  const { memory, live, asked, lines, answersAfter } = stand();
  await memory.replace('a', [word('x')], 0, 'desk');
  await live.start();
  let answer = (): void => {};
  answersAfter(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  asked.length = 0;
  await until('a question is under way', () => asked.length === 1);
  await memory.replace('a', [word('late')], 1, 'desk');
  const closed = live.close();
  answer();
  await closed;
  const count = asked.length;
  const other = stand();
  await other.live.start();
  await other.twoPolls(); // time enough for this one too
  expect(asked).toHaveLength(count);
  expect(listed(live, 'a')).toEqual(['x']);
  expect(lines).toHaveLength(1);
  await live.start();
});

test('closed before it was loaded, its start ends', async () => {
  const { live, isAway, asked } = stand();
  isAway(true);
  const start = live.start();
  await until('asked', () => asked.length > 1);
  await live.close();
  await start;
  expect(live.of('a')).toBeUndefined();
});

test('tells sites, versions and counts, never words', async () => {
  const { memory, live, lines } = stand();
  await memory.replace('a', [word('unheard-of')], 0, 'someone-17');
  await live.start();
  await memory.replace('a', [word('unheard-of'), word('secret')], 1, 'someone-17');
  await until('changed', () => live.of('a')?.version === 2);
  expect(lines).toEqual([
    [{ sites: 1 }, "sites' own words are loaded"],
    [{ site: 'a', version: 2, count: 2 }, "a site's own words changed"],
  ]);
});
