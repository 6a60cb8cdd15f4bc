import { describe, expect, test } from '@jest/globals';
import { createMemoryLabelStore } from '../../src/store/memory-label-store.js';
import { labelOf } from '../../src/store/testing/label-of.js';
import { labelInputs } from './inputs.js';
import { targetsOf } from './labels.js';
import { atPoint, auc } from './metrics.js';
import { summarize } from './summary.js';

describe('auc', () => {
  test.each([
    ['parted', [0.1, 0.2, 0.8, 0.9], [false, false, true, true], 1],
    ['the wrong way round', [0.9, 0.8, 0.2, 0.1], [false, false, true, true], 0],
    ['all tied', [0.5, 0.5, 0.5], [false, true, true], 0.5],
    ['one of four pairs wrong', [0.1, 0.7, 0.6, 0.9], [false, false, true, true], 0.75],
    ['of one kind', [0.1, 0.2], [true, true], Number.NaN],
  ])('%s', (_, scores, positive, expected) => {
    expect(auc(scores, positive)).toBe(expected);
  });
});

test('precision, recall and false alarms: at the point counts as over it', () => {
  expect(atPoint([0.5, 0.6, 0.4, 0.9], [true, false, true, true], 0.5)).toEqual({
    precision: 2 / 3,
    recall: 2 / 3,
    falsePositiveRate: 1,
  });
});

describe('labels', () => {
  test.each([
    [
      'the Jigsaw names',
      'x',
      { toxic: 1, obscene: 0, identity_hate: '1' },
      undefined,
      { TOXICITY: 1, PROFANITY: 0, IDENTITY_ATTACK: 1 },
    ],
    [
      'attribute names and shares',
      'x',
      { TOXICITY: 0.4, threat: true },
      undefined,
      { TOXICITY: 0.4, THREAT: 1 },
    ],
    ['unknown names say nothing', 'x', { colour: 1, toxic: null }, undefined, {}],
    ['a chosen name is TOXICITY', 'x', { rude: 'yes', toxic: 0 }, 'rude', { TOXICITY: 1 }],
    ['a chosen known name is itself', 'x', { hateful: 'non-hateful' }, 'hateful', { IDENTITY_ATTACK: 0 }],
    [
      "a trainer's source is read as the trainer does",
      'davidson',
      { n: 2, n_hate: 0, n_offensive: 0 },
      undefined,
      { TOXICITY: 0, IDENTITY_ATTACK: 0, PROFANITY: 0, SEVERE_TOXICITY: 0 },
    ],
  ])('%s', (_, file, labels, chosen, expected) => {
    expect(targetsOf(file, labels, chosen)).toEqual(expected);
  });
});

test('a summary counts only rows that speak of the attribute', () => {
  const scored = [
    { targets: { TOXICITY: 1 }, scores: { TOXICITY: 0.9 } },
    { targets: { TOXICITY: 0 }, scores: { TOXICITY: 0.2 } },
    { targets: { THREAT: 0 }, scores: { TOXICITY: 0.8 } },
  ];
  expect(summarize('a', 'TOXICITY', scored, 0.5)).toMatchObject({ rows: 2, positive: 1, auc: 1, recall: 1 });
  expect(summarize('a', 'INSULT', scored, 0.5)).toBeUndefined();
});

test('stored labels are read site by site, and none is said', async () => {
  const store = createMemoryLabelStore();
  await expect(labelInputs(store)).rejects.toThrow(/no labels are stored/);
  await store.put(labelOf({ id: 'a', site: 'herald', text: 'You idiot', scores: { TOXICITY: 1 } }));
  await store.put(labelOf({ id: 'b', site: 'herald', text: 'Well said', scores: { TOXICITY: 0 } }));
  const [input] = await labelInputs(store);
  const rows = [];
  for await (const row of input!.rows()) rows.push([row.text, row.targets]);
  expect(input!.name).toBe('labels of herald');
  expect(rows).toEqual([
    ['Well said', { TOXICITY: 0 }],
    ['You idiot', { TOXICITY: 1 }],
  ]);
});
