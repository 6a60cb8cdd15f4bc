import { expect, test } from '@jest/globals';
import { readFrames, templateRows } from './index.js';

const rows = templateRows(2000, 4000);

test('half of the rows attack people for who they are', () => {
  const hate = rows.filter(({ targets }) => targets.IDENTITY_ATTACK === 1);
  expect(rows).toHaveLength(6000);
  expect(hate).toHaveLength(3000);
});

test('no slot stays open and no text is there twice', () => {
  expect(rows.filter(({ text }) => /[{}]/.test(text))).toEqual([]);
  expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
});

test('the same seed gives the same rows, another one others', () => {
  expect(templateRows(200, 200)).toEqual(templateRows(200, 200));
  expect(templateRows(200, 200, 2)).not.toEqual(templateRows(200, 200));
});

test('a fifth of the frames, and of clauses and what is put round them, is held out on both sides', () => {
  for (const target of [0, 1]) {
    const side = rows.filter(({ targets }) => targets.IDENTITY_ATTACK === target);
    const share = side.filter(({ heldOut }) => heldOut).length / side.length;
    expect(share).toBeGreaterThan(0.12);
    expect(share).toBeLessThan(0.36);
  }
});

test('toxicity, severity and insult are left to sources that people rated, but where people are merely named', () => {
  for (const { targets, phenomenon } of rows) {
    for (const head of ['SEVERE_TOXICITY', 'INSULT'] as const) expect(targets[head]).toBeUndefined();
    if (['positive', 'neutral', 'news', 'own good groups', 'own plain groups'].includes(phenomenon))
      expect(targets.TOXICITY ?? 0).toBe(0);
    else expect(targets.TOXICITY).toBeUndefined();
  }
});

test.each([
  ['x\tI', 'frames.txt:1: not phenomenon, labels and frame'],
  ['x\tI\t{nobody} is', 'frames.txt:1: no words for {nobody}'],
  ['x\tQ\tthey are', 'frames.txt:1: label Q'],
])('refuses %j by file and line', (line, reason) => {
  expect(() => readFrames('frames.txt', line, new Set())).toThrow(reason);
});
