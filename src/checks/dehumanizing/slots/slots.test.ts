import { describe, expect, test } from '@jest/globals';
import { Text } from '../../../text/text.js';
import { dehumanizing } from '../index.js';
import { looksLikePeople } from '../person-like.js';

const check = dehumanizing();
const { signal } = new AbortController();

async function found(raw: string): Promise<string[]> {
  const { findings } = await check.inspect(new Text(raw), {}, signal);
  return findings.map(({ span }) => raw.slice(span.start, span.end));
}

describe('what a comparison is presumed or shown to be of people by', () => {
  const shown: readonly [by: string, raw: string, span: string][] = [
    ['a strong word anywhere', 'Nobody in the arcade did a thing about the savages', 'savages'],
    ['a likely word that opens', 'Hyenas, and the steward let them in', 'Hyenas'],
    ['people named after it', 'Parasites in fur coats, the lot who own this block', 'Parasites'],
    ['a question that names them', 'Touts? Leeches. Every concert the same', 'Leeches'],
    ['more like', 'A family doctor? Vulture more like', 'Vulture'],
    ['that is what', "A rat, that's what the treasurer is", 'rat'],
    ['a deed', 'ghouls filming the crash from the bridge', 'ghouls'],
    ['a verb of people after some', 'some weasel at head office claimed the credit', 'weasel'],
    ['dealings with people', 'and we elected a reptile again', 'reptile'],
    ['a person who comes off worse', 'A leech has more shame than that broker', 'leech'],
    ['a double denial', "Never met a broker who wasn't a parasite", 'parasite'],
    ['the lot of them', 'feral the lot of them', 'feral'],
    ['Irish you', 'ye mangy jackals', 'mangy jackals'],
    ['emoji where people are', '🐍 running the union office since March', '🐍'],
    ['where it is from', 'That man is scum of the earth', 'scum of the earth'],
  ];
  test.each(shown)('%s: %s', async (_by, raw, span) => {
    expect(await found(raw)).toContain(span);
  });

  const left: readonly [why: string, raw: string][] = [
    ['of a thing', 'The new timetable is vermin'],
    ['the kind itself', 'Locusts ate the barley'],
    ['met as beasts are', 'They found a leech on the leaf'],
    ['denied of all', 'Nobody here is vermin'],
    ['a lone word within a name', 'The Hyena Street timetable changed'],
  ];
  test.each(left)('left alone: %s: %s', async (_why, raw) => {
    expect(await found(raw)).toEqual([]);
  });

  test('what is presumed is left out where it is said more surely', async () => {
    expect(await found('They are vermin. Vermin with flags.')).toEqual(['vermin']);
  });
});

test.each([
  ['smugglers', true],
  ['lobbyist', true],
  ['spokeswoman', true],
  ['headteachers', true],
  ['corners', false],
  ['elephants', false],
  ['degrees', false],
  ['omen', false],
])('%s reads as people: %s', (word, expected) => {
  expect(looksLikePeople(word)).toBe(expected);
});
