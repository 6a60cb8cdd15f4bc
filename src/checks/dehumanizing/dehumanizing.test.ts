import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { severities } from '../../domain/finding.js';
import { isWithin } from '../../domain/span.js';
import { Text } from '../../text/text.js';
import type { Inspection } from '../check.js';
import { dehumanizing } from './index.js';
import { classes } from './lexicon.js';

const check = dehumanizing();
const never = new AbortController().signal;
const inspect = (raw: string, about = {}): Inspection =>
  check.inspect(new Text(raw), about, never) as Inspection;
const seen = (raw: string, about = {}): string[] =>
  inspect(raw, about).findings.map(
    ({ rule, span }) => `${rule.slice(13)}: ${raw.slice(span.start, span.end)}`,
  );

describe('the seed comments', () => {
  test.each([
    ['Hope they catch the animals', ['animal: animals']],
    ['Animal thugs!', ['animal: Animal thugs']],
    ['Damn they should be dead!', ['death_wish: they should be dead']],
    ['this cop needs to spend some time on the range ...ugh .', []],
  ])('%s', (raw, expected) => expect(seen(raw)).toEqual(expected));
});

describe('context', () => {
  const zoo = {
    article: { title: 'Bears escape from the city zoo', text: 'Keepers at the zoo search for them.' },
  };
  const crime = { article: { title: 'Suspects rob pharmacy', text: 'Police are looking for the robbers.' } };
  test('a zoo story makes the animals literal', () =>
    expect(seen('Hope they catch the animals', zoo)).toEqual([]));
  test('a crime story makes them people', () =>
    expect(seen('Hope they catch the animals', crime)).toEqual(['animal: animals']));
  test('a zoo story does not excuse what is said of a named person', () =>
    expect(seen('Whoever let them out is an animal', zoo)).toEqual(['animal: animal']));
  test('words copied from the parent comment are not the author’s own', () => {
    const parent = { parent: { text: 'These people are vermin.' } };
    expect(seen('These people are vermin.\nReally? Shame on you.', parent)).toEqual([]);
    expect(seen('These people are vermin.\nReally? Shame on you.')).toEqual(['vermin: vermin']);
  });
});

test('a call that opens the comment has no subject before it', () =>
  expect(seen('need putting down')).toEqual(['extermination: need putting down']));

describe('findings', () => {
  test.each([
    ['They are vermin, scum, all of them', ['vermin: vermin', 'filth: scum']],
    ['They are vermin, s.c.u.m all of them', ['vermin: vermin', 'filth: s.c.u.m']],
    ['He is a filthy, rotten pig', ['animal: filthy, rotten pig']],
  ])('pictures in a row stand apart, adjectives do not: %s', (raw, expected) =>
    expect(seen(raw)).toEqual(expected),
  );
  test('name the target in one sentence', () =>
    expect(inspect('The suspects are vermin.').findings[0]?.note).toBe(
      'Likens people (“suspects”) to vermin.',
    ));
  test('a death wish is a threat, not dehumanization', () => {
    const { findings, scores } = inspect('Shoot the looters.');
    expect(findings.map(({ attribute }) => attribute)).toEqual(['THREAT']);
    expect(scores).toMatchObject({ DEHUMANIZATION: 0, THREAT: findings[0]?.score });
  });
  test('another finding never lowers the score', () => {
    const one = inspect('They are animals.').scores.DEHUMANIZATION!;
    const two = inspect('They are animals. They are vermin.').scores.DEHUMANIZATION!;
    expect(two).toBeGreaterThan(one);
  });
  test('a group by faith or origin makes it severe', () =>
    expect(inspect('Muslims are rats.').findings[0]?.severity).toBe('severe'));
});

const words = fc.constantFrom(
  ..."they are animals like a rat called them not the these vermin , . ! \" ' 🐀 it that thing jail put down hope die you scum of who should be n't my \n".split(
    ' ',
  ),
);
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(words, { maxLength: 40 }).map((list) => list.join(' ')),
  fc.array(words, { maxLength: 20 }).map((list) => list.join('')),
);

describe('for any text', () => {
  test('spans lie in the text, in order, apart, with known rules', () => {
    fc.assert(
      fc.property(anything, (raw) => {
        let last = 0;
        const { findings, scores } = inspect(raw);
        for (const { span, rule, score, severity, note } of findings) {
          expect(isWithin(span, raw.length)).toBe(true);
          expect(span.start).toBeGreaterThanOrEqual(last);
          last = span.end;
          expect([...classes, 'death_wish']).toContain(rule.slice('dehumanizing/'.length));
          expect(score).toBeGreaterThanOrEqual(0.38);
          expect(score).toBeLessThanOrEqual(1);
          expect(severities).toContain(severity);
          expect(note.length).toBeGreaterThan(10);
        }
        const highest = Math.max(
          0,
          ...findings.filter(({ attribute }) => attribute === 'DEHUMANIZATION').map(({ score }) => score),
        );
        expect(scores.DEHUMANIZATION).toBeGreaterThanOrEqual(highest - 1e-3);
      }),
      { numRuns: 400 },
    );
  });
  test('context never makes it throw, and the same input gives the same answer', () => {
    fc.assert(
      fc.property(anything, anything, anything, (raw, title, parent) => {
        const about = { article: { title, text: parent }, parent: { text: title } };
        expect(inspect(raw, about)).toEqual(inspect(raw, about));
      }),
      { numRuns: 200 },
    );
  });
});
