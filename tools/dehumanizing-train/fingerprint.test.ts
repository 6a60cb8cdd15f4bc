import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadLexicons } from '../../src/checks/dehumanizing/lexicon.js';
import { extractor } from './extract.js';
import { fingerprint } from './fingerprint.js';
import { readTraining, type Taught } from './training.js';

const weights = new URL('../../src/checks/dehumanizing/weights.tsv', import.meta.url);
let now: readonly Taught[];

test('the weights were learnt from the evidence as it is read now; if not, npm run train:dehumanizing', () => {
  now = readTraining(extractor(new Map(), loadLexicons()));
  const [, learnt] = /^#evidence\t(\w+)$/m.exec(readFileSync(weights, 'utf8')) ?? [];
  expect(learnt).toBe(fingerprint(now));
});

test('another label and another key change the fingerprint', () => {
  const marked = now.findIndex(({ one, examples }) => one.expected.length > 0 && examples.length > 0);
  const changed = (one: Taught): readonly Taught[] => now.with(marked, one);
  const taught = now[marked]!;
  expect(fingerprint(changed({ ...taught, one: { ...taught.one, expected: [] } }))).not.toBe(
    fingerprint(now),
  );
  const examples = taught.examples.map((example) => ({
    ...example,
    keys: example.keys.map((key) => key + 1),
  }));
  expect(fingerprint(changed({ ...taught, examples }))).not.toBe(fingerprint(now));
});
