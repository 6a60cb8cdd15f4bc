import { describe, expect, test } from '@jest/globals';
import { Text } from '../../text/text.js';
import type { Inspection } from '../check.js';
import { dehumanizing } from './index.js';

const check = dehumanizing();
const flags = (raw: string): boolean =>
  (check.inspect(new Text(raw), {}, new AbortController().signal) as Inspection).findings.length > 0;

/** Each veto by name: what it leaves alone, and the nearest sentence that it must not hide. */
const pairs: Readonly<Record<string, readonly (readonly [leave: string, flag: string])[]>> = {
  'a name, by its company': [
    ['We play wolves fc on Sunday', 'The wolves who robbed her are vermin'],
    ['We drank Monster all night', 'He is a Monster'],
  ],
  'a thing, as subject, owner or appositive': [
    ['The truck that did this is a monster.', 'The trucker who did this is a monster.'],
    ['The wing where they held him is inhuman', 'The man they held is inhuman'],
    ['Savage winds did this to our church.', 'Savage thugs did this to our church.'],
  ],
  'a denial, and no mock denial': [
    ['They are not animals.', 'They are not animals, animals behave better.'],
    ['Nobody here is vermin.', 'Nobody says it but they are vermin.'],
    ['Animals? They are children.', 'Animals. They are on bail again.'],
  ],
  'treatment told, not asked for': [
    ['They were packed into that lorry like animals.', 'They should be packed off like animals.'],
    ['He was hunted through the estate like a fox.', 'Hunt him like a fox.'],
    ['Prisoners should not be kept like dogs.', 'Prisoners should be kept like dogs.'],
  ],
  'another’s voice, not endorsed': [
    ['The mayor called them vermin.', 'The mayor called them vermin and he was dead right.'],
    ['He told the court they were animals.', 'I tell you they are animals.'],
  ],
  'what is pointed at stays the writer’s own': [
    ['I do not think they are animals.', 'I cannot believe these animals got bail.'],
  ],
  'real animals and pests, nearer than people': [
    ['The pantry was full of cockroaches.', 'The senate is full of cockroaches.'],
    ['They are pests, the vet said of the ticks.', 'The squatters are back and they are pests.'],
  ],
  'praise and skill': [
    ['What a champion, an animal on the bike', 'What an animal, kicking a child off her bike'],
    ["She's a demon at bridge.", "She's a demon, that magistrate."],
  ],
  'oneself and one’s own': [
    ['We turned into animals when the pizza came.', 'They were animals when the pizza boy came.'],
  ],
};

for (const [name, rows] of Object.entries(pairs))
  describe(name, () => {
    test.each(rows)('leaves “%s”', (leave) => expect(flags(leave)).toBe(false));
    test.each(rows.map(([, flag]) => flag))('finds “%s”', (flag) => expect(flags(flag)).toBe(true));
  });
